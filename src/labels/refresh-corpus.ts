import type { Corpus } from '../model/corpus.ts'
import type { Pool } from '../model/pool.ts'
import type { PoolChanges, RefreshContext } from './refresh-context.ts'
import { followReadings, noMark } from './refresh-follow.ts'
import { lookAtAll } from './refresh-look.ts'
import { lookAtSupply, restAnswered } from './refresh-supply.ts'
import { canariesWanted, refreshRules } from './refresh.ts'

/** All items are checked after each fit, and this often: a quarantine ends by time alone. */
const lookEveryMs = 6 * 3_600_000
const noChanges: PoolChanges = {
  promoted: 0,
  demoted: 0,
  restored: 0,
  leaked: 0,
  machineRead: 0,
  rested: 0,
  woken: 0,
  canaries: 0,
}

/**
 * Brings the pool of a corpus up to date with its readings: items that are read rest, and those to be read
 * again wake. After each fit all items are checked, and may move or retire. Work that is interrupted, or done
 * by two processes at once, has the same result, because each step skips what is already done.
 */
export async function refreshCorpus(corpus: Corpus, context: RefreshContext): Promise<PoolChanges> {
  const { pool, fits, clock } = context
  const before = await pool.refreshed(corpus.name)
  const changes = { ...noChanges }
  const asking = await lookAtSupply(corpus, context)
  const from = before?.followed ?? noMark
  const followed = await followReadings(corpus, { ...context, asking }, from, changes)
  const answeredUntilMs = await restAnswered(
    corpus,
    { ...context, asking },
    before?.answeredUntilMs ?? 0,
    changes,
  )
  const fit = await fits.find(corpus.organisation, corpus.name)
  const lookedAtMs = before?.lookedAtMs ?? 0
  // Readings are not all settled by a fit that is stale, and it may be completed later.
  const isNew = fit?.isStale === false && before?.fittedAtMs !== fit.fittedAtMs
  const isDue = isNew || lookedAtMs + lookEveryMs <= clock()
  const looks = fit !== null && isDue
  const startedMs = clock()
  if (looks) await lookAtAll(corpus, { ...context, asking }, fit.untilMs, changes)
  if (changes.demoted + changes.restored > 0) await fits.markStale(corpus.name)
  changes.canaries = await renewCanaries(pool, corpus)
  await pool.keepRefreshed(corpus.name, {
    followed,
    answeredUntilMs,
    fittedAtMs: isNew ? fit.fittedAtMs : (before?.fittedAtMs ?? 0),
    lookedAtMs: looks ? startedMs : lookedAtMs,
  })
  return changes
}

// If no fresh known items are left, worn canaries go on measuring.
async function renewCanaries(pool: Pool, { organisation, name }: Corpus): Promise<number> {
  const most = refreshRules.canariesMost * refreshRules.knownPerCanary
  const { known, canaries } = await pool.size(organisation, name, most)
  const missing = Math.max(0, canariesWanted(known) - canaries)
  const ids = missing === 0 ? [] : await pool.nextCanaries(name, missing)
  await pool.markCanaries(ids)
  if (ids.length === missing) await pool.releaseCanaries(name)
  return ids.length
}
