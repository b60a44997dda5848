import type { Database } from '../../model/store.ts'
import { testAllowances } from './allowances.contract.ts'
import { testAnswers } from './answers.contract.ts'
import { testClassNames } from './class-names.contract.ts'
import { testConcurrentWrites } from './concurrent.contract.ts'
import { testCorpora } from './corpora.contract.ts'
import { testCounters } from './counters.contract.ts'
import { testDemand } from './demand.contract.ts'
import { testWayCounts } from './way-counts.contract.ts'
import { testDocuments } from './documents.contract.ts'
import { testExposures } from './exposures.contract.ts'
import { testFits } from './fits.contract.ts'
import { testJobs } from './jobs.contract.ts'
import { testKeys } from './keys.contract.ts'
import { testLifecycle } from './lifecycle.contract.ts'
import { testDecisions } from './decisions.contract.ts'
import { testLog } from './log.contract.ts'
import { testOrganisations } from './organisations.contract.ts'
import { testPairs } from './pairs.contract.ts'
import { testPool } from './pool.contract.ts'
import { testQueue } from './queue.contract.ts'
import { testReadings } from './readings.contract.ts'
import { testRecalls } from './recalls.contract.ts'
import { testReports } from './reports.contract.ts'
import { testRevisions } from './revision.contract.ts'
import { testScope } from './scope.contract.ts'
import { testSecrets } from './secrets.contract.ts'
import { testSites } from './sites.contract.ts'
import { testSizes } from './sizes.contract.ts'
import { testSources } from './sources.contract.ts'
import type { TwoStores } from './stores.contract.ts'
import { testTickets } from './tickets.contract.ts'
import { testVariants } from './variants.contract.ts'

/** What every engine that keeps a database must do; `open` gives a fresh one whose clock stands at 0. */
export function testDatabase(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const choose =
    <Chosen>(of: (database: Database) => Chosen) =>
    async (): Promise<TwoStores<Chosen>> => {
      const { one, other, ...rest } = await open()
      return { one: of(one), other: of(other), ...rest }
    }
  testOrganisations(engine, open)
  testScope(engine, open)
  testSites(engine, open)
  testSecrets(
    engine,
    choose(({ secrets }) => secrets),
  )
  testCorpora(engine, open)
  testClassNames(engine, open)
  testSizes(engine, open)
  testSources(engine, open)
  testRevisions(engine, open)
  testDocuments(engine, open)
  testExposures(engine, open)
  testAnswers(engine, open)
  testLog(engine, open)
  testDecisions(engine, open)
  testReadings(engine, open)
  testFits(engine, open)
  testRecalls(engine, open)
  testPairs(engine, open)
  testPool(engine, open)
  testQueue(engine, open)
  testReports(engine, open)
  testLifecycle(engine, open)
  testVariants(engine, open)
  testDemand(engine, open)
  testWayCounts(engine, open)
  testConcurrentWrites(engine, open)
  testJobs(engine, open)
  testKeys(engine, open)
  testTickets(
    engine,
    choose(({ tickets }) => tickets),
  )
  testCounters(
    engine,
    choose(({ counters }) => counters),
  )
  testAllowances(
    engine,
    choose(({ allowances }) => allowances),
  )
}
