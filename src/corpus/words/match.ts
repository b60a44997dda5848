import { isBreakLog, isInnerLog, type BlankModel } from './blanks.ts'
import type { LinePiece } from './pieces.ts'

/** A word of the text on its line: the pieces from `first` to `last`. */
export type WordMatch = {
  word: number
  first: number
  last: number
  /** The share of all ways to divide the line that agree on it, from 0 to 1. */
  confidence: number
  /** How much wider (above 0) or narrower it is than it should be, in standard deviations. */
  misfit: number
}

/** An expected word: its width in ordinary letters, and whether dots or a column separate it from the last. */
export type DueWord = { width: number; isApart: boolean; shapeLog: ShapeLog }

/** A line to be divided into the words of its text. */
export type DividedLine = {
  pieces: readonly LinePiece[]
  words: readonly DueWord[]
  blanks: BlankModel
}

/** How well the ink between two columns rises and falls as the word does; 0 if it tells nothing. */
export type ShapeLog = (from: number, to: number) => number

const rounds = 3
/** The standard deviation of the logarithm of a word's width, from the handwriting and from each letter. */
const handwritingSpread = 0.1
const letterSpread = 0.2
/** How many words may be joined without a blank, and what each joint costs. */
const joinedMax = 3
const jointCost = 3.5
const jointWidth = 0.5
/** The cost of treating ink at an end of the line as not part of its text. */
const strayCost = 4
const strayPiecesMax = 4
/** Runs that deviate further than this have no weight. */
const misfitMax = 5
/** Runs this many times wider or narrower than their words are not considered. */
const stretchMax = 3

/**
 * Matches the words of a text to the ink of its line. Every way to give each word a run of pieces is weighed
 * by the widths of the words and of the blanks between and within them. The confidence of a word is the share
 * of the weight in which it has the same run (forward–backward). Words may be joined with their neighbours:
 * such words are not matched, but those around them can be.
 */
export function matchWords(line: DividedLine): WordMatch[] {
  const { pieces, words } = line
  if (pieces.length === 0 || words.length === 0) return []
  let unit = firstUnit(line)
  let matches: WordMatch[] = []
  for (let round = 0; round < rounds; round++) {
    matches = weigh(line, unit)
    if (matches.length === 0) return []
    const off = matches.map(({ misfit, word }) => misfit * spreadOf(widthFrom(words, word, 1)))
    unit *= Math.exp(medianOf(off))
  }
  return matches
}

/** One step through the line: `words` words from `word` on are the run of pieces from `first` to `last`. */
type Step = {
  word: number
  words: number
  first: number
  last: number
  log: number
  misfit: number
}

export function spreadOf(width: number): number {
  return handwritingSpread + letterSpread / Math.sqrt(width)
}

// Blanks within the text are no wider than those between its words.
function firstUnit({ pieces, words, blanks }: DividedLine): number {
  const length = (pieces.at(-1)?.to ?? 0) - (pieces[0]?.from ?? 0)
  const between = (words.length - 1) * blanks.breakWidth
  return Math.max(length / 3, length - between) / words.reduce((sum, { width }) => sum + width, 0)
}

function weigh(line: DividedLine, unit: number): WordMatch[] {
  const [n, m] = [line.words.length, line.pieces.length]
  const steps = stepsOf(line, unit)
  const at = (word: number, piece: number): number => word * (m + 1) + piece
  const ahead = new Float64Array((n + 1) * (m + 1)).fill(-Infinity)
  const behind = ahead.slice()
  for (let stray = 0; stray <= Math.min(m, strayPiecesMax); stray++) {
    ahead[at(0, stray)] = -strayCost * Math.sqrt(stray)
    behind[at(n, m - stray)] = -strayCost * Math.sqrt(stray)
  }
  for (const { word, words, first, last, log } of steps)
    raise(ahead, at(word + words, last + 1), (ahead[at(word, first)] ?? 0) + log)
  for (const { word, words, first, last, log } of steps.toReversed())
    raise(behind, at(word, first), (behind[at(word + words, last + 1)] ?? 0) + log)
  let total = -Infinity
  for (let piece = 0; piece <= m; piece++)
    total = addLogs(total, (ahead[at(n, piece)] ?? 0) + (behind[at(n, piece)] ?? 0))
  const best = new Map<number, WordMatch>()
  for (const { word, words, first, last, log, misfit } of steps) {
    if (words > 1) continue
    const ways = (ahead[at(word, first)] ?? 0) + log + (behind[at(word + 1, last + 1)] ?? 0)
    const confidence = Math.exp(ways - total)
    if (confidence > (best.get(word)?.confidence ?? 0))
      best.set(word, { word, first, last, confidence, misfit })
  }
  return [...best.values()]
}

/** All steps to weigh, in the order in which they can follow each other. */
function stepsOf({ pieces, words: due, blanks }: DividedLine, unit: number): Step[] {
  const steps: Step[] = []
  const innerLogs = pieces.map(({ blankBefore }) => isInnerLog(blankBefore, blanks))
  for (let word = 0; word < due.length; word++)
    for (const [first, { from, blankBefore }] of pieces.entries()) {
      const isApart = due[word]?.isApart ?? false
      const breakLog = word === 0 ? 0 : isBreakLog(blankBefore, blanks, isApart)
      let innerLog = 0
      for (let last = first; last < pieces.length; last++) {
        if (last > first) innerLog += innerLogs[last] ?? 0
        const letters = ((pieces[last]?.to ?? 0) - from) / unit
        if (letters > stretchMax * widthFrom(due, word, joinedMax)) break
        for (let words = 1; words <= joinedMax && word + words <= due.length; words++) {
          if (words > 1 && due[word + words - 1]?.isApart) break
          const width = widthFrom(due, word, words)
          const misfit = Math.log(letters / width) / spreadOf(width)
          if (letters * stretchMax < width) break
          if (Math.abs(misfit) > misfitMax) continue
          const fitLog = -(misfit * misfit) / 2 - Math.log(spreadOf(width))
          const shapeLog = shapeOf(due, { word, words, from, to: pieces[last]?.to ?? 0 })
          const log = breakLog + innerLog + fitLog + shapeLog - (words - 1) * jointCost
          steps.push({ word, words, first, last, log, misfit })
        }
      }
    }
  return steps
}

type Span = { word: number; words: number; from: number; to: number }

function shapeOf(due: readonly DueWord[], { word, words, from, to }: Span): number {
  const unit = (to - from) / widthFrom(due, word, words)
  let [log, at] = [0, from]
  for (let next = word; next < word + words; next++) {
    const width = due[next]?.width ?? 0
    log += due[next]?.shapeLog(at, at + width * unit) ?? 0
    at += (width + jointWidth) * unit
  }
  return log
}

function widthFrom(due: readonly DueWord[], word: number, words: number): number {
  let width = due[word]?.width ?? 0
  for (let more = 1; more < words; more++) width += jointWidth + (due[word + more]?.width ?? 0)
  return width
}

function raise(logs: Float64Array, at: number, by: number): void {
  logs[at] = addLogs(logs[at] ?? -Infinity, by)
}

function addLogs(a: number, b: number): number {
  const [more, less] = a > b ? [a, b] : [b, a]
  return less === -Infinity ? more : more + Math.log1p(Math.exp(less - more))
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
