import type { Box, Polygon } from '../../../model/region.ts'
import type { Fault } from './encoding.ts'
import { numberByRank, type Rank } from './reading-order.ts'
import type { SkipCode } from '../../import/skips.ts'

/** A line or word as a truth file tells it, in the units of its page. */
export type TruthRegion = {
  level: 'word' | 'line'
  /** Its id in the file, or its level and number where it has none. */
  region: string
  box: Box
  polygon: Polygon | null
  /** The line that a line's letters stand on, from one end to the other; null where the file has none. */
  baseline: Polygon | null
  /** What is visible in the picture, as it is written there; null where nothing was read. */
  text: string | null
  /** From 0 to 1; null where none was given. */
  confidence: number | null
  /** One half of a word that goes on in the next line. */
  isHyphenated: boolean
  /** Its number on the page in reading order, from 0. */
  readingOrder: number
}

/** What a truth file says of one page. */
export type TruthPage = {
  /** What the page calls its picture, where a file of many pages has one for each. */
  pictureNames?: readonly string[]
  widthUnits: number | null
  heightUnits: number | null
  /** The page's number among the pictures of its delivery. */
  pictureNumber: number | null
  /** The texts were corrected by hand, so what confidence is left on them says nothing. */
  isCorrected: boolean
  regions: readonly TruthRegion[]
  /** How many regions were left out, by reason. */
  skipped: Readonly<Partial<Record<SkipCode, number>>>
}

/** A truth file as it was read. `pictureNames` are what it calls its picture, best first. */
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

/** A region as it stands in the file, before it is known to be usable. */
type FoundRegion = Omit<TruthRegion, 'region' | 'box' | 'baseline' | 'readingOrder'> & {
  baseline?: Polygon | null
  id: string
  box: Box | null
  rank: Rank
}

/** Gathers the regions of one page within the limits, and counts what is left out. */
export type PageGathering = {
  add(found: FoundRegion): void
  skip(code: SkipCode): void
  finish(): Pick<TruthPage, 'isCorrected' | 'regions' | 'skipped'>
}

/** Opens the gathering of one page. */
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
      // eScriptorium names its regions so, and leaves the machine's confidence on corrected lines.
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

/** Reads a confidence given from 0 to 1 or in per cent; null where there is none. */
export function parseConfidence(text: string | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN)
  if (!Number.isFinite(value) || value < 0 || value > 100) return null
  return value > 1 ? value / 100 : value
}
