import type { Item } from './item.ts'

/** One imported page, crop, image or recording, with where it came from and what it may be used for. */
export type Source = {
  id: string
  corpus: string
  /** The path or address by which the archive knows it. */
  origin: string
  /** SHA-256 of the file's bytes, hexadecimal. */
  imageSha256: string
  format: string
  extent: SourceExtent
  /** SPDX licence identifier. */
  licence: string
  credit: string
  creditUrl: string | null
  /** The IIIF canvas that it is the picture of; null if it came as a file. */
  iiif: Canvas | null
  importedAtMs: number
}

/** The pixels of a picture. */
export type PictureSize = { widthPixels: number; heightPixels: number }

/** How large a source is: the pixels of a picture, or the time that a recording lasts. */
export type SourceExtent = PictureSize | { durationMs: number }

/** The pixels of a source; null if it is not a picture. */
export function pictureSizeOf(extent: SourceExtent): PictureSize | null {
  return 'durationMs' in extent ? null : extent
}

/** A IIIF canvas, needed to export readings to it. */
export type Canvas = {
  manifest: string
  /** Its id; with `#xywh=` if the picture fills only that part, whose size then follows. */
  id: string
  /** The canvas's own size, which may differ from that of its picture. */
  width: number
  height: number
  /** The address that the picture was fetched from. */
  image: string
}

/** The terms on which a source may be shown. */
export type Rights = { licence: string; credit: string; creditUrl: string | null }

/** Pages with items that are to be read, and those among them that have no known item. */
export type UnreadPages = { pages: number; withoutKnown: number }

/**
 * Keeps the sources of corpora. What is not of the organisation that is given is neither found nor changed.
 * Every promise resolves only once the change would survive a kill.
 */
export type Sources = {
  /**
   * Adds a source and its items, all or none: once it is decided, a kill only delays items that are not in yet
   * until `finish` or `sweep`. An existing item takes over a new status, label, confidence or
   * place in its line, with its stage, if the new status is at least as certain (in the order known,
   * doubtful, unknown), and a picture if it had none. A retired one comes back only with another label.
   * Everything else stays. Says how many items are new and how many took something over.
   */
  add(
    organisation: string,
    source: Source,
    items: readonly Item[],
  ): Promise<{ added: number; revised: number }>
  /** Finishes what killed processes began to add to an organisation's corpus, to which nobody else is adding. */
  finish(organisation: string, corpus: string): Promise<void>
  /** Finishes what killed processes began to add before a time, and forgets what they had not decided on. */
  sweep(beforeMs: number): Promise<void>
  /** Corrects who a source is credited to and on what terms; says whether that changed anything. */
  correctRights(organisation: string, sourceId: string, rights: Rights): Promise<boolean>
  /**
   * How many pages of an organisation's corpus have items that are to be read, and how many of these have no
   * known item. A source with fewer items than `itemsMin` is no page.
   */
  countUnreadPages(organisation: string, corpus: string, itemsMin: number): Promise<UnreadPages>
  /** Sources of a corpus in the order of their ids, starting after `after`. */
  list(organisation: string, corpus: string, after: string, limit: number): Promise<Source[]>
}
