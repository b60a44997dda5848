import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Frame } from 'playwright-core'
import { readStyle } from '../browser/browser.ts'
import { setScene } from './site.ts'
import { pressCheckbox } from './solve.ts'
import { findLayoutFaults } from './layout-faults.ts'

const PATIENCE_MS = 5_000
const TWICE_PIXELS = 32

const views: readonly [name: string, context: BrowserContextOptions][] = [
  ['320 pixels wide', { viewport: { width: 320, height: 560 } }],
  ['360 pixels wide', { viewport: { width: 360, height: 740 } }],
  ['1280 pixels wide', { viewport: { width: 1280, height: 800 } }],
  ['at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['at 400 %', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
]

// Below the closed report there was an empty strip, and at 320 pixels the German button to close had a line for
// itself.
describe('the challenge has no scrollbar without need, no empty strip, nothing cut off and no lone button', () => {
  const scene = setScene()

  async function open(
    kind: 'transcription' | 'classification',
    hl: string,
    context: BrowserContextOptions,
  ): Promise<Frame> {
    const { sitekey } = scene.service.sites[kind]
    const body = `<div class="h-captcha" data-sitekey="${sitekey}"></div>`
    const page = await scene.open({ query: `?hl=${hl}`, body, context })
    await pressCheckbox(page)
    await page.locator('dialog:not([aria-hidden])').waitFor()
    const frame = page.frames().find((one) => one.url().endsWith('challenge.html'))
    assert.ok(frame)
    return frame
  }

  for (const kind of ['transcription', 'classification'] as const)
    for (const hl of ['de', 'ar']) {
      for (const [name, context] of views)
        test(`${kind} in ${hl}, ${name}`, async () => {
          const frame = await open(kind, hl, context)
          assert.deepEqual(await settle(frame), [])
          await frame.locator('summary').click()
          assert.deepEqual(await settle(frame), [], 'while a picture is reported')
        })

      test(`${kind} in ${hl}, with letters of twice the size`, async () => {
        const frame = await open(kind, hl, { viewport: { width: 640, height: 900 } })
        const page = frame.page()
        const session = await page.context().newCDPSession(page)
        const fontSizes = { standard: TWICE_PIXELS, fixed: TWICE_PIXELS }
        await session.send('Page.setFontSizes', { fontSizes })
        const box = frame.locator('.box')
        assert.equal(await readStyle(box, 'fontSize'), `${TWICE_PIXELS}px`)
        assert.deepEqual(await settle(frame), [])
      })
    }
})

describe('the checkbox, while it is busy,', () => {
  const scene = setScene()
  for (const [reducedMotion, moving] of [
    ['reduce', '0s'],
    ['no-preference', '20s'],
  ] as const)
    test(`turns its ring for ${moving} where the visitor’s preference is ${reducedMotion}`, async () => {
      const page = await scene.open({ context: { reducedMotion } })
      await page.route('**/api/challenge', () => {})
      await pressCheckbox(page)
      const ring = page.frameLocator('[data-hcaptcha-widget-id]').locator('[aria-busy=true] i')
      assert.equal(await readStyle(ring, 'transitionDuration'), moving)
    })
})

// The page changes the frame's size a little after its content has changed.
async function settle(frame: Frame): Promise<string[]> {
  const { height } = frame.page().viewportSize() ?? { height: 0 }
  const until = Date.now() + PATIENCE_MS
  let faults = await frame.evaluate(findLayoutFaults, height)
  while (faults.length > 0 && Date.now() < until)
    faults = await frame.evaluate(findLayoutFaults, height)
  return faults
}
