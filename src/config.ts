/** One setting: a flag of the commands, an environment variable, and a line in `docs/operator/settings.md`. */
export type Setting = {
  /** The flag without its dashes; the variable is `INCIPIT_` and the flag in capitals. */
  flag: string
  meaning: string
} & (
  | { type: 'text'; default: string }
  /** The path of a file; empty if there is none. */
  | { type: 'file'; default: string }
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
    default: false,
    meaning:
      'Accept the published test keys of hCaptcha, reCAPTCHA and Turnstile, which let everybody pass; for tests only.',
  },
  homePage: {
    flag: 'home-page',
    type: 'switch',
    default: true,
    meaning: 'Show a page about the service at `/`; if off, there is nothing.',
  },
  fallbackPage: {
    flag: 'fallback-page',
    type: 'switch',
    default: false,
    meaning:
      'Offer a page for visitors without JavaScript, on which they get a code to paste into the form.',
  },
  trustedProxies: {
    flag: 'trusted-proxies',
    type: 'networks',
    default: '',
    meaning:
      'Networks whose `X-Forwarded-For` is trusted, such as `10.0.0.0/8,::1`; none if empty.',
  },
  asnDatabase: {
    flag: 'asn-database',
    type: 'file',
    default: '',
    meaning:
      'File in MaxMind DB format that says which provider (autonomous system) an address belongs to; none if empty.',
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
  stockMegabytes: {
    flag: 'stock-megabytes',
    type: 'whole',
    default: 256,
    least: 0,
    most: 1_000_000,
    meaning:
      'Space for the pictures that are drawn ahead, an hour’s demand of them, in megabytes; with 0 all are drawn on request.',
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
    meaning:
      'How many networks with a good record have to report an item as unreadable to take it out of rotation.',
  },
  inappropriateReportsMax: {
    flag: 'inappropriate-reports-max',
    type: 'whole',
    default: 2,
    least: 1,
    most: 1_000,
    meaning:
      'How many networks with a good record have to report an item as inappropriate to take it out of rotation.',
  },
  reportedPercentMax: {
    flag: 'reported-percent-max',
    type: 'whole',
    default: 10,
    least: 0,
    most: 100,
    meaning:
      'How many percent of the items in rotation reports may take out before somebody reviews them.',
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
  workPuzzles: {
    flag: 'work-puzzles',
    type: 'whole',
    default: 96,
    least: 1,
    most: 500,
    meaning:
      'How many puzzles, each of 16 MiB, the browser of a visitor solves who passes by neither eye nor ear.',
  },
  workFloorSeconds: {
    flag: 'work-floor-seconds',
    type: 'whole',
    default: 10,
    least: 0,
    most: 300,
    meaning: 'The least time that passing by neither eye nor ear takes.',
  },
  neitherPercent: {
    flag: 'neither-percent',
    type: 'whole',
    default: 100,
    least: 1,
    most: 100_000,
    meaning:
      'How often one network may pass by neither eye nor ear, in percent of the default, within `--limits-percent`.',
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
  [Name in SettingName]: Settings[Name]['type'] extends 'text' | 'file' | 'networks' | 'choice'
    ? string
    : Settings[Name]['type'] extends 'whole'
      ? number
      : boolean
}
