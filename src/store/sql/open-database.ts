import type { Database } from '../../model/store.ts'
import type { Clock, Random } from '../../model/stores.ts'
import { openAllowances } from './allowances.ts'
import { openAnswers } from './answers.ts'
import { openClassNames } from './class-names.ts'
import { openCorpora } from './corpora.ts'
import { openCounters } from './counters.ts'
import { openDemand } from './demand.ts'
import { openDocuments } from './documents.ts'
import { openExposures } from './exposures.ts'
import { openFits } from './fits.ts'
import { openJobs } from './jobs.ts'
import { openItems } from './items.ts'
import { openKeys, openSalts } from './keys.ts'
import { openLifecycle } from './lifecycle.ts'
import { openOrganisations } from './organisations.ts'
import { openPairs } from './pairs.ts'
import { openPool } from './pool.ts'
import { openQueue } from './queue.ts'
import { openReadings } from './readings.ts'
import { openRecalls } from './recalls.ts'
import { openReports } from './reports.ts'
import { openScores } from './scores.ts'
import { openSecrets } from './secrets.ts'
import { openSites } from './sites.ts'
import { openSources } from './sources.ts'
import { step, type Sql } from './sql.ts'
import { keyStatements } from './key-statements.ts'
import { openTickets } from './tickets.ts'
import { openVariants } from './variants.ts'
import { openWayCounts } from './way-counts.ts'

/** Opens all that an SQL engine keeps. */
export function openDatabase(sql: Sql, clock: Clock, random: Random): Database {
  return {
    organisations: openOrganisations(sql, random),
    sites: openSites(sql, random),
    secrets: openSecrets(sql, clock, random),
    corpora: openCorpora(sql, random),
    classNames: openClassNames(sql, random),
    sources: openSources(sql, clock, random),
    items: openItems(sql),
    documents: openDocuments(sql),
    exposures: openExposures(sql),
    answers: openAnswers(sql, clock),
    readings: openReadings(sql, random),
    fits: openFits(sql),
    recalls: openRecalls(sql, random),
    pairs: openPairs(sql),
    pool: openPool(sql, random),
    queue: openQueue(sql, random),
    scores: openScores(sql),
    reports: openReports(sql, clock, random),
    lifecycle: openLifecycle(sql, clock, random),
    variants: openVariants(sql, clock, random),
    demand: openDemand(sql),
    wayCounts: openWayCounts(sql),
    jobs: openJobs(sql, clock),
    keys: openKeys(sql),
    salts: openSalts(sql),
    tickets: openTickets(sql, clock),
    counters: openCounters(sql, clock),
    allowances: openAllowances(sql, clock),
    check: async () => {
      await sql.write([step(keyStatements.check, clock())])
    },
    measureTables: () => sql.measureTables(),
    measureFree: () => sql.measureFree(),
    close: () => sql.close(),
  }
}
