import type { PairStage, Pairs, LooseItem, SpareKind } from '../../model/pair.ts'
import type { Random } from '../../model/stores.ts'
import { drawId, drawUnit } from '../../model/chance.ts'
import { matchLoose, type Match } from './match.ts'

const idBytes = 12
const knownRead = 2_000
const unknownRead = 1_000
const batchesMax = 2_000
const spareMax = 500
const waitingMax = 10_000
/** A corpus with fewer pairs than this accepts partners of any shape. */
const pairsLeast = 16

/** What pairing needs from the outside world. */
export type ReplenishPairsContext = {
  pairs: Pairs
  random: Random
  settings: { reusesRetired: boolean }
}

/**
 * Pairs the items of a corpus that are in no pair, and returns how many pairs it made. `left` remembers how
 * many found no partner: they are no reason to dissolve other pairs until there are more of them.
 */
export async function replenishPairs(
  context: ReplenishPairsContext,
  corpus: string,
  left: Map<string, number>,
): Promise<number> {
  const { pairs } = context
  const waiting = await pairs.countLoose(corpus, 'unknown', waitingMax)
  if (waiting > 0) await part(context, corpus, 'read')
  if (waiting > (left.get(corpus) ?? 0))
    for (const kind of ['unseen', 'repeated'] as const) await part(context, corpus, kind)
  let made = 0
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const more = await pairSome(context, corpus)
    made += more
    if (more === 0) break
  }
  left.set(corpus, await pairs.countLoose(corpus, 'unknown', waitingMax))
  return made
}

// Dissolves only as many as unknown items need, and only if no never-shown known item is left to take them.
async function part(
  { pairs }: ReplenishPairsContext,
  corpus: string,
  kind: SpareKind,
): Promise<void> {
  const waiting = await pairs.countLoose(corpus, 'unknown', waitingMax)
  const free = await pairs.countLoose(corpus, 'known', waitingMax)
  const most = Math.min(spareMax, waiting - free)
  if (most > 0) await pairs.dissolve(await pairs.sparePairs(corpus, kind, most))
}

// Whoever saw a known item with another partner knows that it is known, so those that nobody saw come first.
async function pairSome(context: ReplenishPairsContext, corpus: string): Promise<number> {
  const { pairs, random, settings } = context
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
  const made = unseen.length === 0 ? 0 : await pairThese(context, corpus, unseen, [])
  if (made > 0) return made
  const fresh = await loose('open', false)
  const controls = fresh.filter(({ isCanary }) => !isCanary)
  const isReused = controls.length < 2 && settings.reusesRetired
  const again = isReused ? await loose('retired', false) : []
  return fresh.length + again.length === 0 ? 0 : pairThese(context, corpus, fresh, again)
}

async function pairThese(
  context: ReplenishPairsContext,
  corpus: string,
  fresh: readonly LooseItem[],
  again: readonly LooseItem[],
): Promise<number> {
  const { pairs, random } = context
  const unknown = await pairs.looseItems({
    corpus,
    role: 'unknown',
    stage: 'open',
    isUnseen: false,
    limit: unknownRead,
    from: drawUnit(random),
  })
  const closes = unknown.length < unknownRead
  const have = (await pairs.nextPairs(corpus, 'open', pairsLeast)).length
  const known = [...fresh, ...again]
  const matches = matchLoose(random, { known, unknown, closes, least: pairsLeast - have })
  return addMatches(context, corpus, {
    matches,
    isRetired: (id) => again.some((item) => item.id === id),
  })
}

async function addMatches(
  { pairs, random }: ReplenishPairsContext,
  corpus: string,
  { matches, isRetired }: { matches: readonly Match[]; isRetired: (id: string) => boolean },
): Promise<number> {
  const turnOf = async (stage: PairStage): Promise<number> =>
    (await pairs.nextPairs(corpus, stage, 1))[0]?.turn ?? 0
  const turns = { open: await turnOf('open'), retired: await turnOf('retired') }
  const made = matches.map(({ control, probe, probeRole }) => {
    const stage: PairStage = probeRole === 'known' && isRetired(probe.id) ? 'retired' : 'open'
    const turn = turns[stage] + drawUnit(random)
    const id = drawId(random, idBytes)
    return { id, corpus, controlId: control.id, probeId: probe.id, probeRole, stage, turn }
  })
  return pairs.addPairs(made)
}
