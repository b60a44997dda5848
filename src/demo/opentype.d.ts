/** The part of opentype.js that sets words. */
declare module 'opentype.js/dist/opentype.mjs' {
  export type Command =
    | { type: 'M' | 'L'; x: number; y: number }
    | { type: 'Q'; x1: number; y1: number; x: number; y: number }
    | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
    | { type: 'Z' }
  export type Outline = {
    getBoundingBox(): { x1: number; y1: number; x2: number; y2: number }
    commands: readonly Command[]
  }
  export type Font = {
    getPath(text: string, x: number, y: number, sizePixels: number): Outline
    getAdvanceWidth(text: string, sizePixels: number): number
  }
  export function parse(bytes: ArrayBuffer): Font
}
