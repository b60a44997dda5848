import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { answer, pressBox, seeChallenge, solve, waitForToken } from './solve.ts'
import type { EngineStage } from './stage.ts'

const phone = { width: 320, height: 568 }
const arabic = JSON.parse(
  readFileSync(new URL('../../src/widget/words/ar.json', import.meta.url), 'utf8'),
) as { checkbox: { label: string }; challenge: { validate: string; another: string } }

/** Tests that everything can be seen and reached; pictures go to the folder `TEST_PICTURES`, if it is set. */
export function testLooks(stage: EngineStage): void {
  const fitsSideways = 'document.documentElement.scrollWidth <= innerWidth'

  describe('a challenge can be seen and reached', () => {
    for (const zoom of [0.8, 1.5, 2])
      test(`in a page that is zoomed to ${zoom}`, async () => {
        const visitor = await stage.visit({ head: `<style>html{zoom:${zoom}}</style>` })
        await visitor.waitFor('checkbox', 'I am human')
        await visitor.run('void hcaptcha.execute()')
        const challenge = await seeChallenge(visitor, stage)
        const isInside = `(() => {
          const { left, top, right, bottom } = document.querySelector('dialog iframe').getBoundingClientRect()
          const zoom = document.querySelector('dialog').currentCSSZoom ?? 1
          return [left, top, right, bottom, innerWidth, innerHeight, zoom]
        })()`
        const [left, top, right, bottom, width, height] = (await visitor.run(isInside)) as [
          number,
          number,
          number,
          number,
          number,
          number,
        ]
        assert.ok(left >= -1 && top >= -1 && right <= width + 1 && bottom <= height + 1)
        await answer(visitor, challenge)
        await waitForToken(visitor)
      })

    test('on a screen that is 320 pixels wide, without scrolling sideways', async () => {
      const visitor = await stage.visit({}, { viewport: phone })
      assert.equal(await visitor.run('innerWidth'), phone.width)
      await pressBox(visitor)
      const challenge = await seeChallenge(visitor, stage)
      for (const name of ['Validate', 'Another challenge']) {
        const { left, right } = await visitor.measure('button', name)
        assert.ok(left >= 0 && right <= phone.width && right - left >= 44)
      }
      assert.equal(await visitor.run(fitsSideways), true)
      await answer(visitor, challenge)
      await waitForToken(visitor)
    })

    test('from right to left', async () => {
      const visitor = await stage.visit({ html: 'lang="ar" dir="rtl"', query: '?hl=ar' })
      await visitor.press('checkbox', arabic.checkbox.label)
      const first = await visitor.measure('button', arabic.challenge.validate)
      const second = await visitor.measure('button', arabic.challenge.another)
      assert.ok(first.left >= second.right, 'the first button is at the right')
    })

    test('in a picture of the box and its challenge', async () => {
      const visitor = await stage.visit({})
      await pressBox(visitor)
      await seeChallenge(visitor, stage)
      const picture = await visitor.takePicture()
      keep(`${stage.engine.name}-challenge.png`, picture)
      const { channels } = await sharp(picture).stats()
      assert.ok(
        channels.some(({ stdev }) => stdev > 5),
        'the picture is of one colour',
      )
      await solve(visitor, stage, async () => {})
      await waitForToken(visitor)
      keep(`${stage.engine.name}-solved.png`, await visitor.takePicture())
    })
  })
}

function keep(name: string, picture: Buffer): void {
  const folder = process.env['TEST_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), picture)
}
