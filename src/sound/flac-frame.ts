import { EndOfBits, openBits, type Bits } from './bits.ts'

/** What a FLAC file says of all its frames. */
export type FlacForm = { rate: number; channels: number; bits: number }

/** A decoded frame: the samples of each channel as whole numbers, and the byte at which the next one begins. */
export type FlacFrame = { rate: number; bits: number; channels: Float64Array[]; end: number }

const rates = [
  0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000,
]
const sizes = [0, 8, 12, 0, 16, 20, 24, 32]
const channelsMax = 8
const orderMax = 32

/** Decodes the frame that begins at a byte (RFC 9639, section 9); null if none does, or if it is broken. */
export function readFlacFrame(bytes: Uint8Array, at: number, form: FlacForm): FlacFrame | null {
  try {
    return readWhole(bytes, at, form)
  } catch (cause) {
    if (cause instanceof EndOfBits) return null
    throw cause
  }
}

type Head = { count: number; rate: number; assignment: number; bits: number }

function readWhole(bytes: Uint8Array, at: number, form: FlacForm): FlacFrame | null {
  const bits = openBits(bytes, at)
  if (bits.read(15) !== 0x7ffc) return null
  const head = readHead(bits, form)
  if (!head || bits.read(8) !== checkByte(bytes, at, bits.align() - 1)) return null
  const { count, rate, assignment } = head
  const isStereo = assignment >= channelsMax
  const channels: Float64Array[] = []
  for (let channel = 0; channel < (isStereo ? 2 : assignment + 1); channel += 1) {
    const isSide = isStereo && channel === (assignment === 9 ? 0 : 1)
    const samples = readSubframe(bits, count, head.bits + (isSide ? 1 : 0))
    if (!samples) return null
    channels.push(samples)
  }
  const end = bits.align()
  if (bits.read(16) !== checkWord(bytes, at, end)) return null
  if (isStereo) undoStereo(channels, assignment)
  return { rate, bits: head.bits, channels, end: end + 2 }
}

function readHead(bits: Bits, form: FlacForm): Head | null {
  bits.read(1)
  const sizeCode = bits.read(4)
  const rateCode = bits.read(4)
  const assignment = bits.read(4)
  const bitsCode = bits.read(3)
  if (bits.read(1) !== 0 || assignment > 10 || sizeCode === 0 || rateCode === 15) return null
  skipNumber(bits)
  const count = countOf(sizeCode, bits)
  const rate = rateOf(rateCode, bits) || form.rate
  const width = bitsCode === 0 ? form.bits : (sizes[bitsCode] ?? 0)
  return width === 0 || width > 24 ? null : { count, rate, assignment, bits: width }
}

// The number of the frame, written like a character of UTF-8.
function skipNumber(bits: Bits): void {
  const first = bits.read(8)
  const more = first < 0x80 ? 0 : Math.clz32(~(first << 24)) - 1
  for (let byte = 0; byte < more; byte += 1) bits.read(8)
}

function countOf(code: number, bits: Bits): number {
  if (code === 1) return 192
  if (code <= 5) return 144 * 2 ** code
  if (code === 6) return bits.read(8) + 1
  if (code === 7) return bits.read(16) + 1
  return 2 ** code
}

function rateOf(code: number, bits: Bits): number {
  if (code === 12) return bits.read(8) * 1_000
  if (code === 13) return bits.read(16)
  if (code === 14) return bits.read(16) * 10
  return rates[code] ?? 0
}

function readSubframe(bits: Bits, count: number, width: number): Float64Array | null {
  if (bits.read(1) !== 0) return null
  const type = bits.read(6)
  const wasted = bits.read(1) === 1 ? bits.countZeros() + 1 : 0
  const left = width - wasted
  if (left <= 0) return null
  const samples = readSamples(bits, { type, count, width: left })
  if (wasted > 0) samples?.forEach((sample, at) => (samples[at] = sample * 2 ** wasted))
  return samples
}

type Subframe = { type: number; count: number; width: number }

function readSamples(bits: Bits, { type, count, width }: Subframe): Float64Array | null {
  const samples = new Float64Array(count)
  if (type === 0) return samples.fill(bits.readSigned(width))
  if (type === 1) return samples.map(() => bits.readSigned(width))
  const isFixed = type >= 8 && type <= 12
  if (!isFixed && type < 32) return null
  const order = isFixed ? type - 8 : type - 31
  if (order > Math.min(count, orderMax)) return null
  for (let at = 0; at < order; at += 1) samples[at] = bits.readSigned(width)
  const predictor = isFixed ? fixedPredictor(order) : readPredictor(bits, order)
  if (!predictor || !readResidual(bits, samples, order)) return null
  predict(samples, order, predictor)
  return samples
}

type Predictor = { weights: readonly number[]; shift: number }

const fixedWeights = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]] as const

function fixedPredictor(order: number): Predictor | null {
  const weights = fixedWeights[order]
  return weights ? { weights, shift: 0 } : null
}

function readPredictor(bits: Bits, order: number): Predictor | null {
  const precision = bits.read(4) + 1
  const shift = bits.readSigned(5)
  if (precision === 16 || shift < 0) return null
  return { weights: Array.from({ length: order }, () => bits.readSigned(precision)), shift }
}

/** Writes the differences from what is predicted in place of the samples after the first. */
function readResidual(bits: Bits, samples: Float64Array, order: number): boolean {
  const method = bits.read(2)
  if (method > 1) return false
  const [width, escape] = method === 0 ? [4, 15] : [5, 31]
  const partitions = 2 ** bits.read(4)
  if (samples.length % partitions !== 0 || samples.length / partitions < order) return false
  let at = order
  for (let partition = 1; partition <= partitions; partition += 1) {
    const end = (samples.length / partitions) * partition
    const parameter = bits.read(width)
    const raw = parameter === escape ? bits.read(5) : 0
    for (; at < end; at += 1)
      samples[at] = parameter === escape ? bits.readSigned(raw) : readRice(bits, parameter)
  }
  return true
}

function readRice(bits: Bits, parameter: number): number {
  const value = bits.countZeros() * 2 ** parameter + bits.read(parameter)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function predict(samples: Float64Array, order: number, { weights, shift }: Predictor): void {
  const divisor = 2 ** shift
  for (let at = order; at < samples.length; at += 1) {
    let sum = 0
    for (let back = 0; back < order; back += 1)
      sum += (weights[back] ?? 0) * (samples[at - 1 - back] ?? 0)
    samples[at] = (samples[at] ?? 0) + Math.floor(sum / divisor)
  }
}

// Left and side, side and right, or middle and side.
function undoStereo([first, second]: Float64Array[], assignment: number): void {
  if (!first || !second) return
  for (let at = 0; at < first.length; at += 1) {
    const [a, b] = [first[at] ?? 0, second[at] ?? 0]
    if (assignment === 8) second[at] = a - b
    else if (assignment === 9) first[at] = a + b
    else {
      const middle = a * 2 + Math.abs(b % 2)
      first[at] = (middle + b) / 2
      second[at] = (middle - b) / 2
    }
  }
}

function checkByte(bytes: Uint8Array, from: number, to: number): number {
  let check = 0
  for (let at = from; at < to; at += 1) {
    check ^= bytes[at] ?? 0
    for (let bit = 0; bit < 8; bit += 1) check = ((check << 1) ^ (check & 0x80 ? 0x07 : 0)) & 0xff
  }
  return check
}

const checkWords = Uint16Array.from({ length: 256 }, (_, byte) => {
  let check = byte << 8
  for (let bit = 0; bit < 8; bit += 1)
    check = ((check << 1) ^ (check & 0x8000 ? 0x8005 : 0)) & 0xffff
  return check
})

function checkWord(bytes: Uint8Array, from: number, to: number): number {
  let check = 0
  for (let at = from; at < to; at += 1)
    check = ((check << 8) & 0xffff) ^ (checkWords[(check >> 8) ^ (bytes[at] ?? 0)] ?? 0)
  return check
}
