import type { OwnedCorpus } from '../../model/corpus.ts'
import type { Pairs } from '../../model/pair.ts'
import type { KnownScore } from './likeness.ts'
import { learnFromLooks, measureLooks, type Looking } from './looks.ts'

/** So many items are counted at most. */
export const waitingMax = 10_000
/** At least so many unknown items are shown, and this share of those that wait, whatever their looks. */
const askingMin = 16
const askingShareMin = 0.05

/** What the looks of a corpus say. */
export type Looks = {
  /** Null if looks are not compared. */
  knownScore: KnownScore | null
  /** Whether more items have to be looked at, in the next run. */
  hasMoreLooks: boolean
}

/** What looking at loose items needs. */
type LookingContext = {
  pairs: Pairs
  settings: { reusesRetired: boolean }
  looking?: Looking | null
}

/** Looks at loose items and learns from all looks, if there are both known and unknown ones to match. */
export async function lookAtLoose(context: LookingContext, corpus: string): Promise<Looks> {
  const { pairs, looking } = context
  const none = { knownScore: null, hasMoreLooks: false }
  if (looking === null || !(await hasBoth(context, corpus))) return none
  const hasMoreLooks = looking ? (await measureLooks(pairs, corpus, looking)).hasMore : false
  return { knownScore: await learnFromLooks(pairs, corpus), hasMoreLooks }
}

async function hasBoth({ pairs, settings }: LookingContext, corpus: string): Promise<boolean> {
  if ((await pairs.countLoose(corpus, 'unknown', 1)) === 0) return false
  if ((await pairs.countLoose(corpus, 'known', 1)) > 0) return true
  const of = { corpus, role: 'known', stage: 'retired', isUnseen: false, from: 0 } as const
  return settings.reusesRetired && (await pairs.looseItems({ ...of, limit: 1 })).length > 0
}

/**
 * Says whether little is left to read while items wait for known ones that look like them. What was read may be known
 * now, so known items that are paired with each other are worth another try; but not if nothing was read since the
 * last time.
 */
export async function isNextRound(
  pairs: Pairs,
  { name: corpus, organisation }: OwnedCorpus,
  left: ReadonlyMap<string, number>,
): Promise<boolean> {
  if ((await pairs.countUnlike(organisation, corpus)) === 0) return false
  const least = Math.min(
    await countAskingLeast(pairs, corpus),
    left.get(askingOf(corpus)) ?? Infinity,
  )
  return (await pairs.countAsking(corpus, waitingMax)) < least
}

/** Remembers how many pairs ask, and keeps how many items wait for known ones that look like them. */
export async function noteWaiting(
  pairs: Pairs,
  { name: corpus, organisation }: OwnedCorpus,
  { left, hasLeftKnown }: { left: Map<string, number>; hasLeftKnown: boolean },
): Promise<void> {
  left.set(askingOf(corpus), await pairs.countAsking(corpus, waitingMax))
  const waiting = await pairs.countLoose(corpus, 'unknown', waitingMax)
  // Without known ones that were left nothing is said of those that wait, so what was said before stands.
  const most = hasLeftKnown ? waiting : await pairs.countUnlike(organisation, corpus)
  await pairs.keepUnlike(corpus, Math.min(most, waiting))
}

/** How many more unknown items are to be shown, whatever their looks. */
export async function countAskingMissing(pairs: Pairs, corpus: string): Promise<number> {
  return (await countAskingLeast(pairs, corpus)) - (await pairs.countAsking(corpus, waitingMax))
}

async function countAskingLeast(pairs: Pairs, corpus: string): Promise<number> {
  const waiting = await pairs.countLoose(corpus, 'unknown', waitingMax)
  return Math.max(askingMin, Math.ceil(askingShareMin * waiting))
}

function askingOf(corpus: string): string {
  return `asking of ${corpus}`
}
