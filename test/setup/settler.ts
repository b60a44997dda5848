import { randomBytes } from 'node:crypto'
import { refreshAll } from '../../src/labels/refresh-corpus.ts'
import { settleAll } from '../../src/labels/settle-corpus.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'

// What the service does once a minute, as a process that kills itself before it takes a step for the n-th time:
// a parent on a busy machine would kill it too late.
const [dataDir = '', aheadMs = '0', fatalStep = '', fatalCount = '0'] = process.argv.slice(2)
function clock(): number {
  return Date.now() + Number(aheadMs)
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

const readings = {
  ...store.readings,
  walk: fatal('walk', store.readings.walk),
  keep: fatal('keep', store.readings.keep),
}
const pool = { ...store.pool, move: fatal('move', store.pool.move) }
const context = { ...store, readings, pool, clock, random: randomBytes }
await settleAll(context)
await refreshAll(context)
await store.close()
