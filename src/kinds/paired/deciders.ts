import type { LooseItem } from '../../model/pair.ts'
import type { Random } from '../../model/stores.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { shuffle } from '../../model/chance.ts'
import { openDecided, type DecidedTexts } from '../../text/best-guess.ts'
import { foldText } from '../../text/compare.ts'

/** No text is to decide more than this share of all pairs of a corpus. */
export const textShareMax = 0.001
/** Nor, with the letters that may be wrong, to match more than this share, or two. */
export const nearShareMax = 0.004
const nearLeast = 2
/** With more pairs, one family of like texts is a small part, and only equal texts are counted. */
export const nearPairsMax = 2_000
/** Texts of fewer letters and digits decide only if there are too few others. */
export const decidingCharsMin = 5
/** With this many pairs a corpus has enough, and texts that are worth guessing decide no more. */
export const decidersEnough = 96
/** The machine score assumed for an item that no machine has read. */
const unscored = 0.5

/** The text of an item as a guess would have to match it. */
export function textOf({ label }: Pick<LooseItem, 'label'>): string {
  return foldText(label ?? '', defaultTextPolicy)
}

/** How much of a corpus decides already: its pairs, and those of the texts that are known of. */
export type Deciding = { pairs: number; of: ReadonlyMap<string, number> }

/**
 * Which known items may decide, so that no text is worth guessing: each text about as often as every other, and
 * short ones only if there are too few. A small corpus takes the least guessable it has until it has enough.
 */
export function chooseDeciders(
  random: Random,
  known: readonly LooseItem[],
  deciding: Deciding,
): Set<LooseItem> {
  const chosen = new Set<LooseItem>()
  const used = new Map(deciding.of)
  const isSmall = deciding.pairs <= nearPairsMax
  // Costly, and mostly there is nothing to compare with it.
  let texts: DecidedTexts | null = null
  const near = (): DecidedTexts => (texts ??= gather(used))
  const misreadFirst = shuffle(random, known)
    .filter(({ isCanary }) => !isCanary)
    .toSorted((a, b) => scoreOf(a) - scoreOf(b))
    .map((item) => ({ item, text: textOf(item) }))
  const take = (charsMin: number, most: number, mostNear: number, enough = Infinity): void => {
    for (const { item, text } of misreadFirst) {
      if (deciding.pairs + chosen.size >= enough) return
      const times = used.get(text) ?? 0
      if (chosen.has(item) || times >= most || charsOf(text) < charsMin) continue
      if (isSmall && isWorthGuessing(near(), text, mostNear)) continue
      if (isSmall) near().add({ text, pairs: 1 })
      used.set(text, times + 1)
      chosen.add(item)
    }
  }
  const most = Math.max(1, Math.floor(textShareMax * deciding.pairs))
  const mostNear = Math.max(nearLeast, Math.floor(nearShareMax * deciding.pairs))
  take(decidingCharsMin, most, mostNear)
  take(0, most, mostNear, decidersEnough)
  for (let times = 2; times < 2 * known.length + 2; times *= 2)
    take(0, times * most, times * mostNear, decidersEnough)
  return chosen
}

function gather(used: ReadonlyMap<string, number>): DecidedTexts {
  const near = openDecided(defaultTextPolicy)
  for (const [text, pairs] of used) near.add({ text, pairs })
  return near
}

// Whether the text, or one that would match it, then matches more than that.
function isWorthGuessing(near: DecidedTexts, text: string, most: number): boolean {
  const guesses = new Set([text, ...near.guessesFor(text)])
  return [...guesses].some((guess) => near.countMatched(guess) >= most)
}

function charsOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** How well machines read an item, from 0 to 1. */
export function scoreOf({ machineScore }: Pick<LooseItem, 'machineScore'>): number {
  return machineScore ?? unscored
}
