import type { Item } from './item.ts'

/** One imported page, crop, image or recording, with where it came from and what it may be used for. */
export type Source = {
  id: string
  corpus: string
  /** The path or address the archive knows it by. */
  origin: string
  /** SHA-256 of the file's bytes, hexadecimal. */
  imageSha256: string
  format: string
  extent: SourceExtent
  /** SPDX licence identifier. */
  licence: string
  credit: string
  creditUrl: string | null
  /** The IIIF canvas that it is the picture of; null where it came as a file. */
  iiif: Canvas | null
  importedAtMs: number
}

/** The pixels of a picture. */
export type PictureSize = { widthPixels: number; heightPixels: number }

/** How large a source is: the pixels of a picture, or the time that a recording lasts. */
export type SourceExtent = PictureSize | { durationMs: number }

/** The pixels of a source; null where it is no picture. */
export function pictureSizeOf(extent: SourceExtent): PictureSize | null {
  return 'durationMs' in extent ? null : extent
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

/** On what terms a source may be shown. */
export type Rights = { licence: string; credit: string; creditUrl: string | null }

/** Keeps the sources of corpora. Every promise is kept only when the change would outlive a kill. */
export type Sources = {
  /**
   * Adds a source and its items in one commit. An item that is there already takes over another status,
   * label, confidence or place in its line with its stage where the status is as certain or more (known, doubtful, unknown in
   * this order), and a picture where it had none; a retired one comes back only with another label. All
   * else stays. Says how many items are new and how many took something over.
   */
  add(source: Source, items: readonly Item[]): Promise<{ added: number; revised: number }>
  /** Corrects whom a source is to be credited to and on what terms; says whether that changed anything. */
  correctRights(sourceId: string, rights: Rights): Promise<boolean>
  /** Sources of a corpus in the order of their ids, those behind `after`. */
  list(corpus: string, after: string, limit: number): Promise<Source[]>
}
