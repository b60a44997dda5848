/** What a picture can be found by, each in small letters; `number` is empty where its name has none. */
export type PictureKeys = { place: string; stem: string; number: string }

/** What a file says of a picture; `body` is the import's own, and nobody else's to read. */
export type StagedNote = { kind: string; body: string }

/** A picture with all that was said of it, in the order in which it was said. */
export type NotedPicture = { path: string; said: StagedNote[] }

/**
 * What an import staging while it looks around, on the disk: an archive may hold more files than memory does.
 * Staging belong to one import and are gone with it, so they are kept at once and without a promise.
 */
export type Staging = {
  addPicture(path: string, keys: PictureKeys): void
  hasPicture(path: string): boolean
  /** Pictures of that key in the order of their paths, `limit` at most. */
  findPictures(key: keyof PictureKeys, value: string, limit: number): string[]
  countPictures(): number
  /** Pictures in the order of their paths, those behind `after`, each with what was said of it. */
  listPictures(after: string, limit: number): NotedPicture[]

  say(path: string, saying: StagedNote): void
  /** How many pictures something of one of these kinds was said of. */
  countToldOf(kinds: readonly string[]): number

  /** Puts aside what a file says until all pictures are noted. */
  putAside(path: string, saying: StagedNote): void
  hasAside(kind: string, path: string): boolean
  /** What was put aside of a kind, in that order, behind the place `after`. */
  listAside(kind: string, after: number, limit: number): { place: number; body: string }[]

  /** What was marked under that name; null where nothing was. */
  marked(name: string): string | null
  mark(name: string, body: string): void
  close(): void
}
