import type { Ink } from '../../model/ink.ts'
import type { Box, Polygon } from '../../model/region.ts'
import { blanksOfTwoWidths, breakChance } from './blanks.ts'
import type { HandwritingModel } from './handwriting-model.ts'
import { matchLine, misfitMax, type LineInk } from './match-line.ts'
import type { WordMatch } from './match.ts'
import { takeApart, type LinePiece } from './pieces.ts'

/** A word cut out of a line; `place` is its number among the words of the line, from 0. */
export type CutWord = {
  place: number
  text: string | null
  box: Box
  polygon: Polygon | null
  confidence: number
}

/** A word is kept if its place is at least this certain: with its text, and without. */
const withTextConfidenceMin = 0.9
const withoutTextConfidenceMin = 0.97
/** A word has at least this share of the line's average ink per column. */
const inkShareMin = 0.6
/** If a smaller share of a line is certain, its text may belong to another line. */
const agreedShareMin = 0.67
const lineMisfitMax = 1
/** The blanks beside a word have at least this share of a small letter's height. */
const apartShareMin = 0.2
/** Transcribers' mark for raised letters, which may lie outside the word found. */
const raised = '^'

/** Cuts a line whose text is known into the words that are found with certainty. */
export function cutByText(line: LineInk, handwriting: HandwritingModel): CutWord[] {
  const matched = matchLine(line, handwriting)
  if (!matched) return []
  const { ink } = line
  const { drawn, pieces, matches } = matched
  const fitting = matches.filter(({ misfit }) => Math.abs(misfit) <= misfitMax)
  const sure = fitting.filter(({ confidence }) => confidence >= withTextConfidenceMin)
  const agreed = fitting.reduce((sum, { confidence }) => sum + confidence, 0) / drawn.length
  if (agreed < agreedShareMin || rootMeanSquare(sure.map(({ misfit }) => misfit)) > lineMisfitMax)
    return []
  const cut: CutWord[] = []
  for (const match of sure) {
    const { word, letters, place } = drawn[match.word] ?? { word: '', letters: '', place: 0 }
    if (letters !== word || letters.includes(raised)) continue
    if (isThin(ink, pieces, match) || !standsApart(ink, pieces, match)) continue
    const shape = outlineOf(ink, pieces, match)
    if (shape) cut.push({ place, text: word, ...shape, confidence: match.confidence })
  }
  return cut
}

// If a blank beside a word is narrower than one inside it, it may be inside the word as well.
function standsApart(
  { letterHeight }: Ink,
  pieces: readonly LinePiece[],
  { first, last }: WordMatch,
): boolean {
  const before = first === 0 ? Infinity : (pieces[first]?.blankBefore ?? 0)
  const after = pieces[last + 1]?.blankBefore ?? Infinity
  const inner = pieces.slice(first + 1, last + 1).map(({ blankBefore }) => blankBefore)
  return Math.min(before, after) >= Math.max(...inner, apartShareMin * letterHeight)
}

// A row of dots or a rule; writing has more ink.
function isThin({ core }: Ink, pieces: readonly LinePiece[], { first, last }: WordMatch): boolean {
  const inkOf = (from: number, to: number): number => {
    const columns = core.slice(from, to).filter((ink) => ink > 0)
    return columns.reduce((sum, ink) => sum + ink, 0) / columns.length
  }
  const own = inkOf(pieces[first]?.from ?? 0, pieces[last]?.to ?? 0)
  return own < inkShareMin * inkOf(0, core.length)
}

function rootMeanSquare(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((sum, one) => sum + one * one, 0) / numbers.length)
}

// The cut is in the middle of the blank.
function outlineOf(
  ink: Ink,
  pieces: readonly LinePiece[],
  { first, last }: Pick<WordMatch, 'first' | 'last'>,
) {
  const from = (pieces[first]?.from ?? 0) - sideOf(pieces[first], ink)
  const to = (pieces[last]?.to ?? 0) + sideOf(pieces[last + 1], ink)
  return ink.outline(from, to)
}

function sideOf(piece: LinePiece | undefined, { letterHeight }: Ink): number {
  return piece && piece.blankBefore > 0
    ? Math.floor(Math.min(piece.blankBefore / 2, letterHeight))
    : Math.round(letterHeight)
}
/**
 * Cuts an unread line if its blanks have two clearly different widths. A word beside an ambiguous blank is
 * left out, and so is the whole of a line without clear blanks.
 */
export function cutByBlanks(ink: Ink): CutWord[] {
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
    const shape =
      confidence >= withoutTextConfidenceMin ? outlineOf(ink, pieces, { first, last }) : null
    if (shape) cut.push({ place, text: null, ...shape, confidence })
  }
  return cut
}
