import type { Box, Polygon } from '../../../model/region.ts'
import type { Fault } from './encoding.ts'
import { numberByRank, type Rank } from './reading-order.ts'
import type { SkipCode } from '../../import/skips.ts'

/** A line or word of a truth file, in the units of its page. */
export type TruthRegion = {
  level: 'word' | 'line'
  /** Its id in the file, or its level and number where it has none. */
  region: string
  box: Box
  polygon: Polygon | null
  /** The baseline of a line, from one end to the other; null if the file has none. */
  baseline: Polygon | null
  /** What is visible in the picture, exactly as written; null if nothing was read. */
  text: string | null
  /** From 0 to 1; null if none was given. */
  confidence: number | null
  /** One half of a word that continues in the next line. */
  isHyphenated: boolean
  /** Its number on the page in reading order, from 0. */
  readingOrder: number
}

/** One page of a truth file. */
export type TruthPage = {
  /** The names that the page gives its picture, if a file of many pages has one for each. */
  pictureNames?: readonly string[]
  widthUnits: number | null
  heightUnits: number | null
  /** The page's number among the pictures of its delivery. */
  pictureNumber: number | null
  /** The texts were corrected by hand, so any confidence left on them means nothing. */
  isCorrected: boolean
  regions: readonly TruthRegion[]
  /** How many regions were left out, by reason. */
  skipped: Readonly<Partial<Record<SkipCode, number>>>
}

/** A truth file as read. `pictureNames` are the names it gives its picture, best first. */
export type Truth = {
  /** The name of its format. */
  format: string
  pictureNames: readonly string[]
  pages: readonly TruthPage[]
}

/** Reads the bytes of one truth file; a fault, never an exception, when they cannot be used. */
export type ReadTruth = (bytes: Uint8Array) => Truth | Fault

const regionsPerPageMax = 20_000
const textCharsMax = 1_000
const regionCharsMax = 200
const correctedMark = 'eSc_'

/** A region as the file has it, before it is checked. */
type FoundRegion = Omit<TruthRegion, 'region' | 'box' | 'baseline' | 'readingOrder'> & {
  baseline?: Polygon | null
  id: string
  box: Box | null
  rank: Rank
}

/** Collects the regions of one page within the limits, and counts what is left out. */
export type PageGathering = {
  add(found: FoundRegion): void
  skip(code: SkipCode): void
  finish(): Pick<TruthPage, 'isCorrected' | 'regions' | 'skipped'>
}

/** Starts collecting one page. */
export function gatherPage(): PageGathering {
  const regions: Omit<TruthRegion, 'readingOrder'>[] = []
  const ranks: Rank[] = []
  const skipped: Partial<Record<SkipCode, number>> = {}
  let found = 0
  let isCorrected = false
  const skip = (code: SkipCode): void => {
    skipped[code] = (skipped[code] ?? 0) + 1
  }
  return {
    skip,
    add: ({ id, box, rank, baseline = null, ...rest }) => {
      found += 1
      // eScriptorium gives regions such ids, and leaves the machine's confidence on corrected lines.
      isCorrected ||= id.startsWith(correctedMark)
      const fault = faultOf(box, rest.text, regions.length)
      if (fault) return skip(fault)
      const region = id === '' ? `${rest.level}-${found}` : id.slice(0, regionCharsMax)
      if (!box) return
      regions.push({ ...rest, region, box, baseline })
      ranks.push(rank)
    },
    finish: () => {
      const numbers = numberByRank(ranks)
      const numbered = regions.map((region, place) => ({
        ...region,
        readingOrder: numbers[place] ?? place,
      }))
      return { isCorrected, regions: numbered, skipped }
    },
  }
}

function faultOf(box: Box | null, text: string | null, regionsSoFar: number): SkipCode | null {
  if (!box) return 'no_coordinates'
  if (box.width <= 0 || box.height <= 0) return 'no_size'
  if (text !== null && text.length > textCharsMax) return 'text_too_long'
  if (regionsSoFar >= regionsPerPageMax) return 'too_many_regions'
  return null
}

/** Reads a confidence given from 0 to 1 or in per cent; null if there is none. */
export function parseConfidence(text: string | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN)
  if (!Number.isFinite(value) || value < 0 || value > 100) return null
  return value > 1 ? value / 100 : value
}
