import { areaOf, boxAround, meetBoxes, overlapOf } from '../formats/read/geometry.ts'
import { compareCertainty, type WeighedReading } from './certainty.ts'
import type { PlacedRegion } from '../survey/place.ts'
import type { ItemLevel } from '../../model/item.ts'
import type { Box } from '../../model/region.ts'

/** A region of a picture with its certainty and the truth file it is from. */
export type MergedRegion = Pick<
  PlacedRegion,
  'level' | 'region' | 'box' | 'polygon' | 'baseline' | 'readingOrder'
> &
  WeighedReading & { file: string }

/** The merged regions of all truth files of one picture, and those that were dropped. */
export type Merged = {
  regions: MergedRegion[]
  /** Regions that another file reads with another text. */
  disagreeing: MergedRegion[]
  /** Lines that another file has word by word. */
  readByWords: MergedRegion[]
}

const sameOverlapMin = 0.7
const coveredShareMin = 0.6

/** Says whether two regions are one: of the same level and in the same place. */
export function isSameRegion(a: Placement, b: Placement): boolean {
  return a.level === b.level && overlapOf(a.box, b.box) >= sameOverlapMin
}

/** The place and the level of a region. */
export type Placement = { level: ItemLevel; box: Box }

/**
 * Merges the regions of a picture from several truth files into one list. Each region keeps its surest
 * reading; if several are equally sure, the one whose file comes first.
 */
export function mergeRegions(files: readonly (readonly MergedRegion[])[]): Merged {
  const merged: Merged = { regions: [], disagreeing: [], readByWords: [] }
  const kept = indexPlaces<MergedRegion>()
  const ranked = files.flat().toSorted((a, b) => compareCertainty(a.status, b.status))
  for (const region of ranked) {
    const same = kept.at(region.box).find((other) => isSameRegion(other, region))
    if (!same) {
      kept.add(region)
      merged.regions.push(region)
    } else if (region.label !== null && region.label !== same.label) {
      merged.disagreeing.push(region)
    }
  }
  if (files.length > 1) dropReadLines(merged)
  return merged
}

function dropReadLines(merged: Merged): void {
  const words = merged.regions.filter(({ level }) => level === 'word')
  const byCentre = indexPlaces<MergedRegion>()
  for (const word of words) byCentre.add(word)
  const isRead = (line: MergedRegion): boolean => {
    const inside = byCentre
      .within(line.box)
      .filter((word) => word.file !== line.file && compareCertainty(word.status, line.status) <= 0)
    if (inside.length === 0) return false
    const corners = inside.flatMap(({ box }) => [
      { x: box.x, y: box.y },
      { x: box.x + box.width, y: box.y + box.height },
    ])
    const covered = areaOf(meetBoxes(boxAround(corners), line.box))
    return covered >= coveredShareMin * areaOf(line.box)
  }
  merged.readByWords = merged.regions.filter((one) => one.level === 'line' && isRead(one))
  const gone = new Set(merged.readByWords)
  merged.regions = merged.regions.filter((region) => !gone.has(region))
}

const cellPixels = 128

/** A spatial index of things with boxes. */
export type PlaceIndex<T extends Placement> = {
  add(thing: T): void
  /** Those whose box holds the middle of the given one. */
  at(box: Box): T[]
  /** Those whose middle lies in the given box. */
  within(box: Box): T[]
}

/** Opens an empty index of places. */
export function indexPlaces<T extends Placement>(): PlaceIndex<T> {
  const covering = new Map<string, T[]>()
  const centred = new Map<string, T[]>()
  return {
    add: (thing) => {
      for (const cell of cellsOf(thing.box)) put(covering, cell, thing)
      put(centred, cellOf(centreOf(thing.box)), thing)
    },
    at: (box) => covering.get(cellOf(centreOf(box))) ?? [],
    within: (box) =>
      cellsOf(box)
        .flatMap((cell) => centred.get(cell) ?? [])
        .filter((thing) => holds(box, centreOf(thing.box))),
  }
}

type Point = { x: number; y: number }

function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

function holds({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height
}

function cellOf({ x, y }: Point): string {
  return `${Math.floor(x / cellPixels)},${Math.floor(y / cellPixels)}`
}

function cellsOf({ x, y, width, height }: Box): string[] {
  const cells: string[] = []
  const first = { x: Math.floor(x / cellPixels), y: Math.floor(y / cellPixels) }
  for (let column = first.x; column * cellPixels <= x + width; column++)
    for (let row = first.y; row * cellPixels <= y + height; row++) cells.push(`${column},${row}`)
  return cells
}

function put<T>(cells: Map<string, T[]>, cell: string, thing: T): void {
  const things = cells.get(cell)
  if (things) things.push(thing)
  else cells.set(cell, [thing])
}
