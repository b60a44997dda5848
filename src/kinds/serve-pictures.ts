import type { Layout, PictureServing } from '../model/picture.ts'
import type { ServedType, Serving } from './serving.ts'

/** Every browser reads JPEG, as which writing is drawn; tiles are WebP, and JPEG for those that do not name WebP. */
const typesOf: Readonly<Record<Layout, readonly [ServedType, ...ServedType[]]>> = {
  strip: [{ type: 'image/jpeg', convert: null }],
  tile: [
    { type: 'image/webp', convert: null },
    { type: 'image/jpeg', convert: (drawn, { asJpeg }) => asJpeg(drawn) },
  ],
}

/** Serves cut pictures in one layout and size. */
export function servePictures(how: PictureServing): Serving {
  return {
    list: 'images',
    facts: { width: how.widthPixels, height: how.heightPixels },
    draw: (kept, seed, { drawVariant }) => drawVariant(kept, how, seed),
    look: how.layout === 'strip' ? (kept, { measureLook }) => measureLook(kept, how) : null,
    types: typesOf[how.layout],
  }
}
