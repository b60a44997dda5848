import { testAllowances } from '../../src/store/suites/allowances.contract.ts'
import { allowancesInMemory } from './allowances.ts'

function noTables(): Promise<never> {
  return Promise.reject(new Error('allowances in memory have no tables'))
}

testAllowances('memory', async () => {
  let now = 0
  const one = allowancesInMemory(() => now)
  return {
    one,
    other: one,
    moveClock: (byMs) => (now += byMs),
    readTables: noTables,
    insertRow: noTables,
    close: async () => undefined,
  }
})
