import {
  boxOf,
  regionOf,
  shapeOf,
  type Box,
  type Polygon,
  type Region,
} from '../../model/region.ts'
import type { SourceExtent } from '../../model/source.ts'
import { json, number, numberOrNull } from './columns.ts'
import type { Row, Value } from './sql.ts'

/** The values of `box`, `polygon`, `from_ms` and `to_ms` that keep a region. */
export function regionValues(region: Region): Value[] {
  const polygon = shapeOf(region)?.polygon ?? null
  const span = region.is === 'span' ? [region.fromMs, region.toMs] : [null, null]
  return [JSON.stringify(boxOf(region)), polygon && JSON.stringify(polygon), ...span]
}

/** The region that a row of `items` keeps. */
export function regionFrom(row: Row): Region {
  const fromMs = numberOrNull(row, 'from_ms')
  if (fromMs !== null) return { is: 'span', fromMs, toMs: number(row, 'to_ms') }
  const box = json(row, 'box') as Box | null
  if (box === null) return { is: 'whole' }
  const polygon = row['polygon'] == null ? null : (json(row, 'polygon') as Polygon)
  return regionOf({ box, polygon })
}

/** The values of `width_pixels`, `height_pixels` and `duration_ms` that keep an extent. */
export function extentValues(extent: SourceExtent): Value[] {
  return 'durationMs' in extent
    ? [0, 0, extent.durationMs]
    : [extent.widthPixels, extent.heightPixels, null]
}

/** The extent that a row of `sources` keeps. */
export function extentFrom(row: Row): SourceExtent {
  const durationMs = numberOrNull(row, 'duration_ms')
  if (durationMs !== null) return { durationMs }
  return { widthPixels: number(row, 'width_pixels'), heightPixels: number(row, 'height_pixels') }
}
