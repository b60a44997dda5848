import { setStyle } from './style.ts'

/** A size in CSS pixels. */
export type FrameSize = { widthPixels: number; heightPixels: number }

const MARGIN = 8
// A smaller window is a frame that is hardly higher than the checkbox, where every pixel counts.
const SMALL = 240
// From the edge of the checkbox's frame to the right of its square.
const BESIDE = 60

/** Places the challenge beside the checkbox's square if there is room, else in the middle of the window. */
export function placeBeside(
  anchor: Element,
  content: HTMLElement,
  { widthPixels, heightPixels }: FrameSize,
): void {
  const { clientWidth } = document.documentElement
  // Without its scrollbar; where the page is zoomed, in pixels of its own.
  const view = { width: Math.min(innerWidth, clientWidth), height: innerHeight }
  const margin = view.height < SMALL ? 0 : MARGIN
  const width = Math.min(widthPixels, view.width - 2 * margin)
  const height = Math.min(heightPixels, view.height - 2 * margin)
  const box = anchor.getBoundingClientRect()
  const left = box.left + BESIDE
  const isBeside = box.width > 0 && left + width + margin <= view.width
  const top = isBeside ? box.top + (box.height - height) / 2 : (view.height - height) / 2
  const inView = Math.max(margin, Math.min(top, view.height - height - margin))
  const x = isBeside ? left : (view.width - width) / 2
  setStyle(content, `left:${x}px;top:${inView}px;width:${width}px;height:${height}px`)
}
