/** For each pixel of a side, the two values of a coarse row it lies between, and how near it is to the second. */
export type Steps = { first: Int32Array; second: Int32Array; share: Float32Array }

/** A coarse row of `count` values, the first at `startPixels`, the others `cellPixels` apart. */
export type Coarse = { count: number; cellPixels: number; startPixels: number }

/** Lays a coarse row along a side; before its first and after its last value it stays constant. */
export function stepsAlong(sidePixels: number, coarse: Coarse): Steps {
  const first = new Int32Array(sidePixels)
  const second = new Int32Array(sidePixels)
  const share = new Float32Array(sidePixels)
  const last = coarse.count - 1
  for (let at = 0; at < sidePixels; at++) {
    const place = Math.min(last, Math.max(0, (at - coarse.startPixels) / coarse.cellPixels))
    first[at] = Math.floor(place)
    second[at] = Math.min(last, Math.floor(place) + 1)
    share[at] = place - Math.floor(place)
  }
  return { first, second, share }
}

/** Interpolates the two rows of a coarse picture that a pixel's row lies between, into `mixed`. */
export function mixRows(
  mixed: Float32Array,
  rows: ArrayLike<number>,
  { first, second, share }: { first: number; second: number; share: number },
): void {
  const [upper, lower] = [first * mixed.length, second * mixed.length]
  for (let at = 0; at < mixed.length; at++) {
    const from = rows[upper + at] ?? 0
    mixed[at] = from + ((rows[lower + at] ?? 0) - from) * share
  }
}

/** The step of one pixel. */
export function stepAt(
  { first, second, share }: Steps,
  at: number,
): { first: number; second: number; share: number } {
  return {
    first: first[at] ?? 0,
    second: second[at] ?? 0,
    share: share[at] ?? 0,
  }
}
