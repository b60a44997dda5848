import type { CoupleStage, Couples, LooseItem, SpareKind } from '../model/couple.ts'
import type { Corpus } from '../model/corpus.ts'
import { drawId, drawUnit } from './chance.ts'
import { matchLoose, type Match } from './match.ts'
import { tendQueue, type QueueWorld } from './tend-queue.ts'

const idBytes = 12
const knownRead = 2_000
const unknownRead = 1_000
const couplesPerCommit = 500
const batchesMax = 2_000
const spareMax = 500
const waitingMax = 10_000
/** A corpus with fewer couples than this takes partners of any shape. */
const couplesLeast = 16
const corporaMax = 1_000

/** What tending needs of the world outside. */
export type TendWorld = QueueWorld & { couples: Couples; settings: { reusesRetired: boolean } }

/** Brings items of a corpus into rotation as far as they can be shown alike; says how many couples it made. */
export type Tend = (corpus: Pick<Corpus, 'name' | 'kind'>) => Promise<number>

/** Opens tending. Of any number of callers at once, one tends a corpus and the others wait for it. */
export const openTend = (world: TendWorld): Tend => {
  const running = new Map<string, Promise<number>>()
  /** Items that found no partner are no reason to part others, until there are more of them. */
  const left = new Map<string, number>()
  return ({ name, kind }) => {
    const busy = running.get(name)
    if (busy) return busy
    if (left.size >= corporaMax) left.clear()
    const work = (
      kind === 'classification'
        ? tendQueue(world, name).then(() => 0)
        : tendCouples(world, name, left)
    ).finally(() => running.delete(name))
    running.set(name, work)
    return work
  }
}

const tendCouples = async (
  world: TendWorld,
  corpus: string,
  left: Map<string, number>,
): Promise<number> => {
  const { couples } = world
  const waiting = await couples.countLoose(corpus, 'unknown', waitingMax)
  if (waiting > 0) await part(world, corpus, 'read')
  if (waiting > (left.get(corpus) ?? 0))
    for (const kind of ['unshown', 'repeated'] as const) await part(world, corpus, kind)
  let made = 0
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const more = await coupleSome(world, corpus)
    made += more
    if (more === 0) break
  }
  left.set(corpus, await couples.countLoose(corpus, 'unknown', waitingMax))
  return made
}

// Only as many as unknown items wait for, and no known item that was never shown is left to take them.
const part = async ({ couples }: TendWorld, corpus: string, kind: SpareKind): Promise<void> => {
  const waiting = await couples.countLoose(corpus, 'unknown', waitingMax)
  const free = await couples.countLoose(corpus, 'known', waitingMax)
  const most = Math.min(spareMax, waiting - free)
  if (most > 0) await couples.dissolve(await couples.spareCouples(corpus, kind, most))
}

// Who saw a known item with another partner knows that it is known: such ones come after those nobody saw.
const coupleSome = async (world: TendWorld, corpus: string): Promise<number> => {
  const { couples, random, settings } = world
  const loose = (stage: CoupleStage, isUnseen: boolean): Promise<LooseItem[]> =>
    couples.looseItems({
      corpus,
      role: 'known',
      stage,
      isUnseen,
      limit: knownRead,
      from: drawUnit(random),
    })
  const unseen = await loose('open', true)
  const made = unseen.length === 0 ? 0 : await coupleThese(world, corpus, unseen, [])
  if (made > 0) return made
  const fresh = await loose('open', false)
  const deciders = fresh.filter(({ isCanary }) => !isCanary)
  const isReused = deciders.length < 2 && settings.reusesRetired
  const again = isReused ? await loose('retired', false) : []
  return fresh.length + again.length === 0 ? 0 : coupleThese(world, corpus, fresh, again)
}

const coupleThese = async (
  world: TendWorld,
  corpus: string,
  fresh: readonly LooseItem[],
  again: readonly LooseItem[],
): Promise<number> => {
  const { couples, random } = world
  const unknown = await couples.looseItems({
    corpus,
    role: 'unknown',
    stage: 'open',
    isUnseen: false,
    limit: unknownRead,
    from: drawUnit(random),
  })
  const closes = unknown.length < unknownRead
  const have = (await couples.nextCouples(corpus, 'open', couplesLeast)).length
  const known = [...fresh, ...again]
  const matches = matchLoose(random, { known, unknown, closes, least: couplesLeast - have })
  return addMatches(world, corpus, {
    matches,
    isRetired: (id) => again.some((item) => item.id === id),
  })
}

const addMatches = async (
  { couples, random }: TendWorld,
  corpus: string,
  { matches, isRetired }: { matches: readonly Match[]; isRetired: (id: string) => boolean },
): Promise<number> => {
  const turnOf = async (stage: CoupleStage): Promise<number> =>
    (await couples.nextCouples(corpus, stage, 1))[0]?.turn ?? 0
  const turns = { open: await turnOf('open'), retired: await turnOf('retired') }
  let made = 0
  for (let at = 0; at < matches.length; at += couplesPerCommit) {
    const some = matches.slice(at, at + couplesPerCommit).map(({ decider, other, otherRole }) => {
      const stage: CoupleStage = otherRole === 'known' && isRetired(other.id) ? 'retired' : 'open'
      const turn = turns[stage] + drawUnit(random)
      const id = drawId(random, idBytes)
      return { id, corpus, deciderId: decider.id, otherId: other.id, otherRole, stage, turn }
    })
    made += await couples.addCouples(some)
  }
  return made
}
