import type { LooseItem } from '../../model/pair.ts'
import type { Random } from '../../model/stores.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { shuffle } from '../../model/chance.ts'
import { foldText } from '../../text/compare.ts'

/** No text is to decide more than this share of all pairs of a corpus. */
export const textShareMax = 0.001
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

/** How much of a corpus decides already: its pairs, and those of each text. */
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
  const misreadFirst = shuffle(random, known)
    .filter(({ isCanary }) => !isCanary)
    .toSorted((a, b) => scoreOf(a) - scoreOf(b))
    .map((item) => ({ item, text: textOf(item) }))
  const take = (charsMin: number, most: number, enough: number): void => {
    for (const { item, text } of misreadFirst) {
      if (deciding.pairs + chosen.size >= enough) return
      const times = used.get(text) ?? 0
      if (chosen.has(item) || times >= most || charsOf(text) < charsMin) continue
      used.set(text, times + 1)
      chosen.add(item)
    }
  }
  const most = Math.max(1, Math.floor(textShareMax * deciding.pairs))
  take(decidingCharsMin, most, Infinity)
  take(0, most, decidersEnough)
  for (let more = 2 * most; more < 2 * known.length + most; more *= 2) take(0, more, decidersEnough)
  return chosen
}

function charsOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** How well machines read an item, from 0 to 1. */
export function scoreOf({ machineScore }: Pick<LooseItem, 'machineScore'>): number {
  return machineScore ?? unscored
}
