import { randomBytes } from 'node:crypto'
import { runDueJobs } from '../../src/jobs/runner.ts'
import { lessonRoom } from '../../src/labels/lessons.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { jobsContext } from './jobs.ts'

// Does the work of the service's worker in a process that kills itself before it begins a step for the n-th
// time: a parent on a busy machine would kill it too late.
const [dataDir = '', aheadMs = '0', fatalStep = '', fatalCount = '0', blockAnswers] =
  process.argv.slice(2)
let aheadOfStartMs = 0
function clock(): number {
  return Date.now() + Number(aheadMs) + aheadOfStartMs
}
const store = openStore({ dataDir, clock, random: randomBytes })

function fatal<Given extends unknown[], Got>(step: string, take: (...given: Given) => Got) {
  let count = 0
  return (...given: Given): Got => {
    count += 1
    if (step === fatalStep && count === Number(fatalCount)) process.kill(process.pid, 'SIGKILL')
    return take(...given)
  }
}

const context = {
  ...store,
  readings: {
    ...store.readings,
    walk: fatal('walk', store.readings.walk),
    keep: fatal('keep', store.readings.keep),
  },
  fits: { ...store.fits, keepDraft: fatal('draft', store.fits.keepDraft) },
  lessonRoom: { ...lessonRoom, ...(blockAnswers ? { blockAnswers: Number(blockAnswers) } : {}) },
  pool: { ...store.pool, move: fatal('move', store.pool.move) },
}
const runner = jobsContext(context, { clock })
const { signal } = new AbortController()
// Settles, fits, and refreshes by the fit a minute later.
await runDueJobs(runner, signal)
aheadOfStartMs = 60_000
await runDueJobs(runner, signal)
await store.close()
