import { testCounters } from '../../src/store/suites/counters.contract.ts'
import { countersInMemory } from './counters.ts'

function noTables(): Promise<never> {
  return Promise.reject(new Error('counters in memory have no tables'))
}

testCounters('memory', async () => {
  let now = 0
  const one = countersInMemory(() => now)
  return {
    one,
    other: one,
    moveClock: (byMs) => (now += byMs),
    readTables: noTables,
    insertRow: noTables,
    close: async () => undefined,
  }
})
