import type { ReadItem } from '../../../model/reading.ts'
import { shapeOf, type Region, type Shape } from '../../../model/region.ts'
import { pictureSizeOf, type PictureSize, type SourceExtent } from '../../../model/source.ts'
import { isExported } from './choice.ts'
import { miss, type ExportSession } from './session.ts'

/** Where a region lies on its picture, and the size of that; null if it has no such place. */
export function pictureShapeOf(
  region: Region,
  extent: SourceExtent,
): { shape: Shape; size: PictureSize } | null {
  const size = pictureSizeOf(extent)
  const shape = region.is === 'whole' && size ? wholeOf(size) : shapeOf(region)
  return size && shape && { shape, size }
}

function wholeOf({ widthPixels, heightPixels }: PictureSize): Shape {
  return { box: { x: 0, y: 0, width: widthPixels, height: heightPixels }, polygon: null }
}

/**
 * The items with a place on their picture, for a format that has only such places; reports the readings that it
 * cannot hold.
 */
export function onPicture(items: readonly ReadItem[], session: ExportSession): ReadItem[] {
  return items.filter((read) => {
    if (pictureShapeOf(read.item.region, read.extent)) return true
    if (isExported(read, session.choice))
      miss(session, { what: read.item.regionName, why: 'the format only has places on pictures' })
    return false
  })
}
