import type { PictureServing } from '../model/picture.ts'
import type { Serving } from './serving.ts'

/** Serves cut pictures in one layout and size: as WebP, or as JPEG to browsers that do not name WebP. */
export function servePictures(how: PictureServing): Serving {
  return {
    list: 'images',
    facts: { width: how.widthPixels, height: how.heightPixels },
    draw: (kept, seed, { drawVariant }) => drawVariant(kept, how, seed),
    look: how.layout === 'strip' ? (kept, { measureLook }) => measureLook(kept, how) : null,
    types: [
      { type: 'image/webp', convert: null },
      { type: 'image/jpeg', convert: (drawn, { asJpeg }) => asJpeg(drawn) },
    ],
  }
}
