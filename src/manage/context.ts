import type { Kinds } from '../kinds/kind.ts'
import type { Folder } from '../model/folder.ts'
import type { Organisation } from '../model/organisation.ts'
import type { OutFolder } from '../model/out-folder.ts'
import type { MeasureLook, OpenPage, OpenReader } from '../model/picture.ts'
import type { OpenSound } from '../model/sound.ts'
import type { OpenSpeaker } from '../model/speaker.ts'
import type { Store } from '../model/store.ts'
import type { Clock, Random } from '../model/stores.ts'
import type { OpenWeb } from '../model/web.ts'

/** The stores that use cases work on. */
export type ManagedStore = Omit<Store, 'close'>

/**
 * Who acts: the name that the audit shows, and the organisation that is acted for; null for the operator of
 * the service, who acts for all.
 */
export type Actor = { name: string; organisation: Organisation | null }

/** How far long work has come; `total` is null if it is not known in advance. */
export type Progress = {
  step: 'import' | 'read' | 'check' | 'clear' | 'forget' | 'export' | 'speak'
  done: number
  total: number | null
  /** What is being worked on, such as a file or an engine. */
  name: string
  /** What the files belong to, such as the folder that is imported. */
  of?: string
}

/** What every use case is given of the outside world: who acts, the stores, the clock, randomness and tools. */
export type Context = {
  actor: Actor
  store: ManagedStore
  /** The kinds of challenge that the program knows. */
  kinds: Kinds
  clock: Clock
  random: Random
  /** The version of the program, which exports name. */
  version: string
  /** Opens a folder, a file or an archive to import, or says why it cannot be read. */
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  /** Why a path cannot be read, as a sentence; null if it can. Opens no archive. */
  refuseUnreadable: (path: string) => Promise<string | null>
  openPage: OpenPage
  openSound: OpenSound
  /** Opens the speech engines of this machine. */
  openSpeaker: OpenSpeaker
  openReader: OpenReader
  measureLook: MeasureLook
  openWeb: OpenWeb
  /** Begins a new folder, or says why it cannot, for example because something is there already. */
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  /** Aborted when long work should end after its current step. */
  stop: AbortSignal
  /** Called with the progress of long work. */
  onProgress: (progress: Progress) => void
}
