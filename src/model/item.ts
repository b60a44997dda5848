/** What a visitor is asked to do with an item: type what is written, or say what is shown. */
export type ItemKind = 'transcription' | 'classification'

/** `known` items decide; `doubtful` (a machine's reading) and `unknown` ones are what the archive wants read. */
export type ItemStatus = 'known' | 'doubtful' | 'unknown'

/** The part an item plays in one challenge: a known item decides, an unknown one never does. */
export type Role = 'known' | 'unknown'

/**
 * `open` items are asked; `queued` ones will be when known items are free to be shown with them; `waiting`
 * ones are lines too long to be asked of a visitor; `unfit` ones are too short, or known but not to be typed
 * by a visitor, or known and of no use as machines pass them; `retired` ones have been shown as often as
 * allowed, or are read; `reported` ones were complained of by visitors and wait for the archive to look at
 * them; `dropped` ones the archive does not want shown again.
 */
export type ItemStage = 'open' | 'queued' | 'waiting' | 'unfit' | 'retired' | 'reported' | 'dropped'

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
  /** The line that this word was cut out of by us; null for everything that the archive's file has itself. */
  lineId: string | null
  /**
   * The number of this word in that line, from 0, in the order in which the line is read; null, too, where
   * the line was told otherwise since, and the word is no longer found in it.
   */
  place: number | null
  /** Its number on the page in reading order, from 0; null where the file does not tell. */
  readingOrder: number | null
  /** How well a machine reads it, from 0 (not at all) to 1 (without fault); null where none has tried. */
  machineScore: number | null
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
  /** The IIIF canvas that it is the picture of; null where it came as a file. */
  iiif: Canvas | null
  importedAtMs: number
}

/** A IIIF canvas, so that readings can go home to it. */
export type Canvas = {
  manifest: string
  /** Its id; with `#xywh=` where the picture fills only that part, whose sizes then follow. */
  id: string
  /** The canvas's own size, which need not be that of its picture. */
  width: number
  height: number
  /** The address that the picture was fetched from. */
  image: string
}

/** A file of the archive that tells of pictures, kept byte for byte for the way home. */
export type Document = {
  corpus: string
  /** Its path in what was imported; an item's `region` is this path, `#` and the region's id. */
  path: string
  format: DocumentFormat
  /** Where the bytes lie in `Files`. */
  fileId: string
  importedAtMs: number
}

/** The formats of files that are kept to be given back. */
export type DocumentFormat = 'ALTO' | 'PAGE' | 'hOCR' | 'IIIF' | 'METS' | 'COCO'
