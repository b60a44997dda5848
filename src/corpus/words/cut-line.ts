import type { Ink } from '../../model/ink.ts'
import type { Box, Polygon } from '../../model/item.ts'
import { blanksOfCount, blanksOfTwoWidths, breakChance } from './blanks.ts'
import { matchWords, type Match } from './match.ts'
import { takeApart, type Piece } from './pieces.ts'
import { widthOf } from './widths.ts'

/** A word cut out of a line; `place` is its number among the words of the line, from 0. */
export type CutWord = {
  place: number
  text: string | null
  box: Box
  polygon: Polygon | null
  confidence: number
}

const wordsMax = 60
/** A word is kept where it is this sure that it is where it is cut. */
const confidenceMin = 0.97
/** A word has at least this share of the ink that the line has in each column. */
const inkShareMin = 0.6
const misfitMax = 1.3
/** A line of which less than this is sure may be another than its text says. */
const agreedShareMin = 0.75
const lineMisfitMax = 1

/** The words of a line's text, as blanks separate them. */
export const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '')

// They stand for a gap or the next column, and are drawn now and then.
const dotsAlone = /^[.…·_]{2,}$/u

/** Cuts a line whose text is known into those of its words that are surely found. */
export const cutTold = (ink: Ink, text: string): CutWord[] => {
  const told = wordsOf(text)
  const drawn = told.flatMap((word, place) => {
    const isApart = dotsAlone.test(told[place - 1] ?? '')
    return dotsAlone.test(word) ? [] : [{ word, place, width: widthOf(word), isApart }]
  })
  if (drawn.length < 2 || drawn.length > wordsMax) return []
  const pieces = takeApart(ink)
  const blanks = blanksOfCount(pieces, drawn.length, ink.letterHeight)
  const matches = matchWords({ pieces, words: drawn, blanks })
  const fitting = matches.filter(({ misfit }) => Math.abs(misfit) <= misfitMax)
  const sure = fitting.filter(({ confidence }) => confidence >= confidenceMin)
  const agreed = fitting.reduce((sum, { confidence }) => sum + confidence, 0) / drawn.length
  if (agreed < agreedShareMin || rootMeanSquare(sure.map(({ misfit }) => misfit)) > lineMisfitMax)
    return []
  const cut: CutWord[] = []
  for (const match of sure) {
    if (isThin(ink, pieces, match)) continue
    const shape = outlineOf(ink, pieces, match)
    const { word, place } = drawn[match.word] ?? { word: null, place: 0 }
    if (shape) cut.push({ place, text: word, ...shape, confidence: match.confidence })
  }
  return cut
}

// A row of dots, or a rule: what is written has more ink.
const isThin = ({ core }: Ink, pieces: readonly Piece[], { first, last }: Match): boolean => {
  const inkOf = (from: number, to: number): number => {
    const columns = core.slice(from, to).filter((ink) => ink > 0)
    return columns.reduce((sum, ink) => sum + ink, 0) / columns.length
  }
  const own = inkOf(pieces[first]?.from ?? 0, pieces[last]?.to ?? 0)
  return own < inkShareMin * inkOf(0, core.length)
}

const rootMeanSquare = (numbers: readonly number[]): number =>
  Math.sqrt(numbers.reduce((sum, one) => sum + one * one, 0) / numbers.length)

// The cut goes through the middle of the blank.
const outlineOf = (
  ink: Ink,
  pieces: readonly Piece[],
  { first, last }: Pick<Match, 'first' | 'last'>,
) => {
  const from = (pieces[first]?.from ?? 0) - sideOf(pieces[first], ink)
  const to = (pieces[last]?.to ?? 0) + sideOf(pieces[last + 1], ink)
  return ink.outline(from, to)
}

const sideOf = (piece: Piece | undefined, { letterHeight }: Ink): number =>
  piece && piece.blankBefore > 0
    ? Math.floor(Math.min(piece.blankBefore / 2, letterHeight))
    : Math.round(letterHeight)
/**
 * Cuts a line that nobody has read wherever its blanks are of two plainly different widths; a word between
 * blanks that could be either is left out, and so is all of a line that is written without clear blanks.
 */
export const cutUntold = (ink: Ink): CutWord[] => {
  const pieces = takeApart(ink)
  const blanks = blanksOfTwoWidths(pieces, ink.letterHeight)
  if (!blanks) return []
  const chances = pieces.map(({ blankBefore }, at) =>
    at === 0 ? 1 : breakChance(blankBefore, blanks),
  )
  const starts = chances.flatMap((chance, at) => (chance >= 0.5 ? [at] : []))
  const cut: CutWord[] = []
  for (const [place, first] of starts.entries()) {
    const last = (starts[place + 1] ?? pieces.length) - 1
    const inner = chances.slice(first + 1, last + 1).map((chance) => 1 - chance)
    const confidence = Math.min(chances[first] ?? 1, chances[last + 1] ?? 1, ...inner)
    const shape = confidence >= confidenceMin ? outlineOf(ink, pieces, { first, last }) : null
    if (shape) cut.push({ place, text: null, ...shape, confidence })
  }
  return cut
}
