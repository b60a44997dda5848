import {
  slicesMax,
  type DecidingText,
  type LooseItem,
  type PairStage,
  type Pairs,
  type Slice,
  type SpareKind,
} from '../../model/pair.ts'
import type { OwnedCorpus } from '../../model/corpus.ts'
import type { Random } from '../../model/stores.ts'
import { drawUnit, shuffle } from '../../model/chance.ts'
import { chooseDeciders, nearPairsMax, textOf } from './deciders.ts'
import type { Looking } from './looks.ts'
import { addMatches } from './add-matches.ts'
import { matchLoose } from './match.ts'
import { evenOut, fitSlices, slicePairsMin, sparedBy } from './slices.ts'
import {
  countAskingMissing,
  isNextRound,
  lookAtLoose,
  noteWaiting,
  waitingMax,
  type Looks,
} from './waiting.ts'

const knownRead = 2_000
const unknownRead = 1_000
const batchesMax = 2_000
const spareMax = 500
/** With more loose items than this a corpus has all the slices it can have. */
const looseCountedMax = Math.max(waitingMax, 2 * slicesMax * slicePairsMin)
/** This many deciders are freed for each canary without one, so that one of them is of a shape like its own. */
const decidersPerCanary = 2
/** A corpus with fewer pairs than this accepts partners of any shape. */
const pairsLeast = 16
/** With fewer deciders left, unknown items wait for any known one, and not for one that looks like them. */
const decidersLeftMin = 10

/** What pairing needs from the outside world. */
export type ReplenishPairsContext = {
  pairs: Pairs
  random: Random
  settings: { reusesRetired: boolean }
  /** Whether more items are being imported, so that known ones wait for unknown partners. */
  isGrowing?: boolean
  /** How looks are measured; null if looks tell nothing of these items. Left out, none are measured now. */
  looking?: Looking | null
}

/**
 * Pairs the items of a corpus that are in no pair, puts each pair into a slice, and returns how many pairs it
 * made. Unknown items that look like no known one wait while others are being read. `left` remembers how many found
 * no partner: they are no reason to dissolve other pairs until there are more of them, or others were read.
 */
export async function replenishPairs(
  context: ReplenishPairsContext,
  owned: OwnedCorpus,
  left: Map<string, number>,
): Promise<number> {
  const { pairs } = context
  const { name: corpus, organisation } = owned
  const before = sumOf(await pairs.slices(corpus))
  const expected = before === 0 ? await countPossible(context, corpus) : before
  const slices = await fitSlices(pairs, corpus, expected)
  const waiting = await pairs.countLoose(corpus, 'unknown', waitingMax)
  if (waiting > 0) await part(context, owned, 'read')
  if (waiting > (left.get(corpus) ?? 0) || (await isNextRound(pairs, owned, left)))
    for (const kind of ['unseen', 'repeated'] as const) await part(context, owned, kind)
  const canaries = await freeDeciders(context, corpus, left)
  const looks = await lookAtLoose(context, corpus)
  const { made, hasLeftKnown } = await pairAll({
    ...context,
    ...looks,
    corpus,
    organisation,
    slices,
  })
  if (canaries > 0) left.set(canariesOf(corpus), (await countLooseKnown(context, corpus)).canaries)
  await fitSlices(pairs, corpus, sumOf(await pairs.slices(corpus)))
  await evenOut(pairs, corpus)
  left.set(corpus, await pairs.countLoose(corpus, 'unknown', waitingMax))
  await noteWaiting(pairs, owned, { left, hasLeftKnown })
  return made
}

// Dissolves only as many as unknown items need, and only if no loose known item may decide for them. Each slice
// gives about as many, and keeps enough to be shown.
async function part(
  context: ReplenishPairsContext,
  { name: corpus, organisation }: OwnedCorpus,
  kind: SpareKind,
): Promise<void> {
  const waiting = await context.pairs.countLoose(corpus, 'unknown', waitingMax)
  const pairCount = sumOf(await context.pairs.slices(corpus))
  const free = await findDeciders({ ...context, corpus, organisation, pairCount })
  await dissolveSome(context, { corpus, kind, count: waiting - free.size })
}

// Canaries are chosen among items that are paired already, and unknown items take every free decider. Without a
// decider a canary is never shown, so nobody would notice an attack. Gives how many canaries have none, apart from
// those that found none before.
async function freeDeciders(
  context: ReplenishPairsContext,
  corpus: string,
  left: Map<string, number>,
): Promise<number> {
  const { canaries, deciders } = await countLooseKnown(context, corpus)
  if (canaries <= Math.max(deciders, left.get(canariesOf(corpus)) ?? 0)) return 0
  const count = decidersPerCanary * (canaries - deciders)
  await dissolveSome(context, { corpus, kind: 'asking', count })
  return canaries
}

function canariesOf(corpus: string): string {
  return `canaries of ${corpus}`
}

async function countLooseKnown(
  { pairs }: ReplenishPairsContext,
  corpus: string,
): Promise<{ canaries: number; deciders: number }> {
  const of = { corpus, role: 'known', stage: 'open', isUnseen: false } as const
  const known = await pairs.looseItems({ ...of, from: 0, limit: knownRead })
  const canaries = known.filter(({ isCanary }) => isCanary).length
  return { canaries, deciders: known.length - canaries }
}

type Dissolving = { corpus: string; kind: SpareKind; count: number }

async function dissolveSome(
  { pairs, random }: ReplenishPairsContext,
  { corpus, kind, count }: Dissolving,
): Promise<void> {
  let most = Math.min(spareMax, count)
  if (most <= 0) return
  const slices = (await pairs.slices(corpus)).filter(({ isOpen }) => isOpen)
  const share = Math.ceil(most / Math.max(1, slices.length))
  for (const slice of shuffle(random, slices)) {
    const limit = Math.min(most, share, sparedBy(slice, slices))
    if (limit <= 0) continue
    const ids = await pairs.sparePairs({ corpus, slice: slice.number, kind, limit })
    await pairs.dissolve(ids)
    most -= ids.length
  }
}

/** What choosing deciders needs. */
type Choosing = Pick<ReplenishPairsContext, 'pairs' | 'random'> & {
  corpus: string
  organisation: string
  /** How many pairs there were, or were made. */
  pairCount: number
}

type Pairing = ReplenishPairsContext &
  Choosing &
  Looks & {
    slices: readonly Slice[]
    /** Whether looks allow no more matches. */
    isLast?: boolean
  }

// The last phase matches what is left once looks allow no more: known items with each other, and so many unknown
// ones that visitors always have something to read.
async function pairAll(
  context: Omit<Pairing, 'pairCount'>,
): Promise<{ made: number; hasLeftKnown: boolean }> {
  const { pairs, corpus, knownScore } = context
  const before = sumOf(await pairs.slices(corpus))
  const alike = await pairOn({ ...context, pairCount: before })
  if (!knownScore) return { made: alike, hasLeftKnown: false }
  const pairCount = before + alike
  const deciders = await findDeciders({ ...context, pairCount })
  const hasLeftKnown = deciders.size >= decidersLeftMin
  const isLast = !context.hasMoreLooks && context.isGrowing !== true
  const rest = isLast ? await pairOn({ ...context, pairCount, isLast }) : 0
  return { made: alike + rest, hasLeftKnown }
}

async function pairOn(pairing: Pairing): Promise<number> {
  let made = 0
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const more = await pairSome({ ...pairing, pairCount: pairing.pairCount + made })
    made += more
    if (more === 0) break
  }
  return made
}

function sumOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, { pairs }) => sum + pairs, 0)
}

// All known items get unknown ones, as far as there are any; the rest are paired with each other.
async function countPossible({ pairs }: ReplenishPairsContext, corpus: string): Promise<number> {
  const unknown = await pairs.countLoose(corpus, 'unknown', looseCountedMax)
  const known = await pairs.countLoose(corpus, 'known', looseCountedMax)
  return unknown >= known ? known : Math.floor((known + unknown) / 2)
}

// Whoever saw a known item with another partner knows that it is known, so those that nobody saw come first.
async function pairSome(pairing: Pairing): Promise<number> {
  const { pairs, random, settings, corpus } = pairing
  const loose = (stage: PairStage, isUnseen: boolean): Promise<LooseItem[]> =>
    pairs.looseItems({
      corpus,
      role: 'known',
      stage,
      isUnseen,
      limit: knownRead,
      from: drawUnit(random),
    })
  const unseen = await loose('open', true)
  const made = unseen.length === 0 ? 0 : await pairThese(pairing, unseen, [])
  if (made > 0) return made
  const fresh = await loose('open', false)
  const controls = await decidersAmong(pairing, fresh)
  const isReused = controls.size < 2 && settings.reusesRetired
  const again = isReused ? await loose('retired', false) : []
  return fresh.length + again.length === 0 ? 0 : pairThese(pairing, fresh, again)
}

async function decidersAmong(
  choosing: Choosing,
  known: readonly LooseItem[],
): Promise<Set<LooseItem>> {
  const counted = await findTexts(choosing, known)
  const of = new Map(counted.map((one) => [one.text, one.pairs]))
  return chooseDeciders(choosing.random, known, { pairs: choosing.pairCount, of })
}

async function findDeciders(choosing: Choosing): Promise<Set<LooseItem>> {
  const of = { corpus: choosing.corpus, role: 'known', stage: 'open', isUnseen: false } as const
  const known = await choosing.pairs.looseItems({ ...of, from: 0, limit: knownRead })
  return decidersAmong(choosing, known)
}

// In a small corpus texts that differ in a letter from those that decide matter too.
function findTexts(
  { pairs, corpus, organisation, pairCount }: Choosing,
  known: readonly LooseItem[],
): Promise<DecidingText[]> {
  return pairCount <= nearPairsMax
    ? pairs.listTexts(organisation, corpus, nearPairsMax)
    : pairs.countTexts(corpus, [...new Set(known.map(textOf))])
}

async function pairThese(
  pairing: Pairing,
  fresh: readonly LooseItem[],
  again: readonly LooseItem[],
): Promise<number> {
  const { pairs, random, corpus, pairCount } = pairing
  const unknown = await pairs.looseItems({
    corpus,
    role: 'unknown',
    stage: 'open',
    isUnseen: false,
    limit: unknownRead,
    from: drawUnit(random),
  })
  const { knownScore, isLast = false } = pairing
  const closes = knownScore ? isLast : unknown.length < unknownRead && pairing.isGrowing !== true
  const known = [...fresh, ...again]
  const deciders = await decidersAmong(pairing, known)
  const least = pairsLeast - pairCount
  const leastUnknown = isLast ? await countAskingMissing(pairs, corpus) : 0
  const order = { known, unknown, deciders, closes, least, knownScore, leastUnknown }
  const matches = matchLoose(random, order)
  return addMatches(pairing, { matches, isRetired: (id) => again.some((item) => item.id === id) })
}
