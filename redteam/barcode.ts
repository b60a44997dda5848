import sharp from 'sharp'

// The red team made the corpus, so it may recognise its pictures perfectly: each is a barcode of its number, which
// survives how pictures are drawn.

const bits = 13
const barsOfCode = 6
const numbersMax = 1_024
const stride = 613
const modules = bits + 2
const size = { width: 300, height: 80 } as const
/** Modules are whole pixels wide with it, or some bars would have a column more. */
const margin = 15
const module = (size.width - 2 * margin) / modules
const [paper, ink] = [225, 40]

/** How a picture of the corpus looks besides its number. */
export type Look = { paper: number; grain: number }
const plainLook: Look = { paper, grain: 0 }

// Every barcode has as much ink as any other, and neighbours differ. When the bars were the number's own bits, they
// told known pictures, which have the smaller numbers.
const evenCodes = Array.from({ length: 1 << bits }, (_, code) => code).filter(
  (code) => countBits(code) === barsOfCode,
)
const codes = Array.from(
  { length: numbersMax },
  (_, number) => evenCodes[(number * stride) % evenCodes.length] ?? 0,
)

function countBits(code: number): number {
  return code === 0 ? 0 : (code & 1) + countBits(code >> 1)
}

/** A picture of a number below 1024, as PNG. */
export function drawBarcode(number: number, look: Look = plainLook): Promise<Buffer> {
  const grey = Buffer.alloc(size.width * size.height)
  const code = codes[number] ?? 0
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < size.width; x += 1) {
      const at = Math.floor((x - margin) / module)
      const isInk = y >= 14 && y < size.height - 14 && x >= margin && isDark(code, at)
      const spot = look.grain === 0 ? 0 : ((x * 7919 + y * 104_729 + number * 31) % look.grain) - 1
      grey[y * size.width + x] = isInk ? ink : look.paper - spot
    }
  return sharp(grey, { raw: { ...size, channels: 1 } })
    .png()
    .toBuffer()
}

function isDark(code: number, at: number): boolean {
  if (at === 0 || at === modules - 1) return true
  return at > 0 && at < modules - 1 && ((code >> (at - 1)) & 1) === 1
}

/** The number in a picture as it was served; null if it is no barcode. */
export async function readBarcode(picture: Buffer): Promise<number | null> {
  const { data, info } = await sharp(picture)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const columns = darkness(data, info)
  const [most, least] = [Math.max(...columns), Math.min(...columns)]
  const isInk = columns.map((dark) => dark > (most + least) / 2)
  const [first, last] = [isInk.indexOf(true), isInk.lastIndexOf(true)]
  if (most - least < 40 || first < 0) return null
  const wide = (last + 1 - first) / modules
  let code = 0
  for (let bit = 0; bit < bits; bit += 1) {
    const middle = Math.round(first + (bit + 1.5) * wide)
    const around = isInk.slice(middle - 3, middle + 4).filter(Boolean).length
    if (around >= 4) code |= 1 << bit
  }
  const number = codes.indexOf(code)
  return number < 0 ? null : number
}

// Of a band in the middle, which the ink fills from top to bottom however the piece is placed and turned.
function darkness(
  data: Buffer,
  info: { width: number; height: number; channels: number },
): number[] {
  const rows = inkRows(data, info)
  return Array.from({ length: info.width }, (_, x) => {
    let sum = 0
    for (let y = rows.from; y < rows.to; y += 1)
      sum += data[(y * info.width + x) * info.channels] ?? 0
    return 255 - sum / (rows.to - rows.from)
  })
}

function inkRows(
  data: Buffer,
  { width, height, channels }: { width: number; height: number; channels: number },
): { from: number; to: number } {
  const dark = Array.from({ length: height }, (_, y) => {
    let count = 0
    for (let x = 0; x < width; x += 1)
      if ((data[(y * width + x) * channels] ?? 255) < 110) count += 1
    return count
  })
  const most = Math.max(...dark)
  const rows = dark.map((count, y) => (count > most * 0.6 ? y : -1)).filter((y) => y >= 0)
  const middle = rows[Math.floor(rows.length / 2)] ?? Math.floor(height / 2)
  return { from: Math.max(0, middle - 12), to: Math.min(height, middle + 12) }
}
