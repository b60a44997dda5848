import type { ItemStatus } from '../../model/item.ts'

/** A class and how many pictures of a corpus of images have it. */
export type AlbumClass = { label: string; known: number; doubtful: number }

/** A picture that looks like an earlier one, with the earlier one's class. */
export type Alike = { path: string; label: string | null }

/** The pictures and classes of one import. */
export type Album = {
  /** Counts a picture's class. */
  countClass(reading: { status: ItemStatus; label: string | null }): void
  /** Adds an opened picture; returns the earlier one that looks most like it, if any does. */
  addPicture(picture: Alike & { perceptualHash: string }): Alike | null
  /** The classes, those with the most pictures first. */
  classes(): AlbumClass[]
}

const classesMax = 10_000
/** Each picture is compared with all earlier ones, so their number is bounded. */
const picturesMax = 20_000
const wordsEach = 8
const hexDigitsEach = 8
/** Of 256 bits: copies in another size or quality differ in about 20, two sheets of one series in 40. */
const bitsApartMax = 32

/** Opens an empty album. */
export function openAlbum(): Album {
  const classes = new Map<string, AlbumClass>()
  const pictures: Alike[] = []
  const words = new Uint32Array(picturesMax * wordsEach)
  return {
    countClass: ({ status, label }) => {
      if (label === null || status === 'unknown') return
      const known = classes.get(label)
      if (!known && classes.size >= classesMax) return
      const count = known ?? { label, known: 0, doubtful: 0 }
      count[status] += 1
      classes.set(label, count)
    },
    addPicture: ({ path, label, perceptualHash }) => {
      const own = wordsOf(perceptualHash)
      const alike = nearest(own, words.subarray(0, pictures.length * wordsEach))
      if (pictures.length < picturesMax) {
        words.set(own, pictures.length * wordsEach)
        pictures.push({ path, label })
      }
      return alike === null ? null : (pictures[alike] ?? null)
    },
    classes: () =>
      [...classes.values()].toSorted((a, b) => b.known + b.doubtful - a.known - a.doubtful),
  }
}

function wordsOf(perceptualHash: string): Uint32Array {
  return Uint32Array.from({ length: wordsEach }, (_, at) =>
    Number.parseInt(perceptualHash.slice(at * hexDigitsEach, (at + 1) * hexDigitsEach), 16),
  )
}

function nearest(own: Uint32Array, all: Uint32Array): number | null {
  let best: number | null = null
  let bestApart = bitsApartMax + 1
  for (let at = 0; at < all.length; at += wordsEach) {
    let apart = 0
    for (let word = 0; word < wordsEach && apart < bestApart; word++)
      apart += bitsIn((all[at + word] ?? 0) ^ (own[word] ?? 0))
    if (apart >= bestApart) continue
    best = at / wordsEach
    bestApart = apart
  }
  return best
}

// Adds the bits of neighbours, then of pairs, then of fours, and sums the bytes with one multiplication.
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
