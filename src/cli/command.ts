import type { Config } from '../config.ts'
import type { Context, ManagedStore } from '../manage/context.ts'
import type { KindName } from '../model/item.ts'
import type { Language } from '../model/language.ts'
import type { OpenSpeaker } from '../model/speaker.ts'

/** All stores, and the way to close them. */
export type OpenedStore = ManagedStore & { close(): Promise<void> }

/** The stable payload of Ocapi: its address below the service's, its integrity, and the end of its base address. */
export type PageTags = { stable: { path: string; integrity: string; base: string } }

/** A running service. */
export type RunningService = { url: string; stop(): Promise<void> }

/** What a command is given of the outside world. */
export type CommandContext = Omit<Context, 'actor' | 'store' | 'stop' | 'onProgress'> & {
  config: Config
  /** Opens the voices that come with the program, for the demonstration. */
  openVoices: OpenSpeaker
  /** The languages in which visitors are spoken to. */
  readLanguageList: () => Promise<readonly Language[]>
  /** What goes into the pages of a site. */
  readPageTags: () => Promise<PageTags>
  /** Whether there is a store in the data folder; opening one would make it. */
  hasStore: () => boolean
  /** Opens the store; what works beside a service `rests` between its commits. */
  openStore: (how?: { rests: boolean }) => OpenedStore
  startService: (store: OpenedStore, demo: DemoSites | null) => Promise<RunningService>
  /** Resolves when the operator asks the program to end. */
  untilStopped: () => Promise<void>
  /** Shows progress on a terminal; null if there is none. */
  showProgress: ((line: string) => void) | null
  /** Shows a line for people while the command is running; does nothing in JSON mode. */
  print: (line: string) => void
}

/** A site of the demonstration: the kind of challenge it shows, and the siteverify secret of its server. */
export type DemoSite = { kind: KindName; sitekey: string; secret: string }

/** The sites of the demonstration; the first is shown by default. */
export type DemoSites = readonly [DemoSite, ...DemoSite[]]

/** How a command ended: what to print, as text and as JSON, or why it was refused. */
export type Result = { text: string; json: unknown } | Refusal

/** Why something was refused, in a sentence or two. */
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
  /** Whether it runs the service, to which all settings apply. */
  isService?: true
  /** Which data folder to use if none is named: the demonstration has its own, and some commands need none. */
  folder?: 'demonstration' | 'none'
  /** The fewest and the most words after the command's name. */
  words: readonly [least: number, most: number]
  run(context: CommandContext, words: readonly string[], flags: Flags): Promise<Result>
}
