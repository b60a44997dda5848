import { describe, test } from 'node:test'
import { testSettings } from '../setup/service.ts'
import { seeChallenge, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'
import { heardQuestion, visitors, type Hands } from './visitor-hands.ts'
import { askedKinds, visitorTable, type VisitorName } from './visitor-table.ts'

const phone = { width: 360, height: 640 }

/** Tests that visitors who have only one way to use a page solve every kind that the table says they do. */
export function testVisitors(stage: EngineStage, engine: EngineStage['engine']['name']): void {
  for (const [name, hands] of Object.entries(visitors) as [VisitorName, Hands][])
    describe(name, () => {
      for (const kind of askedKinds)
        if (visitorTable[name][kind][engine] === 'passes')
          test(`passes a challenge of ${kind}`, async () => {
            const viewport = name === 'only touch' ? { viewport: phone, hasTouch: true } : {}
            const { sitekey } = stage.sites[kind]
            const visitor = await stage.visit({}, { origin: stage.origin, sitekey, ...viewport })
            if (hands.usesKeys) await visitor.press('textbox', 'Email')
            await hands.press(visitor, 'checkbox', 'I am human')
            const challenge = await seeChallenge(visitor, stage)
            await (kind === 'work'
              ? passByNeither(visitor, stage, hands)
              : hands.answer(visitor, challenge, kind))
            await waitForToken(visitor)
            await visitor.waitForFocus('checkbox', 'I am human')
          })
    })
}

// From eye to ear, and on. The answer is held until the visitor has met the work; then enough time has passed.
async function passByNeither(visitor: Visitor, stage: EngineStage, { usesKeys, press }: Hands) {
  await press(visitor, 'button', 'By ear')
  await visitor.waitFor('group', heardQuestion)
  if (usesKeys) await visitor.waitForFocus('button', 'Play')
  stage.gate.hold('answer')
  await press(visitor, 'button', 'Without a task')
  await visitor.waitFor('group', 'Your device is working for you')
  stage.service.moveClock(testSettings.work.floorSeconds * 1000)
  stage.gate.release()
}
