import { testAllowances } from '../../src/store/suites/allowances.contract.ts'
import { allowancesInMemory } from './allowances.ts'

testAllowances('memory', async () => {
  let now = 0
  const one = allowancesInMemory(() => now)
  return { one, other: one, moveClock: (byMs) => (now += byMs), close: async () => undefined }
})
