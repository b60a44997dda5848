import type { Ink } from '../../model/ink.ts'
import { blanksOfCount } from './blanks.ts'
import {
  learnHandwriting,
  signIn,
  usualHandwriting,
  type FoundWord,
  type HandwritingModel,
  type Sign,
} from './handwriting-model.ts'
import { matchWords, spreadOf, type DueWord, type WordMatch } from './match.ts'
import { takeApart, type LinePiece } from './pieces.ts'
import { reachOf, sumReach, weighShape, type ReachSums } from './shape.ts'
import { drawnSignsOf } from './widths.ts'

/** The ink of a line and its text. */
export type LineInk = { ink: Ink; text: string }

/** A word of the text that is visible on the line; `letters` is the word without dots before and after it. */
export type DrawnWord = DueWord & {
  word: string
  letters: string
  place: number
  signs: readonly Sign[]
}

/** The words of a text matched to the ink of its line. */
export type MatchedLine = {
  drawn: readonly DrawnWord[]
  pieces: readonly LinePiece[]
  matches: readonly WordMatch[]
  sums: ReachSums
}

const wordsMax = 60
/** Beyond this many standard deviations, the width of a word is wrong. */
export const misfitMax = 1.3

/** The words of a line's text, as blanks separate them. */
export function linedWordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

// They stand for a gap or the next column, and are only sometimes written.
const dotsBefore = /^[.…·_]{2,}/u
const dotsAfter = /[.…·_]{2,}$/u

/** Matches a text to the ink of its line by this handwriting; null if there are no words to separate. */
export function matchLine(
  { ink, text }: LineInk,
  handwriting: HandwritingModel,
): MatchedLine | null {
  const sums = sumReach(ink)
  const words = linedWordsOf(text)
  const drawn = words.flatMap((word, place): DrawnWord[] => {
    const letters = word.replace(dotsBefore, '').replace(dotsAfter, '')
    if (letters === '') return []
    const signs = drawnSignsOf(letters).map((sign) => signIn(handwriting, sign))
    const width = signs.reduce((sum, sign) => sum + sign.width, 0)
    const isApart = dotsBefore.test(word) || dotsAfter.test(words[place - 1] ?? '')
    const shapeLog = weighShape(sums, signs, handwriting)
    return [{ word, letters, place, signs, width, isApart, shapeLog }]
  })
  if (drawn.length < 2 || drawn.length > wordsMax) return null
  const pieces = takeApart(ink)
  const blanks = blanksOfCount(pieces, drawn.length, ink.letterHeight)
  return { drawn, pieces, matches: matchWords({ pieces, words: drawn, blanks }), sums }
}

const learnRounds = 2
const learnConfidenceMin = 0.8

/** Learns the handwriting of some lines from those of their words that are found well enough. */
export function learnFrom(lines: readonly LineInk[]): HandwritingModel {
  let handwriting = usualHandwriting
  for (let round = 0; round < learnRounds; round++) {
    const known = handwriting
    handwriting = learnHandwriting(
      known,
      lines.flatMap((line) => foundIn(matchLine(line, known))),
    )
  }
  return handwriting
}

function foundIn(line: MatchedLine | null): FoundWord[] {
  const found: FoundWord[] = []
  for (const { word, first, last, confidence, misfit } of line?.matches ?? []) {
    const drawn = line?.drawn[word]
    if (!line || !drawn || confidence < learnConfidenceMin) continue
    if (Math.abs(misfit) > misfitMax) continue
    const span = { from: line.pieces[first]?.from ?? 0, to: line.pieces[last]?.to ?? 0 }
    const stretch = Math.exp(misfit * spreadOf(drawn.width))
    found.push({ word: drawn.letters, stretch, reach: reachOf(line.sums, drawn.signs, span) })
  }
  return found
}
