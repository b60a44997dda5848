import type { Box, Polygon } from '../../model/region.ts'
import type { PictureSize } from '../../model/source.ts'
import type { FormatTraits } from '../formats/read/format.ts'
import { areaOf, boxAround, meetBoxes } from '../formats/read/geometry.ts'
import { pageNumberOf, stemOf } from './paths.ts'
import type { SkipCode } from '../import/skips.ts'
import type { Truth, TruthPage, TruthRegion } from '../formats/read/truth.ts'

/** A region in the pixels of its picture. */
export type PlacedRegion = Omit<TruthRegion, 'isHyphenated'> & { isDoubted: boolean }

/** The regions of a truth file placed on its picture, and how many were left out, by reason. */
export type Placed = { regions: PlacedRegion[]; skipped: Partial<Record<SkipCode, number>> }

/** A picture to place regions on; `allowsRescale` if its proportions may differ from the page's. */
type Target = PictureSize & { path: string; allowsRescale?: boolean }

const ratioToleranceShare = 0.02
const sidePixelsMin = 8
const areaShareMax = 0.5
const insideShareMin = 0.5

/**
 * Places the regions of a truth file on its picture: scaled from the page's units and clipped at the edges.
 * Of several pages, only the picture's own is taken. A page of other proportions is stretched only if that
 * is allowed.
 */
export function placeTruth(truth: Truth, picture: Target, traits: FormatTraits): Placed {
  const skipped: Placed['skipped'] = {}
  const count = (code: SkipCode, by = 1): void => {
    skipped[code] = (skipped[code] ?? 0) + by
  }
  const page = choosePage(truth.pages, picture)
  for (const other of truth.pages) if (other !== page && page) count('other_page')
  if (!page) {
    count(faultOfPages(truth.pages))
    return { regions: [], skipped }
  }
  for (const [code, by] of Object.entries(page.skipped)) count(code as SkipCode, by)
  const isDoubted = ({ confidence }: TruthRegion): boolean =>
    (traits.isRecognised || confidence !== null) && !page.isCorrected
  const scale = scaleOf(page, picture)
  if (scale && traits.countsPixels && isOff(scale)) count('rescaled')
  const regions: PlacedRegion[] = []
  for (const region of page.regions) {
    const placed = scale && placeRegion(region, scale, picture)
    if (!placed) continue
    if (typeof placed === 'string') count(placed)
    else regions.push({ ...placed, isDoubted: isDoubted(region) })
  }
  if (page.regions.length === 0 && Object.keys(skipped).length === 0) count('no_text_regions')
  return { regions, skipped }
}

/** The size that the picture must have if its truth file counts in pixels. */
export function statedSizeOf({ pages: [page] }: Truth): PictureSize | null {
  return page?.widthUnits && page.heightUnits
    ? { widthPixels: page.widthUnits, heightPixels: page.heightUnits }
    : null
}

function isOff({ x, y }: Scale): boolean {
  return Math.max(Math.abs(x - 1), Math.abs(y - 1)) > ratioToleranceShare
}

type Scale = { x: number; y: number }

function scaleOf(
  { widthUnits, heightUnits }: TruthPage,
  picture: Omit<Target, 'path'>,
): Scale | null {
  if (!widthUnits || !heightUnits || widthUnits < 0 || heightUnits < 0) return null
  const scale = { x: picture.widthPixels / widthUnits, y: picture.heightPixels / heightUnits }
  const isAlike = Math.abs(scale.x / scale.y - 1) <= ratioToleranceShare
  return isAlike || picture.allowsRescale ? scale : null
}

function choosePage(pages: readonly TruthPage[], picture: Target): TruthPage | null {
  const fitting = pages.filter((page) => scaleOf(page, picture))
  if (fitting.length < 2) return fitting[0] ?? null
  const number = pageNumberOf(stemOf(picture.path))
  const numbered = fitting.filter((page) => String(page.pictureNumber) === number)
  return numbered.length === 1 ? (numbered[0] ?? null) : null
}

function faultOfPages(pages: readonly TruthPage[]): SkipCode {
  if (pages.length === 0) return 'no_text_regions'
  if (pages.length > 1) return 'other_page'
  return pages[0]?.widthUnits && pages[0].heightUnits ? 'dimension_mismatch' : 'no_page_size'
}

function placeRegion(
  region: TruthRegion,
  scale: Scale,
  picture: PictureSize,
): Omit<PlacedRegion, 'isDoubted'> | SkipCode {
  const { isHyphenated: _, ...kept } = region
  const whole = { x: 0, y: 0, width: picture.widthPixels, height: picture.heightPixels }
  const scaled = roundBox(scaleBox(region.box, scale))
  const box = meetBoxes(scaled, whole)
  if (areaOf(box) < insideShareMin * areaOf(scaled)) return 'outside'
  if (box.width < sidePixelsMin || box.height < sidePixelsMin) return 'too_small'
  if (areaOf(box) > areaShareMax * areaOf(whole)) return 'too_large'
  const polygon = region.polygon && placePolygon(region.polygon, scale, box)
  return { ...kept, box, polygon, baseline: region.baseline && scalePoints(region.baseline, scale) }
}

function scaleBox({ x, y, width, height }: Box, scale: Scale): Box {
  return {
    x: x * scale.x,
    y: y * scale.y,
    width: width * scale.x,
    height: height * scale.y,
  }
}

function scalePoints(points: Polygon, scale: Scale): Polygon {
  return points.map(({ x, y }) => ({ x: Math.round(x * scale.x), y: Math.round(y * scale.y) }))
}

function roundBox({ x, y, width, height }: Box): Box {
  const left = Math.round(x)
  const top = Math.round(y)
  return {
    x: left,
    y: top,
    width: Math.round(x + width) - left,
    height: Math.round(y + height) - top,
  }
}

// An outline that equals its box adds nothing, and neither do repeated points.
function placePolygon(polygon: Polygon, scale: Scale, box: Box): Polygon | null {
  const right = box.x + box.width
  const bottom = box.y + box.height
  const points: { x: number; y: number }[] = []
  for (const point of polygon) {
    const x = Math.min(right, Math.max(box.x, Math.round(point.x * scale.x)))
    const y = Math.min(bottom, Math.max(box.y, Math.round(point.y * scale.y)))
    const last = points.at(-1)
    if (last?.x !== x || last.y !== y) points.push({ x, y })
  }
  const isBox = points.every(
    ({ x, y }) => (x === box.x || x === right) && (y === box.y || y === bottom),
  )
  const around = points.length > 2 && !isBox ? boxAround(points) : null
  return around && areaOf(around) > 0 ? points : null
}
