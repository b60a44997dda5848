import type { Corpus } from '../model/corpus.ts'
import type { ClusterRecord } from '../model/fit.ts'
import type { ItemStatus } from '../model/item.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import { isAskedOn, type Asking } from './asked-on.ts'
import type { PoolChanges, RefreshWorld } from './refresh-corpus.ts'
import { isResting } from './refresh-follow.ts'
import { standingOf } from './recalled.ts'
import { poolLine } from './refresh-line.ts'
import { fateOf, refreshRules, type Fate } from './refresh.ts'
import { letOthersIn } from './settle-turn.ts'

const itemsPerPage = 100

type LookWorld = RefreshWorld & { asking: Asking }

type Standing = { standing: readonly Recall[] }

type Fated = { evidence: Evidence; reading: Reading | null; fate: Fate | null }

/**
 * Looks at all items of a corpus that anybody answered, up to a time: moves and retires them, page by page,
 * each with its lines in the audit. The memory is that of a page. Counts what it did.
 */
export const lookAtAll = async (
  corpus: Corpus,
  world: LookWorld,
  untilMs: number,
  changes: PoolChanges,
): Promise<void> => {
  const standing = standingOf(await world.recalls.list(corpus.name))
  let after = ''
  for (;;) {
    const page = await world.readings.walk(corpus.name, after, itemsPerPage, untilMs)
    const last = page.at(-1)
    if (!last) return
    after = last.item.id
    const fated = await tellFates(corpus, { ...world, standing }, page)
    await apply(corpus.name, world, fated, changes)
    await letOthersIn()
  }
}

const tellFates = async (
  { name, script, stopRules, textPolicy }: Corpus,
  { readings, fits, standing, clock, matches, fitsVisitor }: LookWorld & Standing,
  page: readonly Evidence[],
): Promise<Fated[]> => {
  const read = await readings.findAll(page.map(({ item }) => item.id))
  const readingOf = new Map(read.map((reading) => [reading.itemId, reading]))
  const answers = page.flatMap(({ item, labels, knownAnswers }): readonly { cluster: string }[] =>
    item.status === 'known' ? [...knownAnswers, ...labels] : knownAnswers,
  )
  const clusters = new Set(answers.map(({ cluster }) => cluster))
  const records = new Map<string, ClusterRecord>()
  for (const record of await fits.recordsOf(name, [...clusters]))
    records.set(record.cluster, record)
  return page.map((evidence) => {
    const reading = readingOf.get(evidence.item.id) ?? null
    const fate = fateOf(evidence, {
      reading,
      recordOf: (cluster) => records.get(cluster),
      stopRules,
      nowMs: clock(),
      recalls: standing,
      matches: (given, text) => matches(given, text, textPolicy),
      canDecide: (text) => fitsVisitor(text, script),
    })
    return { evidence, reading, fate }
  })
}

const apply = async (
  corpus: string,
  world: LookWorld,
  fated: readonly Fated[],
  changes: PoolChanges,
): Promise<void> => {
  const { pool } = world
  const atMs = world.clock()
  const line = (fate: Fate, ids: readonly string[]) => poolLine(corpus, fate, ids, atMs)
  const moveAll = async (fate: 'promoted' | 'demoted', to: ItemStatus): Promise<number> => {
    const some = await allowed(corpus, world, fated, fate)
    const labelOf = ({ evidence, reading }: Fated): string | null =>
      (fate === 'promoted' ? reading?.text : evidence.item.label) ?? null
    const moves = some.map((one) => {
      return { itemId: one.evidence.item.id, to, label: labelOf(one), atMs }
    })
    return moves.length === 0 ? 0 : pool.move(moves, line(fate, idsOf(some)))
  }
  const each = async (
    fate: Exclude<Fate, 'promoted' | 'demoted'>,
    change: 'moveBack' | 'retire',
  ): Promise<number> => {
    const ids = idsOf(await allowed(corpus, world, fated, fate))
    return ids.length === 0 ? 0 : pool[change](ids, line(fate, ids))
  }
  changes.promoted += await moveAll('promoted', 'known')
  changes.demoted += await moveAll('demoted', 'doubtful')
  changes.restored += await each('restored', 'moveBack')
  changes.leaked += await each('leaked', 'retire')
  changes.machineRead += await each('machineRead', 'retire')
  const read = idsOf(fated.filter((one) => isReadAndAsked(one, world.asking)))
  if (read.length > 0) changes.rested += await pool.rest(read)
}

const idsOf = (fated: readonly Fated[]): string[] => fated.map(({ evidence }) => evidence.item.id)

const isReadAndAsked = ({ evidence, reading, fate }: Fated, asking: Asking): boolean => {
  const { item, poolStatus } = evidence
  if (poolStatus === 'known' || fate === 'promoted' || !isResting(reading?.state ?? null))
    return false
  const isRead = (item.machineScore ?? 0) >= refreshRules.machineScoreMin
  if (reading && !isRead && isAskedOn(reading, asking)) return false
  return item.stage === 'open' || item.stage === 'queued'
}

const leastLeft: Readonly<Record<Fate, number>> = {
  promoted: 0,
  restored: 0,
  demoted: refreshRules.knownLeast,
  leaked: refreshRules.knownLeast,
  machineRead: refreshRules.decidersEnough,
}

// The pool is never emptied: so many known items stay, whatever is to be said of them.
const allowed = async (
  corpus: string,
  { pool }: RefreshWorld,
  fated: readonly Fated[],
  wanted: Fate,
): Promise<Fated[]> => {
  const some = fated.filter(({ fate }) => fate === wanted)
  const least = leastLeft[wanted]
  if (some.length === 0 || least === 0) return some
  const { known } = await pool.size(corpus, least + some.length)
  return some.slice(0, Math.max(0, known - least))
}
