import { channelsOf, type Raster } from './raster.ts'

/** How far the kernel (cubic, as Catmull and Rom have it) reaches on each side. */
const reach = 2

/** A part of a raster, in whole pixels. */
export type Window = { left: number; top: number; width: number; height: number }

/** Resamples a window of a grey raster to a size; beyond its edges, they are repeated. */
export function resizeWindow(
  from: Raster,
  window: Window,
  size: { width: number; height: number },
): Raster {
  const across = tapsAlong(window.width, size.width)
  const down = tapsAlong(window.height, size.height)
  const data = Buffer.allocUnsafe(size.width * size.height)
  const to = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length)
  const row = new Float32Array(window.width)
  for (let y = 0; y < size.height; y++) {
    mixRows(row, { from, window }, { taps: down, y })
    mixAlong(to, y * size.width, { row, taps: across })
  }
  return { data, widthPixels: size.width, heightPixels: size.height }
}

/** For each place along a side, `count` pixels to mix, and their weights. */
type Taps = { count: number; at: Int32Array; weights: Float32Array }

function tapsAlong(fromPixels: number, toPixels: number): Taps {
  const scale = fromPixels / toPixels
  const spread = Math.max(1, scale)
  const count = Math.ceil(2 * reach * spread) + 1
  const at = new Int32Array(toPixels * count)
  const weights = new Float32Array(toPixels * count)
  for (let place = 0; place < toPixels; place++) {
    const middle = (place + 0.5) * scale - 0.5
    const first = Math.ceil(middle - reach * spread)
    let sum = 0
    for (let tap = 0; tap < count; tap++) {
      const weight = cubic((first + tap - middle) / spread)
      at[place * count + tap] = Math.min(fromPixels - 1, Math.max(0, first + tap))
      weights[place * count + tap] = weight
      sum += weight
    }
    for (let tap = place * count; tap < (place + 1) * count; tap++)
      weights[tap] = (weights[tap] ?? 0) / sum
  }
  return { count, at, weights }
}

function cubic(offset: number): number {
  const x = Math.abs(offset)
  if (x >= reach) return 0
  return x < 1 ? 1 + x * x * (1.5 * x - 2.5) : 2 + x * (x * (2.5 - 0.5 * x) - 4)
}

type Source = { from: Raster; window: Window }

function mixRows(row: Float32Array, source: Source, { taps, y }: { taps: Taps; y: number }): void {
  const { from, window } = source
  row.fill(0)
  for (let tap = y * taps.count; tap < (y + 1) * taps.count; tap++) {
    const weight = taps.weights[tap] ?? 0
    if (weight === 0) continue
    const start = (window.top + (taps.at[tap] ?? 0)) * from.widthPixels + window.left
    const { data } = from
    for (let x = 0; x < row.length; x++) row[x] = (row[x] ?? 0) + weight * (data[start + x] ?? 0)
  }
}

type Along = { row: Float32Array; taps: Taps }

function mixAlong(to: Uint8ClampedArray, start: number, { row, taps }: Along): void {
  const { count, at, weights } = taps
  for (let tap = 0, place = start; tap < at.length; place++) {
    let sum = 0
    for (const end = tap + count; tap < end; tap++)
      sum += (weights[tap] ?? 0) * (row[at[tap] ?? 0] ?? 0)
    to[place] = sum
  }
}

/** Takes a window of a raster, with each square of `by` pixels a side averaged into one; what is left over is lost. */
export function shrinkWindow(from: Raster, window: Window, by: number): Raster {
  const channels = channelsOf(from)
  const widthPixels = Math.max(1, Math.floor(window.width / by))
  const heightPixels = Math.max(1, Math.floor(window.height / by))
  const data = Buffer.allocUnsafe(widthPixels * heightPixels * channels)
  const rowBytes = widthPixels * channels
  const stride = from.widthPixels * channels
  for (let y = 0; y < heightPixels; y++) {
    const start = (window.top + y * by) * stride + window.left * channels
    if (by === 1) from.data.copy(data, y * rowBytes, start, start + rowBytes)
    else
      averageSquares(data.subarray(y * rowBytes, (y + 1) * rowBytes), from.data.subarray(start), {
        channels,
        stride,
        by,
      })
  }
  return { data, widthPixels, heightPixels }
}

type Squares = { channels: number; stride: number; by: number }

function averageSquares(to: Buffer, from: Buffer, { channels, stride, by }: Squares): void {
  const half = (by * by) >> 1
  for (let at = 0; at < to.length; at++) {
    const channel = at % channels
    const start = (at - channel) * by + channel
    let sum = half
    for (let row = 0; row < by; row++)
      for (let column = 0; column < by; column++)
        sum += from[start + row * stride + column * channels] ?? 0
    to[at] = sum / (by * by)
  }
}
