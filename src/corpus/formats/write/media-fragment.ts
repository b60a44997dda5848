import type { Region } from '../../../model/region.ts'

const millisecondsPerSecond = 1_000

/** A stretch of time as a media fragment of W3C has it, in seconds: `t=1.5,3`. */
export function timeFragmentOf({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  return `t=${fromMs / millisecondsPerSecond},${toMs / millisecondsPerSecond}`
}

/** A region as one cell tells it: `x,y,width,height`, or `t=` with its seconds; null for the whole. */
export function regionCell(region: Region): string | null {
  if (region.is === 'whole') return null
  if (region.is === 'span') return timeFragmentOf(region)
  const { x, y, width, height } = region.box
  return [x, y, width, height].join(',')
}
