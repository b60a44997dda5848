import type { Corpus } from '../model/corpus.ts'
import type { ClusterRecord, Fits, KeptFit } from '../model/fit.ts'
import {
  readingStates,
  type Evidence,
  type ReadingCause,
  type ReadingChange,
} from '../model/reading.ts'
import { changeOf, isSameReading } from './change.ts'
import { engine, type Fit } from './fit.ts'
import { fitCorpus } from './refit-corpus.ts'
import {
  allTimeMs,
  openDesk,
  readingsOf,
  type SettleDesk,
  type SettleWorld,
} from './settle-desk.ts'
import { inTurn } from './settle-turn.ts'
import { settle } from './settle.ts'

/** What a rebuilding found: how much of what is kept is, bit for bit, what the log gives. */
export type Rebuilt = {
  corpus: string
  /** Whether it was ever fitted; there is nothing to make again before. */
  isFitted: boolean
  isFitSame: boolean
  records: Tally
  readings: Tally
  /** Readings of items whose last labels are not settled yet. */
  behind: number
}

type Tally = { same: number; different: number }

const perPage = 100

/**
 * Makes the fit of a corpus and all its readings again from the log alone, as of the time of the last fit,
 * and compares them with what is kept; puts the right ones in place, unless it only checks. In memory a page
 * and the records of the networks. Null where another process is at the corpus.
 */
export const rebuildCorpus = (
  corpus: Corpus,
  world: SettleWorld,
  { onlyChecks }: { onlyChecks: boolean },
): Promise<Rebuilt | null> =>
  inTurn(world, { corpus: corpus.name, waits: true }, async (turn) => {
    const desk = await openDesk(corpus, world, turn)
    const marks = await world.fits.countMarks(corpus.name)
    const kept = await world.fits.find(corpus.name)
    const time = (await world.fits.lastTime(corpus.name)) ?? kept
    const none = { same: 0, different: 0 }
    if (!time)
      return {
        corpus: corpus.name,
        isFitted: false,
        isFitSame: true,
        records: none,
        readings: none,
        behind: 0,
      }
    const fit = await fitCorpus(desk, time.untilMs)
    if (!fit) return null
    const { untilMs, fittedAtMs } = time
    const right = await describeFit(desk, fit, { untilMs, fittedAtMs, kept })
    const isFitSame = kept !== null && JSON.stringify(kept) === JSON.stringify(right)
    const records = await compareRecords(desk, fit)
    if (!onlyChecks && (!isFitSame || records.different > 0))
      await keepFit(world.fits, { right, fit, marks })
    const found = { readings: { same: 0, different: 0 }, behind: 0 }
    await compareReadings(desk, fit, { onlyChecks, found })
    await compareStrays(desk, fit, { onlyChecks, found })
    return { corpus: corpus.name, isFitted: true, isFitSame, records, ...found }
  })

type Right = { right: KeptFit; fit: Fit; marks: number }

// What has changed since the beginning is to be fitted by still.
const keepFit = async (fits: Fits, { right, fit, marks }: Right): Promise<void> => {
  await fits.keep({ ...right, isStale: true }, fit.records.values())
  if (!right.isStale) await fits.setStanding(right.corpus, marks)
}

type Known = { untilMs: number; fittedAtMs: number; kept: KeptFit | null }

// Whether the next settling is to fit anew is no part of the fit.
const describeFit = async (
  { corpus, world, recalls }: SettleDesk,
  fit: Fit,
  { untilMs, fittedAtMs, kept }: Known,
): Promise<KeptFit> => ({
  corpus: corpus.name,
  engine,
  untilMs,
  labels: await world.readings.countLabels(corpus.name, untilMs),
  fittedAtMs,
  recalls: kept?.recalls ?? recalls,
  isStale: kept?.isStale ?? false,
  parameters: JSON.stringify(fit.parameters),
})

const compareRecords = async ({ corpus, world }: SettleDesk, { records }: Fit): Promise<Tally> => {
  let same = 0
  let others = 0
  let after = ''
  for (;;) {
    const page = await world.fits.listRecords(corpus.name, after, perPage)
    if (page.length === 0) break
    for (const record of page) {
      if (isSameRecord(record, records.get(record.cluster))) same += 1
      else if (!records.has(record.cluster)) others += 1
    }
    after = page.at(-1)?.cluster ?? after
  }
  return { same, different: records.size - same + others }
}

const isSameRecord = (one: ClusterRecord, other: ClusterRecord | undefined): boolean =>
  other !== undefined &&
  one.knownAsked === other.knownAsked &&
  one.knownRight === other.knownRight &&
  one.compared === other.compared &&
  one.agreed === other.agreed &&
  one.isHeld === other.isHeld

type Comparing = { onlyChecks: boolean; found: { readings: Tally; behind: number } }

const compareReadings = async (desk: SettleDesk, fit: Fit, comparing: Comparing): Promise<void> => {
  const { world, corpus, turn } = desk
  let after = ''
  for (;;) {
    const page = await world.readings.walk(corpus.name, after, perPage, allTimeMs)
    if (page.length === 0 || !(await turn.goesOn())) return
    await comparePage(desk, page, { fit, ...comparing })
    after = page.at(-1)?.item.id ?? after
  }
}

// Readings that lie there though nothing was said of their items.
const compareStrays = async (desk: SettleDesk, fit: Fit, comparing: Comparing): Promise<void> => {
  const { readings } = desk.world
  for (const state of readingStates) {
    let after = ''
    for (;;) {
      const listed = await readings.list(desk.corpus.name, state, after, perPage)
      if (listed.length === 0 || !(await desk.turn.goesOn())) break
      const ids = listed.map(({ item }) => item.id)
      const page = (await readings.evidenceOf(ids, allTimeMs)).filter(isUnspokenOf)
      if (page.length > 0) await comparePage(desk, page, { fit, ...comparing })
      after = ids.at(-1) ?? after
    }
  }
}

const isUnspokenOf = ({ labels, knownAnswers, unreadableClusters, decision }: Evidence): boolean =>
  labels.length + knownAnswers.length + unreadableClusters === 0 && decision === null

const comparePage = async (
  desk: SettleDesk,
  page: readonly Evidence[],
  { fit, onlyChecks, found }: Comparing & { fit: Fit },
): Promise<void> => {
  const { world, terms, corpus } = desk
  const kept = await readingsOf(world, page)
  const settlement = await world.readings.settlement(corpus.name)
  const changes: ReadingChange[] = []
  for (const evidence of page) {
    const itemId = evidence.item.id
    const was = kept.get(itemId) ?? null
    const is = settle(evidence, fit, terms)
    if (!was && !is) continue
    if (isSameReading(was, is)) {
      found.readings.same += 1
      continue
    }
    const isLate = isBehind(evidence, settlement.untilMs)
    if (isLate) found.behind += 1
    else found.readings.different += 1
    const [last] = await world.readings.history(itemId, 1)
    const cause: ReadingCause = isLate ? 'labels' : 'refit'
    const about = { itemId, corpus: corpus.name, atMs: world.clock(), cause }
    const change = changeOf({ was, is, standing: last ?? null }, about)
    if (change) changes.push(change)
  }
  if (!onlyChecks && changes.length > 0)
    await world.readings.keep(changes, { corpus: corpus.name, ...settlement })
}

const isBehind = ({ labels }: Evidence, untilMs: number): boolean =>
  labels.some(({ givenAtMs }) => givenAtMs > untilMs)
