/** What a picture can be found by, each in small letters; `number` is empty where its name has none. */
export type PictureKeys = { place: string; stem: string; number: string }

/** The text or class that a file gives a whole picture; `text` is null where it says that there is none. */
export type StagedReading = {
  content: 'text' | 'class'
  text: string | null
  /** From 0 to 1; null where none was given. */
  confidence: number | null
  isDoubted: boolean
}

/** A file of regions before these are read. */
export type StagedTruth = {
  path: string
  /** The name of its format. */
  format: string
  /** What it calls its picture, best first. */
  pictureNames: readonly string[]
  /** Which of its pages this is, from 0, where each page has a picture of its own. */
  page?: number
  stamp?: string
}

/** What a file reports, kept until all pictures are known. A lost truth has found no picture. */
export type StagedRecord =
  | ({ kind: 'truth' } & StagedTruth)
  | ({ kind: 'row'; path: string; pictureName: string } & StagedReading)
  | ({ kind: 'text'; path: string } & StagedReading)
  | { kind: 'iiif'; path: string; id: string; type: string }
  | { kind: 'lost'; path: string; truth: StagedTruth; code: string; detail?: string }

/** A record of one kind. */
export type StagedOf<Kind extends StagedRecord['kind']> = Extract<StagedRecord, { kind: Kind }>

/** Something that is known of a picture: the stamp of its file, or what another file says of it. */
export type PictureMention =
  | { kind: 'stamp'; stamp: string }
  | ({ kind: 'truth' } & StagedTruth)
  | ({ kind: 'reading'; file: string } & StagedReading)

/** A picture of an import that came already, with what was read as its label. */
export type SeenPicture = { path: string; truths: readonly StagedTruth[]; label: string | null }

/**
 * What an import gathers while it looks around, on the disk: an archive may hold more files than memory does.
 * Staging belongs to one import and is gone with it, so it is kept at once and without a promise. What is
 * read back is checked; a record of a kind or shape that is not known is thrown.
 */
export type Staging = {
  addPicture(path: string, keys: PictureKeys): void
  hasPicture(path: string): boolean
  /** Pictures of that key in the order of their paths, `limit` at most. */
  findPictures(key: keyof PictureKeys, value: string, limit: number): string[]
  countPictures(): number
  /** Pictures in the order of their paths, those behind `after`, with their mentions as they came. */
  listPictures(after: string, limit: number): { path: string; mentions: PictureMention[] }[]

  mention(path: string, mention: PictureMention): void
  /** How many pictures have a truth, a text or a class, whichever of these is asked for. */
  countMentioned(by: readonly ('truth' | StagedReading['content'])[]): number

  add(record: StagedRecord): void
  has(kind: StagedRecord['kind'], path: string): boolean
  /** Records of a kind in the order in which they were added, behind the place `after`. */
  list<Kind extends StagedRecord['kind']>(
    kind: Kind,
    after: number,
    limit: number,
  ): { place: number; record: StagedOf<Kind> }[]

  /** The picture that gave a source; null where none has. */
  findSeen(sourceId: string): SeenPicture | null
  markSeen(sourceId: string, seen: SeenPicture): void
  /** Whether a manifest shows the picture. */
  isPainted(path: string): boolean
  markPainted(path: string): void
  close(): void
}
