import type { ExposureFigures } from '../../manage/corpora/measure-exposure.ts'
import { canariesFromKnown, type KnownNeeds } from '../../manage/corpora/known-needs.ts'
import { counted } from '../counted.ts'
import { cell } from '../print.ts'

/** A text that decides more than this share is worth guessing. */
const guessMax = 0.001
/** One network is to be shown no more than this share. */
const shareMax = 0.02

/** What one network is shown of a corpus and what a blind guess passes, as sentences. */
export function exposureLines(figures: ExposureFigures): string[] {
  const { slices, circle, needs, guess, unread } = figures
  return [
    ...(slices ? [sliceLine(slices)] : []),
    ...(circle ? [circleLine(circle)] : []),
    ...(guess ? [guessLine(guess)] : []),
    ...knownLines(needs),
    ...(slices && unread.withoutKnown > 0 ? [pagesLine(unread)] : []),
    ...unlikeLines(figures),
  ]
}

/** The same, as JSON. */
export function exposureFacts(figures: ExposureFigures) {
  const { slices, circle, needs, guess, unread, unlike } = figures
  return {
    pairs: slices?.pairs ?? null,
    slices: slices?.count ?? null,
    pictures: circle?.all ?? null,
    network_sees_share: slices?.share ?? circle?.share ?? null,
    ...knownFacts(needs),
    guess_passes_share: guess?.share ?? null,
    best_guess: guess?.text ?? null,
    pages_to_read: unread.pages,
    pages_without_known: unread.withoutKnown,
    items_unlike_known: unlike,
  }
}

/** How many more known items a corpus needs to be paired, as a sentence; nothing if it has enough. */
export function knownLines({ forPairs }: KnownNeeds): string[] {
  return forPairs === null
    ? []
    : [
        `There are few known items for those that are to be read, so they are paired again in front of networks that have seen them. ${moreWould(forPairs)}`,
      ]
}

/** What it means that a corpus has too few known items for canaries, as a sentence; nothing if it has enough. */
export function canaryLines({ forCanaries }: KnownNeeds): string[] {
  return forCanaries === null
    ? []
    : [
        `With fewer than ${canariesFromKnown} known items, a corpus has no canaries: false readings that a few networks agree on are accepted, and nobody notices. ${moreWould(forCanaries)}`,
      ]
}

/** How many more known items a corpus needs, as JSON. */
export function knownFacts({ forPairs, forCanaries }: KnownNeeds) {
  return { known_missing: forPairs, known_missing_for_canaries: forCanaries }
}

function moreWould(n: number): string {
  return `${counted(n, 'more known item')} would be enough.`
}

function sliceLine({ shown, pairs, share, pairsWanted }: ExposureFigures['slices'] & {}): string {
  const sees = `One network is shown ${shown} of ${pairs} pairs in a month (${percentOf(share)}).`
  return pairs >= pairsWanted
    ? sees
    : `${sees} ${pairsWanted} pairs would make it 2 %: more known items, with as many to be read.`
}

function circleLine(circle: ExposureFigures['circle'] & {}): string {
  const { shown, all, share, knownWanted, shareThen } = circle
  const sees = `One network is shown ${shown} of ${all} pictures in a month (${percentOf(share)}).`
  return share <= shareMax
    ? sees
    : `${sees} ${knownWanted} known pictures of each class would make it ${percentOf(shareThen)}.`
}

function pagesLine({ pages, withoutKnown }: ExposureFigures['unread']): string {
  return `${withoutKnown} of ${pages} pages to be read have no known item: their paper and hand may tell which picture decides. As many known items on each as are to be read would prevent it.`
}

/** How many items wait for known ones that look alike, and what to do, as a sentence; nothing if none do. */
export function unlikeLines({ unlike }: Pick<ExposureFigures, 'unlike'>): string[] {
  if (unlike === 0) return []
  const wait = unlike === 1 ? 'item waits' : 'items wait'
  return [
    `${unlike} unread ${wait} for known ones of the same look. They follow once others have been read. To have them read sooner, transcribe some pages that look like theirs, or some items on these pages.`,
  ]
}

function guessLine({ text, share }: ExposureFigures['guess'] & {}): string {
  if (text === null) return `A blind guess passes ${percentOf(share)} of easy challenges.`
  const passes = `A blind guess passes ${percentOf(share)} of easy challenges; the best is “${cell(text)}”.`
  return share <= guessMax
    ? passes
    : `${passes} More known items with other texts would lower this.`
}

/** A share in per cent, with two figures if it is small. */
export function percentOf(share: number): string {
  const value = 100 * share
  return `${value < 1 ? value.toPrecision(2) : value.toFixed(1)} %`
}
