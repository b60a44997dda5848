import type { OwnedCorpus } from '../model/corpus.ts'
import type { EventMark, Pool, Unsettled } from '../model/pool.ts'
import type { Readings, ReadingState } from '../model/reading.ts'
import type { Clock } from '../model/stores.ts'
import { isAskedOn, type Asking } from './asked-on.ts'
import { poolLine } from './refresh-line.ts'
import { refreshRules } from './refresh.ts'
import { letOthersIn } from './settle-turn.ts'

/** A mark before all others. */
export const noMark: EventMark = { atMs: 0, itemId: '', number: 0 }

const eventsPerBatch = 200
/** A change may be kept a little after its time, so the last ones are checked again. */
const lookBackMs = 5 * 60_000

/** The states in which an item needs no more labels: it is read, or waits for the archive. */
const restingStates: ReadonlySet<ReadingState | null> = new Set([
  'accepted',
  'rejected',
  'unreadable',
  'contested',
] as const)

/**
 * Says whether an item whose reading is in that state needs no more labels; null is an item without a
 * reading.
 */
export function isResting(state: ReadingState | null): boolean {
  return restingStates.has(state)
}

type FollowContext = {
  pool: Pool
  readings: Pick<Readings, 'findAll'>
  clock: Clock
  asking: Asking
}

type Counts = { rested: number; woken: number; restored: number }

/**
 * Follows the changes of readings after a mark: unknown items that are read leave rotation, those whose
 * reading was withdrawn come back, and items that decide by a withdrawn reading stop deciding. Counts what it
 * did, and gives the mark of the last change.
 */
export async function followReadings(
  corpus: OwnedCorpus,
  context: FollowContext,
  from: EventMark,
  counts: Counts,
): Promise<EventMark> {
  const { pool, clock } = context
  const { name } = corpus
  let mark: EventMark = { ...noMark, atMs: from.atMs - lookBackMs }
  for (;;) {
    const events = await pool.listUnsettled(name, mark, eventsPerBatch)
    const last = events.at(-1)
    if (!last) return from.atMs > mark.atMs ? from : mark
    mark = last.mark
    const fallen = idsOf(events.filter(hasFallen))
    if (fallen.length > 0)
      counts.restored += await pool.moveBack(fallen, poolLine(corpus, 'restored', fallen, clock()))
    const read = await leaveOutAskedOn(corpus, context, events.filter(isRead))
    if (read.length > 0) counts.rested += await pool.rest(idsOf(read))
    const again = events.filter(isToWake)
    if (again.length > 0) counts.woken += await pool.wake(idsOf(again))
    await letOthersIn()
  }
}

// What machines can read never decides, so it is not asked any longer for that.
async function leaveOutAskedOn(
  { organisation, name }: OwnedCorpus,
  { readings, asking }: FollowContext,
  events: readonly Unsettled[],
): Promise<Unsettled[]> {
  const accepted = idsOf(events.filter(({ state }) => state === 'accepted'))
  const found = await readings.findAll(organisation, name, accepted)
  const asked = new Set(found.filter((one) => isAskedOn(one, asking)).map(({ itemId }) => itemId))
  const { machineScoreMin } = refreshRules
  return events.filter(
    (one) =>
      !asked.has(one.mark.itemId) || hasFallen(one) || (one.machineScore ?? 0) >= machineScoreMin,
  )
}

function idsOf(events: readonly Unsettled[]): string[] {
  return [...new Set(events.map(({ mark }) => mark.itemId))]
}

function isAsked({ role, stage }: Unsettled): boolean {
  return role === 'unknown' && (stage === 'open' || stage === 'queued')
}

function isRead(one: Unsettled): boolean {
  return isResting(one.state) && (isAsked(one) || hasFallen(one))
}

function hasFallen({ isPromoted, state, text, label }: Unsettled): boolean {
  return isPromoted && (state !== 'accepted' || text !== label)
}

// An item that retired because it was shown often enough stays retired.
function isToWake({ role, stage, state, wasState }: Unsettled): boolean {
  return role === 'unknown' && stage === 'retired' && !isResting(state) && isResting(wasState)
}
