import { describe } from 'node:test'
import { testContracts } from './contracts.ts'
import { setEngineStage } from './stage.ts'
import type { Engine } from './visitor.ts'

/** Declares every test of a browser. */
export function testEngine(name: Engine['name'], open: () => Promise<Engine>): void {
  describe(name, () => {
    const stage = setEngineStage(open)
    testContracts(stage)
  })
}
