/** A rectangle in pixels of the stored page image, before any rotation. */
export type Box = { x: number; y: number; width: number; height: number }

/** A closed outline in pixels of the stored page image. */
export type Polygon = readonly { x: number; y: number }[]

/** A place on a picture: its box, and its outline if that is known. */
export type Shape = { box: Box; polygon: Polygon | null }

/** Which part of its source an item is: a place on a picture, a time span, or all of it. */
export type Region =
  | { is: 'box'; box: Box }
  | { is: 'outline'; box: Box; outline: Polygon }
  | { is: 'span'; fromMs: number; toMs: number }
  | { is: 'whole' }

/** The place of a region on its picture; null if it has no edges there. */
export function shapeOf(region: Region): Shape | null {
  if (region.is === 'box') return { box: region.box, polygon: null }
  if (region.is === 'outline') return { box: region.box, polygon: region.outline }
  return null
}

/** The box of a region; null if it has none, as for a time span. */
export function boxOf(region: Region): Box | null {
  return shapeOf(region)?.box ?? null
}

/** The region for a place on a picture. */
export function regionOf({ box, polygon }: Shape): Region {
  return polygon ? { is: 'outline', box, outline: polygon } : { is: 'box', box }
}
