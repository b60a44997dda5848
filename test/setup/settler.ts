import { randomBytes } from 'node:crypto'
import { refreshAll } from '../../src/labels/refresh-corpus.ts'
import { settleAll } from '../../src/labels/settle-corpus.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'

// What the service does once a minute, as a process that can be killed; it says each step before it takes it.
const [dataDir = '', aheadMs = '0'] = process.argv.slice(2)
function clock(): number {
  return Date.now() + Number(aheadMs)
}
const store = openStore({ dataDir, clock, random: randomBytes })

function saying<Given extends unknown[], Got>(step: string, take: (...given: Given) => Got) {
  return (...given: Given): Got => {
    process.stdout.write(`${step}\n`)
    return take(...given)
  }
}

const readings = {
  ...store.readings,
  walk: saying('walk', store.readings.walk),
  keep: saying('keep', store.readings.keep),
}
const pool = { ...store.pool, move: saying('move', store.pool.move) }
const context = { ...store, readings, pool, clock, random: randomBytes }
await settleAll(context)
await refreshAll(context)
await store.close()
