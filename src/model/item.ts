/** What a visitor is asked to do with an item: type what is written, or say what is shown. */
export type ItemKind = 'transcription' | 'classification'

/** `known` items decide; `doubtful` (a machine's reading) and `unknown` ones are what the archive wants read. */
export type ItemStatus = 'known' | 'doubtful' | 'unknown'

/** The part an item plays in one challenge: a known item decides, an unknown one never does. */
export type Role = 'known' | 'unknown'

/**
 * `open` items are asked; `waiting` ones are lines too long to be asked of a visitor; `unfit` ones are
 * too short, or known but not to be typed by a visitor; `retired` ones have been shown as often as allowed.
 */
export type ItemStage = 'open' | 'waiting' | 'unfit' | 'retired'

/** How much of the page the item is. */
export type ItemLevel = 'word' | 'line' | 'image'

/** A rectangle in pixels of the stored page image, before any rotation. */
export type Box = { x: number; y: number; width: number; height: number }

/** A closed outline in pixels of the stored page image. */
export type Polygon = readonly { x: number; y: number }[]

/** One crop to read, or one image to classify. */
export type Item = {
  id: string
  corpus: string
  sourceId: string
  kind: ItemKind
  status: ItemStatus
  stage: ItemStage
  level: ItemLevel
  /** The name of the region in the archive's own file, for the way home. */
  region: string
  box: Box
  polygon: Polygon | null
  /** The reading (known or a machine's), or the class of an image; null where nobody has said. */
  label: string | null
  /** The machine's confidence from 0 to 1; null where none was given. */
  confidence: number | null
  /** Where the cut picture lies in `Pictures`; null while the item is waiting. */
  pictureId: string | null
}

/** One imported page, crop or image, with where it came from and what it may be used for. */
export type Source = {
  id: string
  corpus: string
  /** The path or address the archive knows it by. */
  origin: string
  /** SHA-256 of the image's bytes, hexadecimal. */
  imageSha256: string
  format: string
  widthPixels: number
  heightPixels: number
  /** SPDX licence identifier. */
  licence: string
  credit: string
  creditUrl: string | null
  importedAtMs: number
}
