import type { ImportFormat } from '../formats/read/format.ts'
import { importFormats } from '../formats/read/formats.ts'
import type { Kind, Kinds } from '../../kinds/kind.ts'
import type { Documents } from '../../model/document.ts'
import type { Items } from '../../model/item.ts'
import type { Sources } from '../../model/source.ts'
import type { Corpus, Corpora } from '../../model/corpus.ts'
import type { Folder } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { SeenPicture, Staging } from '../../model/staging.ts'
import type { OpenPage } from '../../model/picture.ts'
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
  /** The id of the organisation whose corpus it is, or to which a new one is to belong. */
  organisation: string
  /** SPDX licence identifier of the pictures, or a creativecommons.org address. */
  licence: string
  /** Whom to credit, as it stands under each picture. */
  credit: string
  creditUrl: string | null
  /** BCP 47 tag of the texts, for a corpus that is made by this import; null where nobody has said. */
  language: string | null
  as: ReadAs
  /** Takes a licence that is restricted or not known. */
  allowRestricted: boolean
  /** Stretches the regions of a page over a picture of other proportions. */
  allowRescale?: boolean
  /** Where pictures that a manifest in the folder names may be fetched; absent where they may not. */
  web?: Web
  /** Reports what would be done, and keeps nothing. */
  dryRun: boolean
  /** Says whether to end behind the picture in hand. */
  isStopped?: () => boolean
  onProgress?: (progress: { done: number; total: number; name: string }) => void
}

/** What an import needs of the outside context. */
export type ImportContext = {
  corpora: Corpora
  sources: Sources
  items: Items
  documents: Documents
  pictures: Pictures
  files: Files
  openStaging(): Staging
  openImportCache(): ImportCache
  openPage: OpenPage
  /** The formats that are read; those of the table where none are given. */
  formats?: readonly ImportFormat[]
  clock: Clock
  kinds: Kinds
}

/** What one import works with from the first picture to the last. */
export type ImportSession = {
  order: ImportOrder
  context: ImportContext
  corpus: Corpus
  /** That of the corpus. */
  kind: Kind
  /** Pictures of the folder have classes, so that one without a class is an unknown item. */
  hasClasses: boolean
  skips: SkipList
  tally: ImportTally
  /** The pictures of this import by their sources: the same bytes may come under two names. */
  seen: {
    get(sourceId: string): SeenPicture | undefined
    set(sourceId: string, seen: SeenPicture): void
  }
}

/** A picture as its bytes are read, before it is decoded. */
export type ReadPicture = { plan: PicturePlan; bytes: Buffer; sha256: string; sourceId: string }

/** The formats that an import reads. */
export function formatsOf({ formats }: Pick<ImportContext, 'formats'>): readonly ImportFormat[] {
  return formats ?? importFormats
}
