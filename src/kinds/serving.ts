import type { AsJpeg, DrawVariant, WritingLook, MeasureLook } from '../model/picture.ts'

/** How pictures are drawn and converted. It comes from outside, as a kind of another medium needs neither. */
export type DrawTools = { drawVariant: DrawVariant }
export type ConvertTools = { asJpeg: AsJpeg }
export type LookTools = { measureLook: MeasureLook }

/** A media type that showings are served as, and what makes it of a showing as drawn; null if nothing has to. */
export type ServedType = {
  type: string
  convert: ((drawn: Uint8Array, tools: ConvertTools) => Promise<Uint8Array>) | null
}

/**
 * What the browser is told of each thing that is shown, besides its id and address: the same for all, so that it
 * tells nothing. Pictures are in the list `images`, everything else in `media`.
 */
export type ShownAs =
  | { list: 'images'; facts: { width: number; height: number } }
  | {
      list: 'media'
      facts: { type: string; width?: number; height?: number; duration_seconds?: number }
    }

/** How what is kept of a kind's items is shown, whatever its medium. */
export type Serving = ShownAs & {
  /** Draws one showing of what is kept of an item. The same seed gives the same bytes, another seed others. */
  draw(kept: Uint8Array, seed: number, tools: DrawTools): Promise<Uint8Array>
  /** Measures how what is kept looks, so that partners look alike; null if looks tell nothing of them. */
  look: ((kept: Uint8Array, tools: LookTools) => Promise<WritingLook>) | null
  /** The types it is served as, the best first. A browser that names none of them gets the last. */
  types: readonly [ServedType, ...ServedType[]]
}
