import { shapeOf, type Region, type Shape } from '../../../model/region.ts'
import { pictureSizeOf, type PictureSize, type SourceExtent } from '../../../model/source.ts'

/** Why a reading does not go into a format that has places on pictures alone. */
export const noPlaceOnPicture = 'the format has places on pictures alone'

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
