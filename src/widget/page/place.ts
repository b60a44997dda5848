import { setStyle } from './style.ts'

/** A size in CSS pixels. */
export type FrameSize = { widthPixels: number; heightPixels: number }

const MARGIN = 8
// From the edge of the checkbox's frame to the right of its square.
const BESIDE = 60

/** Places the challenge beside the checkbox's square if there is room, else in the middle of the window. */
export function placeBeside(
  anchor: Element,
  content: HTMLElement,
  { widthPixels, heightPixels }: FrameSize,
): void {
  const view = { width: document.documentElement.clientWidth, height: innerHeight }
  const width = Math.min(widthPixels, view.width - 2 * MARGIN)
  const height = Math.min(heightPixels, view.height - 2 * MARGIN)
  const box = anchor.getBoundingClientRect()
  const left = box.left + BESIDE
  const isBeside = box.width > 0 && left + width + MARGIN <= view.width
  const top = isBeside ? box.top + (box.height - height) / 2 : (view.height - height) / 2
  const inView = Math.max(MARGIN, Math.min(top, view.height - height - MARGIN))
  const x = isBeside ? left : (view.width - width) / 2
  setStyle(content, `left:${x}px;top:${inView}px;width:${width}px;height:${height}px`)
}
