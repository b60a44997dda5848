import { kindNamed } from '../kinds/kind.ts'
import type { Corpus, OwnedCorpus } from '../model/corpus.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { ItemStatus } from '../model/item.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import { isAskedOn, type Asking } from './asked-on.ts'
import type { PoolChanges, RefreshContext } from './refresh-context.ts'
import { isResting } from './refresh-follow.ts'
import { standingOf } from './recalled.ts'
import { poolLine } from './refresh-line.ts'
import { fateOf, refreshRules, type Fate } from './refresh.ts'
import { allTimeMs } from './settle-session.ts'
import { letOthersIn } from './settle-turn.ts'

const itemsPerPage = 100

type LookContext = RefreshContext & { asking: Asking }

type Standing = { standing: readonly Recall[] }

type Fated = { evidence: Evidence; reading: Reading | null; fate: Fate | null }

/**
 * Checks all items of a corpus that anybody answered, up to a time, and moves or retires them page by page,
 * with audit lines for each page. Holds one page in memory. Counts what it did.
 */
export async function lookAtAll(
  corpus: Corpus,
  context: LookContext,
  untilMs: number,
  changes: PoolChanges,
): Promise<void> {
  const standing = standingOf(await context.recalls.list(corpus.organisation, corpus.name))
  let after = ''
  for (;;) {
    const next = { after, limit: itemsPerPage, untilMs }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    const last = page.at(-1)
    if (!last) return
    after = last.item.id
    const fated = await findFates(corpus, { ...context, standing }, page)
    await apply(corpus, context, fated, changes)
    await letOthersIn()
  }
}

async function findFates(
  { organisation, name, kind: kindName, script, stopRules, textPolicy }: Corpus,
  { kinds, readings, fits, standing, clock }: LookContext & Standing,
  page: readonly Evidence[],
): Promise<Fated[]> {
  const kind = kindNamed(kinds, kindName)
  const agreement = kind.agreement(textPolicy)
  const ids = page.map(({ item }) => item.id)
  const read = await readings.findAll(organisation, name, ids)
  const readingOf = new Map(read.map((reading) => [reading.itemId, reading]))
  const answers = page.flatMap(
    ({ item, labels, knownAnswers }): readonly { networkHash: string }[] =>
      item.status === 'known' ? [...knownAnswers, ...labels] : knownAnswers,
  )
  const networks = new Set(answers.map(({ networkHash }) => networkHash))
  const records = new Map<string, NetworkRecord>()
  for (const record of await fits.recordsOf(organisation, name, [...networks]))
    records.set(record.networkHash, record)
  return page.map((evidence) => {
    const reading = readingOf.get(evidence.item.id) ?? null
    const fate = fateOf(evidence, {
      reading,
      recordOf: (networkHash) => records.get(networkHash),
      stopRules,
      nowMs: clock(),
      recalls: standing,
      agreement,
      canDecide: (text) => kind.canDecide(text, script),
    })
    return { evidence, reading, fate }
  })
}

async function apply(
  corpus: OwnedCorpus,
  context: LookContext,
  fated: readonly Fated[],
  changes: PoolChanges,
): Promise<void> {
  const { pool } = context
  const atMs = context.clock()
  const line = (fate: Fate, ids: readonly string[]) => poolLine(corpus, fate, ids, atMs)
  const moveAll = async (fate: 'promoted' | 'demoted', to: ItemStatus): Promise<number> => {
    const some = await notYet(to, corpus, context, await allowed(corpus, context, fated, fate))
    const labelOf = ({ evidence, reading }: Fated): string | null =>
      (fate === 'promoted' ? reading?.text : evidence.item.label) ?? null
    const moves = some.map((one) => {
      return { itemId: one.evidence.item.id, to, label: labelOf(one), atMs }
    })
    return moves.length === 0 ? 0 : pool.move(moves, line(fate, idsOf(some)))
  }
  const each = async (
    fate: 'restored' | 'leaked' | 'machineRead',
    change: 'moveBack' | 'retire',
  ): Promise<number> => {
    const ids = idsOf(await allowed(corpus, context, fated, fate))
    return ids.length === 0 ? 0 : pool[change](ids, line(fate, ids))
  }
  changes.promoted += await moveAll('promoted', 'known')
  changes.demoted += await moveAll('demoted', 'doubtful')
  changes.restored += await each('restored', 'moveBack')
  const relieved = idsOf(fated.filter(({ fate }) => fate === 'relieved'))
  if (relieved.length > 0) await pool.relieveCanaries(relieved)
  changes.leaked += await each('leaked', 'retire')
  changes.machineRead += await each('machineRead', 'retire')
  const read = idsOf(fated.filter((one) => isReadAndAsked(one, context.asking)))
  if (read.length > 0) changes.rested += await pool.rest(read)
}

// An item moved after the time of the fit is seen as it was before, so its move is reported once.
async function notYet(
  to: ItemStatus,
  { organisation }: Pick<Corpus, 'organisation'>,
  { readings }: LookContext,
  fated: readonly Fated[],
): Promise<Fated[]> {
  const now = await readings.evidenceOf(organisation, idsOf(fated), allTimeMs)
  const moved = now.filter(({ poolStatus }) => poolStatus === to)
  const ids = new Set(moved.map(({ item }) => item.id))
  return fated.filter(({ evidence }) => !ids.has(evidence.item.id))
}

function idsOf(fated: readonly Fated[]): string[] {
  return fated.map(({ evidence }) => evidence.item.id)
}

function isReadAndAsked({ evidence, reading, fate }: Fated, asking: Asking): boolean {
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
  relieved: 0,
  demoted: refreshRules.knownLeast,
  leaked: refreshRules.knownLeast,
  machineRead: refreshRules.controlsEnough,
}

// The pool is never emptied: this many known items stay, whatever their evidence.
async function allowed(
  { organisation, name }: OwnedCorpus,
  { pool }: RefreshContext,
  fated: readonly Fated[],
  wanted: Fate,
): Promise<Fated[]> {
  const some = fated.filter(({ fate }) => fate === wanted)
  const least = leastLeft[wanted]
  if (some.length === 0 || least === 0) return some
  const { known } = await pool.size(organisation, name, least + some.length)
  return some.slice(0, Math.max(0, known - least))
}
