import type { Medium } from './shown-challenge.ts'
import { make } from './element.ts'

/**
 * Shows a picture in space reserved for its size, before it has loaded. One that came with its challenge is drawn on
 * a canvas: an image would need a URL of its data, which a page's content policy may not allow.
 */
export function showPicture(picture: Medium, alt: string): HTMLElement {
  const size = { width: String(picture.width), height: String(picture.height) }
  if (!picture._bytes?.length) return showImage()
  const canvas = make('canvas', { ...size, role: 'img', 'aria-label': alt })
  // A browser that cannot read it may be able to read what the address has for it.
  drawOn(canvas, picture._bytes).catch(() => {
    canvas.replaceWith(showImage())
  })
  return canvas

  function showImage(): HTMLElement {
    return make('img', {
      ...size,
      alt,
      draggable: 'false',
      referrerpolicy: 'strict-origin',
      src: picture.url,
    })
  }
}

async function drawOn(canvas: HTMLCanvasElement, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([bytes]))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
}
