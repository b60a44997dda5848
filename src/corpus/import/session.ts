import type { ImportFormat } from '../formats/read/format.ts'
import { importFormats } from '../formats/read/formats.ts'
import type { Kind, Kinds } from '../../kinds/kind.ts'
import type { Documents } from '../../model/document.ts'
import type { Items } from '../../model/item.ts'
import type { Lifecycle } from '../../model/lifecycle.ts'
import type { Sources } from '../../model/source.ts'
import type { Corpus, Corpora } from '../../model/corpus.ts'
import type { Folder } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { SeenPicture, Staging } from '../../model/staging.ts'
import type { OpenPage } from '../../model/picture.ts'
import type { OpenSound } from '../../model/sound.ts'
import type { Clock, Files, Pictures } from '../../model/stores.ts'
import type { Web } from '../../model/web.ts'
import type { PicturePlan } from '../survey/picture-plan.ts'
import type { SkipList } from './skips.ts'
import type { ReadAs } from './certainty.ts'
import type { ImportTally } from './tally.ts'

/** What is imported, into which corpus, and on what terms. */
export type ImportOrder = {
  folder: Folder
  corpus: string
  /** The id of the organisation that owns the corpus, or will own a new one. */
  organisation: string
  /** SPDX licence identifier of the pictures, or a creativecommons.org address. */
  licence: string
  /** The credit, as shown under each picture. */
  credit: string
  creditUrl: string | null
  /** BCP 47 tag of the texts, for a corpus that this import creates; null if not given. */
  language: string | null
  as: ReadAs
  /** Accepts a restricted or unknown licence. */
  allowRestricted: boolean
  /** Stretches the regions of a page to a picture of other proportions. */
  allowRescale?: boolean
  /** The web from which pictures named by a manifest in the folder may be fetched; absent if they may not. */
  web?: Web
  /** Reports what would be done and stores nothing. */
  dryRun: boolean
  /** Says whether to stop after the current picture. */
  isStopped?: () => boolean
  onProgress?: (progress: { done: number; total: number; name: string }) => void
}

/** What an import needs from outside. */
export type ImportContext = {
  corpora: Corpora
  sources: Sources
  items: Items
  lifecycle: Pick<Lifecycle, 'dropItems'>
  documents: Documents
  pictures: Pictures
  files: Files
  openStaging(): Staging
  openImportCache(): ImportCache
  openPage: OpenPage
  openSound: OpenSound
  /** The formats to read; those of the table if not given. */
  formats?: readonly ImportFormat[]
  clock: Clock
  kinds: Kinds
}

/** What one import uses from the first picture to the last. */
export type ImportSession = {
  order: ImportOrder
  context: ImportContext
  corpus: Corpus
  /** That of the corpus. */
  kind: Kind
  /** Pictures of the folder have classes, so a picture without one is an unknown item. */
  hasClasses: boolean
  skips: SkipList
  tally: ImportTally
  /** The pictures of this import by their sources: the same bytes may come under two names. */
  seen: {
    get(sourceId: string): SeenPicture | undefined
    set(sourceId: string, seen: SeenPicture): void
  }
}

/** The bytes of a picture, before decoding. */
export type ReadPicture = { plan: PicturePlan; bytes: Buffer; sha256: string; sourceId: string }

/** How the import of a picture or recording ended: the same bytes may have come under another name before. */
export type ImportedPicture = { sha256: string; isTwin: boolean }

/** The formats of an import. */
export function formatsOf({ formats }: Pick<ImportContext, 'formats'>): readonly ImportFormat[] {
  return formats ?? importFormats
}
