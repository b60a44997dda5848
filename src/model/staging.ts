/** What a picture can be found by, in lower case; `number` is empty if its name has none. */
export type PictureKeys = { place: string; stem: string; number: string }

/**
 * The text or class that a file gives a whole picture, or what it says of a recording; `text` is null if it says that
 * there is none.
 */
export type StagedReading = {
  content: 'text' | 'class' | 'speech'
  /** Which part of a recording; absent for the whole. */
  span?: { fromMs: number; toMs: number }
  text: string | null
  /** From 0 to 1; null if none was given. */
  confidence: number | null
  isDoubted: boolean
}

/** A file of regions, before the regions are read. */
export type StagedTruth = {
  path: string
  /** The name of its format. */
  format: string
  /** What it calls its picture, best first. */
  pictureNames: readonly string[]
  /** Which of its pages this is, from 0, if each page has a picture of its own. */
  page?: number
  stamp?: string
}

/** What a file reports, kept until all pictures are known. A lost truth has found no picture. */
export type StagedRecord =
  | ({ kind: 'truth' } & StagedTruth)
  | ({ kind: 'speech' } & StagedTruth)
  | ({ kind: 'row'; path: string; pictureName: string } & StagedReading)
  | ({ kind: 'text'; path: string } & StagedReading)
  | { kind: 'iiif'; path: string; id: string; type: string }
  | { kind: 'lost'; path: string; truth: StagedTruth; code: string; detail?: string }

/** A record of one kind. */
export type StagedOf<Kind extends StagedRecord['kind']> = Extract<StagedRecord, { kind: Kind }>

/** What is known about a picture: the stamp of its file, or what another file says about it. */
export type PictureMention =
  | { kind: 'stamp'; stamp: string }
  /** It is a recording and no picture. */
  | { kind: 'recording' }
  | ({ kind: 'truth' | 'speech' } & StagedTruth)
  | ({ kind: 'reading'; file: string } & StagedReading)

/** A picture of an import that has already come, with what was read as its label. */
export type SeenPicture = { path: string; truths: readonly StagedTruth[]; label: string | null }

/**
 * What an import gathers on disk while it looks around: an archive may hold more files than fit in memory.
 * Staging belongs to one import and is deleted with it, so it is written at once and makes no promises. What
 * is read back is checked; a record of an unknown kind or shape throws.
 */
export type Staging = {
  addPicture(path: string, keys: PictureKeys): void
  hasPicture(path: string): boolean
  /** Pictures with that key in the order of their paths, at most `limit`. */
  findPictures(key: keyof PictureKeys, value: string, limit: number): string[]
  countPictures(): number
  /**
   * Pictures in the order of their paths, starting after `after`, with their mentions in the order they came.
   */
  listPictures(after: string, limit: number): { path: string; mentions: PictureMention[] }[]

  mention(path: string, mention: PictureMention): void
  /** How many pictures and recordings have a mention of one of these kinds, or a reading of one of these contents. */
  countMentioned(by: readonly (PictureMention['kind'] | StagedReading['content'])[]): number

  add(record: StagedRecord): void
  has(kind: StagedRecord['kind'], path: string): boolean
  /** Records of a kind in the order in which they were added, starting after the place `after`. */
  list<Kind extends StagedRecord['kind']>(
    kind: Kind,
    after: number,
    limit: number,
  ): { place: number; record: StagedOf<Kind> }[]

  /** The picture that gave a source; null if none has. */
  findSeen(sourceId: string): SeenPicture | null
  markSeen(sourceId: string, seen: SeenPicture): void
  /** Whether a manifest shows the picture. */
  isPainted(path: string): boolean
  markPainted(path: string): void
  close(): void
}
