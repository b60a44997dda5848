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
import { allTimeMs, keepChanges, type SettleSession } from './settle-session.ts'
import { settle } from './settle.ts'

/** How much of what is kept is, bit for bit, what it ought to be. */
export type RebuildTally = { same: number; different: number }

/** The result of comparing readings; `latestMs` is the time of the last label. */
export type RebuiltReadings = {
  readings: RebuildTally
  behind: number
  withoutHistory: number
  latestMs: number
}

/** The fit to compare readings by, and how far they are settled; null if that is no longer known. */
export type Comparing = { fit: Fit; onlyChecks: boolean; settlement: Settlement | null }

const perPage = 100

/**
 * Settles all items of a corpus by a fit, compares the readings, and corrects what differs unless it only
 * checks.
 */
export async function compareReadings(
  session: SettleSession,
  comparing: Comparing,
): Promise<RebuiltReadings> {
  const found = { readings: { same: 0, different: 0 }, behind: 0, withoutHistory: 0, latestMs: 0 }
  await compareSpokenOf(session, { ...comparing, found })
  await compareStrays(session, { ...comparing, found })
  return found
}

type Work = Comparing & { found: RebuiltReadings }

async function compareSpokenOf(session: SettleSession, work: Work): Promise<void> {
  const { context, corpus, turn } = session
  let after = ''
  for (;;) {
    const next = { after, limit: perPage, untilMs: allTimeMs }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    if (page.length === 0 || !(await turn.goesOn())) return
    await comparePage(session, page, work)
    after = page.at(-1)?.item.id ?? after
  }
}

// Readings that are kept although nothing was said about their items.
async function compareStrays(session: SettleSession, work: Work): Promise<void> {
  const { context, corpus, turn } = session
  const { readings } = context
  let after = ''
  for (;;) {
    const ids = await readings.listKept(corpus.name, after, perPage)
    if (ids.length === 0 || !(await turn.goesOn())) return
    const evidence = await readings.evidenceOf(corpus.organisation, ids, allTimeMs)
    const page = evidence.filter(isUnspokenOf)
    if (page.length > 0) await comparePage(session, page, work)
    after = ids.at(-1) ?? after
  }
}

function isUnspokenOf({ labels, knownAnswers, unreadableNetworks, decision }: Evidence): boolean {
  return labels.length + knownAnswers.length + unreadableNetworks === 0 && decision === null
}

async function comparePage(
  session: SettleSession,
  page: readonly Evidence[],
  work: Work,
): Promise<void> {
  const { onlyChecks, found, settlement } = work
  const kept = await keptOf(session, page)
  const changes: ReadingChange[] = []
  for (const evidence of page) {
    found.latestMs = latestOf(evidence.labels, found.latestMs)
    const was = kept.get(evidence.item.id) ?? null
    const is = settle(evidence, work.fit, session.terms)
    if (!was && !is) continue
    if (was !== 'damaged' && isSameReading(was, is)) await countSame(session, is, found)
    else changes.push(await putRight(session, { evidence, was, is }, work))
  }
  const settled = settlement ?? { untilMs: 0, labelsSinceFit: 0 }
  if (!onlyChecks && changes.length > 0)
    await keepChanges(session, changes, { before: settled, after: settled })
}

type Kept = Reading | 'damaged'

async function keptOf(
  { context, corpus }: SettleSession,
  page: readonly Evidence[],
): Promise<Map<string, Kept>> {
  const ids = page.map(({ item }) => item.id)
  const damaged = new Set(await context.readings.damagedOf(ids))
  const readable = ids.filter((id) => !damaged.has(id))
  const whole = await context.readings.findAll(corpus.organisation, corpus.name, readable)
  const kept = new Map<string, Kept>(whole.map((reading) => [reading.itemId, reading]))
  for (const id of damaged) kept.set(id, 'damaged')
  return kept
}

// What was reported for a reading is a record of its own and cannot be rebuilt.
async function countSame(
  { context, corpus }: SettleSession,
  reading: Reading | null,
  found: RebuiltReadings,
): Promise<void> {
  found.readings.same += 1
  if (reading?.state !== 'accepted') return
  const history = await context.readings.history(corpus.organisation, reading.itemId, 1)
  if (history.length === 0) found.withoutHistory += 1
}

type Other = { evidence: Evidence; was: Kept | null; is: Reading | null }

async function putRight(
  { context, corpus }: SettleSession,
  { evidence, was, is }: Other,
  { found, settlement }: Work,
): Promise<ReadingChange> {
  const itemId = evidence.item.id
  const isLate = settlement !== null && isBehind(evidence, settlement.untilMs)
  if (isLate) found.behind += 1
  else found.readings.different += 1
  const [last] = await context.readings.history(corpus.organisation, itemId, 1)
  const cause: ReadingCause = isLate ? 'labels' : 'refit'
  const about = { itemId, corpus: corpus.name, atMs: context.clock(), cause }
  const before = was === 'damaged' ? null : was
  const change = changeOf({ was: before, is, standing: last ?? null }, about)
  return change ?? { itemId, reading: is, event: null }
}

function isBehind({ labels }: Evidence, untilMs: number): boolean {
  return labels.some(({ givenAtMs }) => givenAtMs > untilMs)
}
