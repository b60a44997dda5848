/** A part of a text at a place: how many signs it has, and how many bits whoever guesses it needs. */
type Part = { length: number; bits: number }

const alphabets: readonly (readonly [shape: RegExp, signs: number])[] = [
  [/^\d+$/, 10],
  [/^(?:ES_|0x)?[\da-f-]+$/i, 16],
  [/^(?:[a-z\d]+|[A-Z\d]+)$/, 36],
  [/^[\w-]+$/, 64],
]
const printableSigns = 94

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'qsdfghjklm',
  'zxcvbnm',
  'yxcvbnm',
  'wxcvbn',
]
const ways = rows.flatMap((row) => [row, row.split('').toReversed().join('')])

// Words of any length stand together only in CamelCase.
const wordShape = /(?=[A-Za-z]{8})(?:[A-Z][a-z]{1,11}){2,6}|[A-Z]?[a-z]{3,12}|[A-Z]{4,12}/y
const yearShape = /(?:19|20)\d\d/y
/** Vowels in a run of letters: fewer are seldom a word, and many more neither. */
const vowelShares = [0.25, 0.67] as const

const runLengthMin = 3
const runBits = 2
const repeatBits = 6
const letterOfWordBits = 2
const yearBits = 7
const separatorBits = 3

/** Bits of a text as if each of its signs had been drawn from the smallest usual alphabet that has them all. */
export function drawnBits(text: string): number {
  return text.length * bitsOfSign(text)
}

/**
 * Bits of a text for somebody who tries words, years, rows of the alphabet and the keyboard, and what stood in the
 * text before. It sees what is plain; a text that it thinks much of may still be known to somebody.
 */
export function guessBits(text: string): number {
  const bits = bitsOfSign(text)
  let sum = 0
  for (let at = 0; at < text.length;) {
    const part = cheapestPart(text, at, bits)
    sum += part.bits
    at += part.length
  }
  return sum
}

function bitsOfSign(text: string): number {
  const [, signs = printableSigns] = alphabets.find(([shape]) => shape.test(text)) ?? []
  return Math.log2(signs)
}

function cheapestPart(text: string, at: number, bits: number): Part {
  const low = text.toLowerCase()
  const sign = /[^A-Za-z\d]/.test(text.charAt(at)) ? Math.min(bits, separatorBits) : bits
  const year = matchAt(yearShape, text, at)
  const word = matchAt(wordShape, text, at)
  const run = runAt(low, at)
  const repeat = repeatAt(low, at)
  const parts: Part[] = [
    { length: 1, bits: sign },
    ...(run < runLengthMin ? [] : [{ length: run, bits: bits + runBits }]),
    ...(repeat < runLengthMin ? [] : [{ length: repeat, bits: repeatBits }]),
    ...(year === '' ? [] : [{ length: year.length, bits: yearBits }]),
    ...(isWord(word) ? [{ length: word.length, bits: word.length * letterOfWordBits }] : []),
  ]
  return parts.reduce((best, part) =>
    part.bits / part.length < best.bits / best.length ? part : best,
  )
}

function matchAt(shape: RegExp, text: string, at: number): string {
  shape.lastIndex = at
  return shape.exec(text)?.[0] ?? ''
}

function isWord(letters: string): boolean {
  const [least, most] = vowelShares
  const share = letters.replace(/[^aeiouy]/gi, '').length / letters.length
  return share >= least && share <= most
}

// One sign again and again, or signs in the order of a row.
function runAt(low: string, at: number): number {
  const same = low.charAt(at).repeat(low.length)
  return Math.max(...[same, ...ways].map((way) => alikeLength(low, at, way)))
}

function alikeLength(low: string, at: number, way: string): number {
  const from = way.indexOf(low.charAt(at))
  if (from < 0) return 0
  let length = 1
  while (at + length < low.length && low[at + length] === way[from + length]) length += 1
  return length
}

function repeatAt(low: string, at: number): number {
  let length = 0
  while (at + length < low.length && low.indexOf(low.slice(at, at + length + 1)) < at) length += 1
  return length
}
