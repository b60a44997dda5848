import { isNetwork, isWide, leastBits } from './model/network.ts'
import type { ChallengeSettings } from './model/settings.ts'
import { settings, type Config, type Setting, type SettingName } from './config.ts'

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
    verdictTtlMs: config.verdictTtlSeconds * 1000,
    tokenTtlMs: config.tokenTtlSeconds * 1000,
    takesTestKeys: config.testKeys,
    work: { puzzles: config.workPuzzles, floorSeconds: config.workFloorSeconds },
    exposureCaps: { known: config.shownKnownMax, unknown: config.shownUnknownMax },
    reusesRetired: config.reuseRetired,
    reportRules: {
      reportersMax: {
        unreadable: config.unreadableReportsMax,
        inappropriate: config.inappropriateReportsMax,
      },
      perDayMax: config.networkReportsMax,
      sharePercentMax: config.reportedPercentMax,
    },
  }
}

function readValue(setting: Setting, given: string): string | number | boolean | null {
  switch (setting.type) {
    case 'text':
      return given === '' ? null : given
    case 'file':
      return given
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
    case 'file':
      return 'the path of a file'
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
