import { kindNamed } from '../../kinds/kind.ts'
import { beginFit, type Fit, type Parameters } from '../../labels/fit.ts'
import { openHealth, type Health } from '../../labels/health.ts'
import { commandOf, isRecalled, openHoldOf, standingOf } from '../../labels/recalled.ts'
import { parametersOf } from '../../labels/settle-session.ts'
import { settle, type Terms } from '../../labels/settle.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { KeptFit } from '../../model/fit.ts'
import type { Evidence, ReadingState } from '../../model/reading.ts'
import type { Recall } from '../../model/recall.ts'
import type { ReportWave } from '../../model/report.ts'
import type { Context, ManagedStore } from '../context.ts'
import { measureExposure, type ExposureFigures } from '../corpora/measure-exposure.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'
import { countWaiting } from './count-waiting.ts'
import { findWithdrawn } from './find-withdrawn.ts'

const itemsPerPage = 500
const recordsPerPage = 1_000
const canariesMax = 10_000
const lately = { days: 7, ms: 7 * 86_400_000 } as const

/** All figures on the health of a corpus. */
export type HealthFigures = {
  corpus: string
  days: number
  sinceMs: number
  health: Health
  networks: { all: number; held: number }
  readings: Record<ReadingState, number>
  /** How many accepted readings wait for the end of their quarantine, and how long it is. */
  quarantine: { waiting: number; hours: number }
  withdrawnLately: number
  recalls: number
  /** The hold by which acceptance is stopped, and the holds of the last days. */
  hold: Recall | null
  holdsLately: number
  /** The reports of a wave that nobody has looked at. */
  wave: ReportWave | null
  pool: { known: number; canaries: number; retired: number }
  exposure: ExposureFigures
  fit: KeptFit | null
  /** The parameters of the fit, or the priors if there is none. */
  parameters: Parameters
}

/** Measures how well visitors read a corpus, by its canaries, and what is held as poisoned. */
export async function measureHealth(
  context: Context,
  { corpus: name }: { corpus: string },
): Promise<HealthFigures | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const { store } = context
  const { organisation } = corpus
  const nowMs = context.clock()
  const sinceMs = nowMs - lately.ms
  const kept = await store.fits.find(organisation, name)
  const networks = await countNetworks(store, corpus)
  const parameters = parametersOf(kept) ?? beginFit(corpus.kind).parameters
  const health = await walk(context, corpus, { parameters, held: networks.held, sinceMs, nowMs })
  const { known, retired } = await store.corpora.count(organisation, name)
  const recalls = await store.recalls.list(organisation, name)
  return {
    corpus: name,
    days: lately.days,
    sinceMs,
    health,
    networks: { all: networks.all, held: networks.held.size },
    parameters,
    readings: await store.readings.count(organisation, name),
    quarantine: {
      waiting: await countWaiting(store, corpus, nowMs),
      hours: corpus.stopRules.quarantineHours,
    },
    withdrawnLately: (await findWithdrawn(store, corpus, sinceMs)).length,
    recalls: new Set(standingOf(recalls).map(commandOf)).size,
    hold: openHoldOf(recalls),
    holdsLately: recalls.filter((one) => one.alarm !== null && one.recalledAtMs >= sinceMs).length,
    wave: await store.reports.findWave(organisation, name),
    pool: { ...(await store.pool.size(organisation, name, canariesMax)), known, retired },
    exposure: await measureExposure(context, corpus),
    fit: kept,
  }
}

type Networks = { all: number; held: ReadonlySet<string> }

async function countNetworks(
  { fits }: ManagedStore,
  { organisation, name }: Corpus,
): Promise<Networks> {
  const held = new Set<string>()
  let [all, after] = [0, '']
  for (;;) {
    const page = await fits.listRecords(organisation, name, after, recordsPerPage)
    const last = page.at(-1)
    if (!last) return { all, held }
    for (const { networkHash, isHeld } of page) if (isHeld) held.add(networkHash)
    all += page.length
    after = last.networkHash
  }
}

type Walk = {
  parameters: Parameters
  held: ReadonlySet<string>
  sinceMs: number
  nowMs: number
}

async function walk(
  context: Context,
  corpus: Corpus,
  { parameters, held, sinceMs, nowMs }: Walk,
): Promise<Health> {
  let fit: Fit = { parameters, records: new Map() }
  const { store } = context
  const terms = await termsOf(context, corpus)
  const health = openHealth({
    settle: (evidence) => settle(evidence, fit, terms),
    agreement: terms.agreement,
    isHeld: (networkHash) => held.has(networkHash),
    isRecalled: (label) => isRecalled(label, terms.recalls),
    periods: parameters.periods,
    sinceMs,
  })
  let after = ''
  for (;;) {
    const next = { after, limit: itemsPerPage, untilMs: nowMs }
    const page = await store.readings.walk(corpus.organisation, corpus.name, next)
    const last = page.at(-1)
    if (!last) return health.measure()
    fit = { parameters, records: await recordsFor(store, corpus, page) }
    for (const evidence of page) health.add(evidence)
    after = last.item.id
  }
}

async function recordsFor(
  { fits }: ManagedStore,
  { organisation, name }: Corpus,
  page: readonly Evidence[],
): Promise<Fit['records']> {
  const networks = new Set(
    page.flatMap(({ labels }) => labels.map(({ networkHash }) => networkHash)),
  )
  const records = await fits.recordsOf(organisation, name, [...networks])
  return new Map(records.map((record) => [record.networkHash, record]))
}

async function termsOf({ store, kinds }: Context, corpus: Corpus): Promise<Terms> {
  return {
    rules: corpus.stopRules,
    agreement: kindNamed(kinds, corpus.kind).agreement(corpus.textPolicy),
    recalls: standingOf(await store.recalls.list(corpus.organisation, corpus.name)),
  }
}
