import type { Guess } from '../../kinds/kind.ts'
import { slicePairsMin } from '../../kinds/paired/slices.ts'
import { shownOfCircle, type ShownOfCircle } from '../../kinds/queued/shown-share.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { UnreadPages } from '../../model/source.ts'
import type { Context, ManagedStore } from '../context.ts'
import {
  canariesFromKnown,
  knownCountsOf,
  knownMissingForCanaries,
  knownMissingForPairs,
  type KnownNeeds,
} from './known-needs.ts'

/** So many texts are compared, the commonest first. */
const textsMax = 5_000
/** A source with fewer items is a crop, not a page. */
const pageItemsMin = 5
/** One network is to be shown no more than this share of the pairs. */
const shareWanted = 0.02

/** What one network is shown of a corpus, and what a blind guess is worth. */
export type ExposureFigures = {
  /** Of the items that are shown in pairs; null if they are shown otherwise, or there are none yet. */
  slices: {
    count: number
    pairs: number
    /** How many pairs a network is shown in a month, and which share of all. */
    shown: number
    share: number
    /** How many pairs there have to be for a share of 2 %. */
    pairsWanted: number
  } | null
  /** Of the items that are drawn one by one; null if they are shown otherwise, or there are none yet. */
  circle: ShownOfCircle | null
  needs: KnownNeeds
  guess: Guess | null
  /** Pages that are to be read; of those without a known item, paper and hand may tell. */
  unread: UnreadPages
  /** How many items wait because no known one that is left looks like them. */
  unlike: number
}

/** Measures what one network is shown of a corpus, and how often a blind guess passes. */
export async function measureExposure(
  { store, kinds }: Pick<Context, 'kinds' | 'store'>,
  { organisation, name, kind, supply, textPolicy }: Corpus,
): Promise<ExposureFigures> {
  const texts = await store.pairs.listTexts(organisation, name, textsMax)
  const best = kinds.get(kind)?.bestGuess(texts, textPolicy) ?? null
  const sizes = await store.pairs.countSlices(organisation, name)
  const pairs = sizes.reduce((sum, size) => sum + size, 0)
  const unread = await store.sources.countUnreadPages(organisation, name, pageItemsMin)
  const unlike = await store.pairs.countUnlike(organisation, name)
  const forCanaries = await countMissingForCanaries(store, { organisation, name })
  if (supply === 'queued') {
    const classes = await store.queue.countClasses(organisation, name)
    const circle = classes.length === 0 ? null : shownOfCircle(classes)
    return {
      slices: null,
      circle,
      needs: { forPairs: null, forCanaries },
      guess: best,
      unread,
      unlike,
    }
  }
  if (pairs === 0)
    return {
      slices: null,
      circle: null,
      needs: { forPairs: null, forCanaries },
      guess: best,
      unread,
      unlike,
    }
  const compared = texts.reduce((sum, text) => sum + text.pairs, 0)
  const guess = best && { ...best, share: (best.share * compared) / pairs }
  const shown = Math.max(...sizes)
  const pairsWanted = Math.ceil(1 / shareWanted) * slicePairsMin
  return {
    slices: { count: sizes.length, pairs, shown, share: shown / pairs, pairsWanted },
    circle: null,
    needs: {
      forPairs: knownMissingForPairs(knownCountsOf(await store.corpora.count(organisation, name))),
      forCanaries,
    },
    guess,
    unread,
    unlike,
  }
}

async function countMissingForCanaries(
  { pool }: Pick<ManagedStore, 'pool'>,
  { organisation, name }: Pick<Corpus, 'organisation' | 'name'>,
): Promise<number | null> {
  const { known, canaries } = await pool.size(organisation, name, canariesFromKnown)
  return canaries > 0 ? null : knownMissingForCanaries(known)
}
