import type {
  Evidence,
  Reading,
  ReadingCause,
  ReadingChange,
  Settlement,
} from '../model/reading.ts'
import { changeOf, isSameReading } from './change.ts'
import type { Fit } from './fit.ts'
import { latestOf } from './refit-corpus.ts'
import { allTimeMs, type SettleDesk } from './settle-desk.ts'
import { settle } from './settle.ts'

/** How much of what is kept is, bit for bit, what it ought to be. */
export type Tally = { same: number; different: number }

/** What a comparison of readings found; `latestMs` is the time of the last label. */
export type Found = { readings: Tally; behind: number; untold: number; latestMs: number }

/** By what fit readings are compared, and how far they are settled; null where that is not known any more. */
export type Comparing = { fit: Fit; onlyChecks: boolean; settlement: Settlement | null }

const perPage = 100

/** Settles all items of a corpus by a fit, compares, and puts right what differs unless it only checks. */
export const compareReadings = async (desk: SettleDesk, comparing: Comparing): Promise<Found> => {
  const found = { readings: { same: 0, different: 0 }, behind: 0, untold: 0, latestMs: 0 }
  await compareSpokenOf(desk, { ...comparing, found })
  await compareStrays(desk, { ...comparing, found })
  return found
}

type Work = Comparing & { found: Found }

const compareSpokenOf = async (desk: SettleDesk, work: Work): Promise<void> => {
  const { world, corpus, turn } = desk
  let after = ''
  for (;;) {
    const page = await world.readings.walk(corpus.name, after, perPage, allTimeMs)
    if (page.length === 0 || !(await turn.goesOn())) return
    await comparePage(desk, page, work)
    after = page.at(-1)?.item.id ?? after
  }
}

// Readings that lie there though nothing was said of their items.
const compareStrays = async (desk: SettleDesk, work: Work): Promise<void> => {
  const { readings } = desk.world
  let after = ''
  for (;;) {
    const ids = await readings.listKept(desk.corpus.name, after, perPage)
    if (ids.length === 0 || !(await desk.turn.goesOn())) return
    const page = (await readings.evidenceOf(ids, allTimeMs)).filter(isUnspokenOf)
    if (page.length > 0) await comparePage(desk, page, work)
    after = ids.at(-1) ?? after
  }
}

const isUnspokenOf = ({ labels, knownAnswers, unreadableClusters, decision }: Evidence): boolean =>
  labels.length + knownAnswers.length + unreadableClusters === 0 && decision === null

const comparePage = async (
  desk: SettleDesk,
  page: readonly Evidence[],
  work: Work,
): Promise<void> => {
  const { onlyChecks, found, settlement } = work
  const kept = await keptOf(desk, page)
  const changes: ReadingChange[] = []
  for (const evidence of page) {
    found.latestMs = latestOf(evidence.labels, found.latestMs)
    const was = kept.get(evidence.item.id) ?? null
    const is = settle(evidence, work.fit, desk.terms)
    if (!was && !is) continue
    if (was !== 'damaged' && isSameReading(was, is)) await countSame(desk, is, found)
    else changes.push(await putRight(desk, { evidence, was, is }, work))
  }
  const settled = settlement ?? { untilMs: 0, labelsSinceFit: 0 }
  if (!onlyChecks && changes.length > 0)
    await desk.world.readings.keep(changes, { corpus: desk.corpus.name, ...settled })
}

type Kept = Reading | 'damaged'

const keptOf = async (
  { world }: SettleDesk,
  page: readonly Evidence[],
): Promise<Map<string, Kept>> => {
  const ids = page.map(({ item }) => item.id)
  const damaged = new Set(await world.readings.damagedOf(ids))
  const whole = await world.readings.findAll(ids.filter((id) => !damaged.has(id)))
  const kept = new Map<string, Kept>(whole.map((reading) => [reading.itemId, reading]))
  for (const id of damaged) kept.set(id, 'damaged')
  return kept
}

// What was told of a reading is a record of its own, and cannot be made again.
const countSame = async (
  { world }: SettleDesk,
  reading: Reading | null,
  found: Found,
): Promise<void> => {
  found.readings.same += 1
  if (reading?.state !== 'accepted') return
  if ((await world.readings.history(reading.itemId, 1)).length === 0) found.untold += 1
}

type Other = { evidence: Evidence; was: Kept | null; is: Reading | null }

const putRight = async (
  { world, corpus }: SettleDesk,
  { evidence, was, is }: Other,
  { found, settlement }: Work,
): Promise<ReadingChange> => {
  const itemId = evidence.item.id
  const isLate = settlement !== null && isBehind(evidence, settlement.untilMs)
  if (isLate) found.behind += 1
  else found.readings.different += 1
  const [last] = await world.readings.history(itemId, 1)
  const cause: ReadingCause = isLate ? 'labels' : 'refit'
  const about = { itemId, corpus: corpus.name, atMs: world.clock(), cause }
  const before = was === 'damaged' ? null : was
  const change = changeOf({ was: before, is, standing: last ?? null }, about)
  return change ?? { itemId, reading: is, event: null }
}

const isBehind = ({ labels }: Evidence, untilMs: number): boolean =>
  labels.some(({ givenAtMs }) => givenAtMs > untilMs)
