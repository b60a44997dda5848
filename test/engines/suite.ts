import { describe } from 'node:test'
import { testChallenges } from './challenges.ts'
import { testContracts } from './contracts.ts'
import { testKeyboard } from './keyboard.ts'
import { testLooks } from './looks.ts'
import { testPageLife } from './page-life.ts'
import { setEngineStage } from './stage.ts'
import { testVisitors } from './visitors.ts'
import type { Engine } from './visitor.ts'

/** Declares every test of a browser. */
export function testEngine(name: Engine['name'], open: () => Promise<Engine>): void {
  describe(name, () => {
    const stage = setEngineStage(open)
    testContracts(stage)
    testChallenges(stage)
    testKeyboard(stage)
    testPageLife(stage)
    testLooks(stage)
    testVisitors(stage, name)
  })
}
