import type { Kinds } from '../kinds/kind.ts'
import type { Folder } from '../model/folder.ts'
import type { Organisation } from '../model/organisation.ts'
import type { OutFolder } from '../model/out-folder.ts'
import type { OpenPage, OpenReader } from '../model/picture.ts'
import type { Store } from '../model/store.ts'
import type { Clock, Random } from '../model/stores.ts'
import type { OpenWeb } from '../model/web.ts'

/** Everything that is kept, as the use cases see it. */
export type ManagedStore = Omit<Store, 'close'>

/**
 * Who acts: their name, as the audit tells it, and the organisation they act for; null for the operator of the
 * service, who acts for all.
 */
export type Actor = { name: string; organisation: Organisation | null }

/** How far long work has come: `total` is null where nobody knows it beforehand. */
export type Progress = {
  step: 'import' | 'read' | 'check' | 'clear' | 'forget' | 'export'
  done: number
  total: number | null
  /** What is being worked on, such as a file or an engine. */
  name: string
  /** What the files are part of, such as the folder that is imported. */
  of?: string
}

/** What every use case is given of the world outside: who acts, the store, the clock, chance and tools. */
export type Context = {
  actor: Actor
  store: ManagedStore
  /** The kinds of challenge there are. */
  kinds: Kinds
  clock: Clock
  random: Random
  /** The version of the program, as exports name it. */
  version: string
  /** Why a path cannot be read, where it cannot. */
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  /** Why a path cannot be read, as a sentence; null if it can. Opens no archive. */
  refuseUnreadable: (path: string) => Promise<string | null>
  openPage: OpenPage
  openReader: OpenReader
  openWeb: OpenWeb
  /** Begins a new folder; why it cannot, where something lies there. */
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  /** Is aborted when long work is to end after the piece in hand. */
  stop: AbortSignal
  /** Is told how far long work has come. */
  onProgress: (progress: Progress) => void
}
