import { isNetwork, isWide, leastBits } from './model/network.ts'
import type { ChallengeSettings } from './model/settings.ts'

/** One setting: a flag of the commands, an environment variable, and a line in `docs/operator/settings.md`. */
export type Setting = {
  /** The flag without its dashes; the variable is `INCIPIT_` and the flag in capitals. */
  flag: string
  meaning: string
} & (
  | { type: 'text'; default: string }
  /** Addresses and networks in CIDR form, separated by commas; may be empty. */
  | { type: 'networks'; default: string }
  | { type: 'whole'; default: number; least: number; most: number }
  | { type: 'choice'; default: string; choices: readonly string[] }
  | { type: 'switch'; default: boolean }
)

/** Every setting of the service. */
export const settings = {
  port: {
    flag: 'port',
    type: 'whole',
    default: 8080,
    least: 0,
    most: 65_535,
    meaning: 'Port to listen on; 0 picks a free one.',
  },
  host: {
    flag: 'host',
    type: 'text',
    default: '127.0.0.1',
    meaning: 'Address to listen on; `0.0.0.0` or `::` for all.',
  },
  dataDir: {
    flag: 'data',
    type: 'text',
    default: '~/.local/share/incipit',
    meaning: 'Folder that holds all data; several processes may share it.',
  },
  logLevel: {
    flag: 'log-level',
    type: 'choice',
    default: 'info',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    meaning:
      'Least severe level that is logged: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
  },
  challengeTtlSeconds: {
    flag: 'challenge-ttl-seconds',
    type: 'whole',
    default: 600,
    least: 10,
    most: 86_400,
    meaning: 'How long a challenge can be answered.',
  },
  verdictTtlSeconds: {
    flag: 'verdict-ttl-seconds',
    type: 'whole',
    default: 300,
    least: 10,
    most: 86_400,
    meaning: 'How long after the answer a site can read the state of a challenge.',
  },
  rereadSeconds: {
    flag: 'reread-seconds',
    type: 'whole',
    default: 15,
    least: 0,
    most: 300,
    meaning: 'How long after its first reading a validated challenge can be read again.',
  },
  readsMax: {
    flag: 'reads-max',
    type: 'whole',
    default: 3,
    least: 1,
    most: 100,
    meaning: 'How often a validated challenge can be read within that time.',
  },
  tokenTtlSeconds: {
    flag: 'token-ttl-seconds',
    type: 'whole',
    default: 120,
    least: 10,
    most: 3600,
    meaning: 'How long siteverify accepts a token; the widget gets the same value.',
  },
  testKeys: {
    flag: 'test-keys',
    type: 'switch',
    default: true,
    meaning: 'Accept the published test keys of hCaptcha; switch this off in production.',
  },
  trustedProxies: {
    flag: 'trusted-proxies',
    type: 'networks',
    default: '',
    meaning:
      'Networks whose `X-Forwarded-For` is trusted, such as `10.0.0.0/8,::1`; none if empty.',
  },
  shownKnownMax: {
    flag: 'shown-known-max',
    type: 'whole',
    default: 10,
    least: 1,
    most: 1_000_000,
    meaning: 'How often an item is shown as a known one before it retires.',
  },
  shownUnknownMax: {
    flag: 'shown-unknown-max',
    type: 'whole',
    default: 40,
    least: 1,
    most: 1_000_000,
    meaning: 'How often an item is shown as an unknown one before it retires.',
  },
  variantsMax: {
    flag: 'variants-max',
    type: 'whole',
    default: 1_000,
    least: 0,
    most: 1_000_000,
    meaning:
      'How many pictures are drawn ahead and stored, about 7 kB each; with 0 all are drawn on request.',
  },
  reuseRetired: {
    flag: 'reuse-retired',
    type: 'switch',
    default: true,
    meaning:
      'Show retired items again when no fresh ones are left; if off, the service answers `no_items` instead.',
  },
  unreadableReportsMax: {
    flag: 'unreadable-reports-max',
    type: 'whole',
    default: 3,
    least: 1,
    most: 1_000,
    meaning: 'How many networks have to report an item as unreadable to take it out of rotation.',
  },
  inappropriateReportsMax: {
    flag: 'inappropriate-reports-max',
    type: 'whole',
    default: 2,
    least: 1,
    most: 1_000,
    meaning:
      'How many networks have to report an item as inappropriate to take it out of rotation.',
  },
  networkReportsMax: {
    flag: 'network-reports-max',
    type: 'whole',
    default: 20,
    least: 0,
    most: 100_000,
    meaning: 'How many reports are stored for each network and day; 0 stores none.',
  },
  limitsPercent: {
    flag: 'limits-percent',
    type: 'whole',
    default: 100,
    least: 0,
    most: 100_000,
    meaning:
      'How wide the limits of requests are, in percent of the defaults; 0 lifts them, for tests and measurements alone.',
  },
  fetchDelayMs: {
    flag: 'fetch-delay-ms',
    type: 'whole',
    default: 500,
    least: 0,
    most: 600_000,
    meaning: 'How long an import waits between two requests to the same host, in milliseconds.',
  },
} as const satisfies Record<string, Setting>

type Settings = typeof settings

/** The name of a setting. */
export type SettingName = keyof Settings

/** Every setting with its value. */
export type Config = {
  [Name in SettingName]: Settings[Name]['type'] extends 'text' | 'networks' | 'choice'
    ? string
    : Settings[Name]['type'] extends 'whole'
      ? number
      : boolean
}

/** Why a setting cannot be used, as a sentence. */
export type ConfigFault = { fault: string }

/** Reads every setting: the flag where it is given, else the environment variable, else the default. */
export function readConfig(
  flags: Readonly<Record<string, string | boolean | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): Config | ConfigFault {
  const config: Record<string, string | number | boolean> = {}
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = flags[setting.flag] ?? environment[variableOf(setting)]
    const value = given === undefined ? setting.default : readValue(setting, String(given))
    if (value === null) return { fault: faultOf(setting, String(given)) }
    const wide = setting.type === 'networks' ? findWide(String(value)) : undefined
    if (wide !== undefined) return { fault: wideFaultOf(setting, wide) }
    config[name] = value
  }
  return config as Config
}

/** The environment variable of a setting. */
export function variableOf(setting: Setting): string {
  return `INCIPIT_${setting.flag.toUpperCase().replaceAll('-', '_')}`
}

/** The environment in which another process reads the same settings. */
export function environmentOf(config: Config): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Setting>(settings).map(([name, setting]) => [
      variableOf(setting),
      String(config[name as SettingName]),
    ]),
  )
}

/** The settings of challenges, in the units they are used in. */
export function challengeSettingsOf(config: Config): ChallengeSettings {
  return {
    challengeTtlMs: config.challengeTtlSeconds * 1000,
    readRule: {
      ttlMs: config.verdictTtlSeconds * 1000,
      rereadMs: config.rereadSeconds * 1000,
      readsMax: config.readsMax,
    },
    tokenTtlMs: config.tokenTtlSeconds * 1000,
    takesTestKeys: config.testKeys,
    exposureCaps: { known: config.shownKnownMax, unknown: config.shownUnknownMax },
    reusesRetired: config.reuseRetired,
    reportRules: {
      reportersMax: {
        unreadable: config.unreadableReportsMax,
        inappropriate: config.inappropriateReportsMax,
      },
      perDayMax: config.networkReportsMax,
    },
  }
}

function readValue(setting: Setting, given: string): string | number | boolean | null {
  switch (setting.type) {
    case 'text':
      return given === '' ? null : given
    case 'networks':
      return given === '' || given.split(',').every((part) => isNetwork(part.trim())) ? given : null
    case 'whole': {
      if (!/^\d{1,9}$/.test(given)) return null
      return Number(given) >= setting.least && Number(given) <= setting.most ? Number(given) : null
    }
    case 'choice':
      return setting.choices.includes(given) ? given : null
    case 'switch':
      return given === 'true' ? true : given === 'false' ? false : null
  }
}

function findWide(networks: string): string | undefined {
  return networks
    .split(',')
    .map((part) => part.trim())
    .find((part) => part !== '' && isWide(part))
}

function wideFaultOf(setting: Setting, network: string): string {
  return `--${setting.flag} (or ${variableOf(setting)}) must list only your own proxies, because any visitor in a listed network could forge an address. “${network}” is wider than /${leastBits.ipv4} (IPv6: /${leastBits.ipv6}) or contains all of IPv4.`
}

function faultOf(setting: Setting, given: string): string {
  const name = `--${setting.flag} (or ${variableOf(setting)})`
  if (setting.type === 'text') return `${name} must not be empty.`
  return `${name} must be ${expectedOf(setting)}, not “${given}”.`
}

function expectedOf(setting: Exclude<Setting, { type: 'text' }>): string {
  switch (setting.type) {
    case 'networks':
      return 'addresses or networks such as 10.0.0.0/8, separated by commas'
    case 'choice':
      return `one of ${setting.choices.join(', ')}`
    case 'switch':
      return 'true or false'
    case 'whole':
      return `a whole number from ${setting.least} to ${setting.most}`
  }
}
