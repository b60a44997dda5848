import { describe, test } from 'node:test'
import { writeOcapiTag } from './ocapi-tag.ts'
import { seeChallenge, waitForCall, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

/** Tests what a visitor does who has no mouse; the field before the widget is where they come from. */
export function testKeyboard(stage: EngineStage): void {
  const open = async (visitor: Visitor): Promise<void> => {
    await visitor.press('textbox', 'Email')
    await visitor.pressKeys('Tab')
    await visitor.waitForFocus('checkbox', 'I am human')
    await openAgain(visitor)
  }
  const openAgain = async (visitor: Visitor): Promise<void> => {
    await visitor.pressKeys('Space')
    await visitor.waitFor('button', 'Validate')
    await visitor.waitUntil(`document.activeElement.matches('dialog:modal iframe')`)
  }
  const answerTexts = async (visitor: Visitor): Promise<void> => {
    const { items } = await seeChallenge(visitor, stage)
    for (const [index, { label }] of items.entries()) {
      if (index > 0) await visitor.pressKeys('Tab')
      await visitor.pressKeys(...(label ?? 'perdrix').split(''))
      await visitor.waitForFocus('textbox', `Text ${index + 1}`)
    }
    await visitor.pressKeys('Enter')
  }

  describe('the keyboard alone', () => {
    // In WebKit, what was typed right after the challenge had opened went nowhere: a frame of another origin may not
    // move the focus to its first field before something was pressed in it.
    test('solves a challenge of a box, and is back at the box afterwards', async () => {
      const visitor = await stage.visit({})
      await open(visitor)
      await answerTexts(visitor)
      await waitForToken(visitor)
      await visitor.waitForFocus('checkbox', 'I am human')
    })

    test('closes a challenge with Escape, is back at the box, and can begin again', async () => {
      const visitor = await stage.visit({})
      await open(visitor)
      await visitor.pressKeys('Escape')
      await waitForCall(visitor, 'close')
      await visitor.waitForFocus('checkbox', 'I am human')
      await visitor.waitUntil(`document.querySelector('dialog:modal') === null`)
      await openAgain(visitor)
      await answerTexts(visitor)
      await waitForToken(visitor)
    })

    test('solves a challenge of Ocapi’s payload', async () => {
      const { transcription } = stage.service.sites
      const visitor = await stage.visit(await writeOcapiTag(stage, transcription))
      await visitor.waitFor('textbox', 'Text 1')
      await visitor.press('textbox', 'Email')
      await visitor.pressKeys('Tab')
      await answerTexts(visitor)
      await visitor.waitForText('That is right, thank you. You can send the form.')
    })

    test('chooses pictures', async () => {
      const { classification } = stage.service.sites
      const visitor = await stage.visit(await writeOcapiTag(stage, classification))
      const { items, keyword } = await seeChallenge(visitor, stage)
      await visitor.press('textbox', 'Email')
      for (const [index, { role, label }] of items.entries()) {
        await visitor.pressKeys('Tab')
        await visitor.waitForFocus('button', `Picture ${index + 1}`)
        if (role === 'known' && label === keyword) await visitor.pressKeys('Space')
      }
      await visitor.pressKeys('Tab', 'Enter')
      await visitor.waitForText('That is right, thank you. You can send the form.')
    })
  })
}
