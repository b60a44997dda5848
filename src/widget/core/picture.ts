import type { Medium } from './shown-challenge.ts'
import { make } from './element.ts'

/** Shows a picture in space reserved for its size, before it has loaded. */
export function showPicture(picture: Medium, alt: string): HTMLImageElement {
  return make('img', {
    alt,
    width: String(picture.width),
    height: String(picture.height),
    draggable: 'false',
    decoding: 'async',
    referrerpolicy: 'strict-origin',
    src: picture.url,
  })
}
