import type { ItemStage } from '../../model/item.ts'
import { isLongEnough, isTypeable } from '../../text/typeable.ts'
import type { Imported } from '../kind.ts'
import { clipSeconds } from './serve-clips.ts'

/** What a hearer keeps in mind. */
const wordsMax = 6
const charsMax = 45
/** A single shorter word is guessed too easily. */
const soleWordCharsMin = 5
const secondsMin = 0.4
/** A shorter stretch that nobody has heard would be told from known ones by its length. */
const unheardSecondsMin = 1

/** Says whether a clip can be asked, has to wait until it is cut, or cannot decide. */
export function stageOfClip({ status, label, script, region }: Imported): ItemStage {
  if (region.is !== 'span') return 'unfit'
  const seconds = (region.toMs - region.fromMs) / 1_000
  if (seconds > clipSeconds) return 'waiting'
  if (label === null) return seconds < unheardSecondsMin ? 'unfit' : 'open'
  if (label.length > charsMax || wordsOf(label).length > wordsMax) return 'waiting'
  if (seconds < secondsMin) return 'unfit'
  const fits = status === 'known' ? fitsHearer(label, script) : isLongEnough(label)
  return fits ? 'open' : 'unfit'
}

/**
 * Says whether a known text may decide a challenge by ear: it is short enough to keep in mind, too long to guess, and
 * there is one way to write it; numbers in figures are said as words.
 */
export function fitsHearer(text: string, script: string): boolean {
  const words = wordsOf(text)
  if (text.length > charsMax || words.length > wordsMax || /\p{N}/u.test(text)) return false
  const isGuessable = words.length < 2 && Array.from(words[0] ?? '').length < soleWordCharsMin
  return !isGuessable && isLongEnough(text) && isTypeable(text, script)
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? []
}
