import type { Config } from '../config.ts'
import type { Pairs } from '../model/pair.ts'
import type { Fits } from '../model/fit.ts'
import type { Jobs } from '../model/job.ts'
import type { Folder } from '../model/folder.ts'
import type { ItemKind } from '../model/item.ts'
import type { Lifecycle } from '../model/lifecycle.ts'
import type { OutFolder } from '../model/out-folder.ts'
import type { ImportCache } from '../model/import-cache.ts'
import type { Staging } from '../model/staging.ts'
import type { OpenPage, OpenReader } from '../model/picture.ts'
import type { OpenWeb } from '../model/web.ts'
import type { Pool } from '../model/pool.ts'
import type { Queue } from '../model/queue.ts'
import type { Readings } from '../model/reading.ts'
import type { Recalls } from '../model/recall.ts'
import type { Reports } from '../model/report.ts'
import type { Scores } from '../model/score.ts'
import type {
  Clock,
  Counters,
  Files,
  Pictures,
  Random,
  Records,
  Secrets,
  Tickets,
} from '../model/stores.ts'
import type { Variants } from '../model/variants.ts'

/** The kept things a command works on. */
export type Store = {
  records: Records
  pairs: Pairs
  pool: Pool
  queue: Queue
  scores: Scores
  readings: Readings
  fits: Fits
  tickets: Tickets
  secrets: Secrets
  counters: Counters
  recalls: Recalls
  reports: Reports
  lifecycle: Lifecycle
  pictures: Pictures
  variants: Variants
  jobs: Jobs
  files: Files
  openStaging(): Staging
  openImportCache(): ImportCache
  close(): Promise<void>
}

/** A service that listens. */
export type RunningService = { url: string; stop(): Promise<void> }

/** What a command is given of the world outside. */
export type Context = {
  config: Config
  /** The version of the program. */
  version: string
  clock: Clock
  random: Random
  openStore: () => Store
  /** Why a path cannot be read, where it cannot. */
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  openPage: OpenPage
  openReader: OpenReader
  openWeb: OpenWeb
  /** Begins a new folder; why it cannot, where something lies there. */
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  startService: (store: Store, demo: DemoSites | null) => Promise<RunningService>
  /** Resolves when the operator asks the program to end. */
  untilStopped: () => Promise<void>
  /** Shows progress on a terminal; null where there is none. */
  showProgress: ((line: string) => void) | null
  /** Shows a line for people while the command runs on; not in JSON mode. */
  say: (line: string) => void
}

/** The sitekeys of the demonstration and its siteverify secrets, by the kind of challenge they show. */
export type DemoSites = Record<ItemKind, string> & { secrets: Record<ItemKind, string> }

/** How a command ended: what to print as text or as JSON, or why it was refused, as one sentence. */
export type Result = { text: string; json: unknown } | Refusal

/** Why something was refused, as one sentence. */
export type Refusal = { refused: string }

/** The flags of a command as they were given. */
export type Flags = Readonly<Record<string, string | boolean | string[] | undefined>>

/** One command. */
export type Command = {
  /** How it is called, after the program's name. */
  usage: string
  summary: string
  /** Its own flags; those of the settings are added for commands that use the data folder. */
  flags: Readonly<
    Record<
      string,
      { type: 'string' | 'boolean'; multiple?: boolean; isRequired?: true; meaning: string }
    >
  >
  /** Runs the service, which all settings are for. */
  isService?: true
  /** The data folder where none is named: the demonstration has its own, and some commands need none. */
  folder?: 'demonstration' | 'none'
  /** The least and most words behind the command's name. */
  words: readonly [least: number, most: number]
  run(context: Context, words: readonly string[], flags: Flags): Promise<Result>
}
