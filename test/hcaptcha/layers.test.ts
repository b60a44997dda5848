import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { bundleClient } from './bundle.ts'
import { answer, findText, seeChallenge } from './solve.ts'
import { setScene, waitForCall } from './site.ts'

// As a page loads it: the one expects the other in the page.
const { resolve } = createRequire(import.meta.url)
const jquery = ['jquery', 'jquery-ui/dist/jquery-ui.js']
  .map((name) => `;${readFileSync(resolve(name), 'utf8')};`)
  .join('')

const layers: readonly [
  name: string,
  script: string,
  settings: Readonly<Record<string, unknown>>,
][] = [
  ['a popover of Radix', 'radix-popover', {}],
  ['a dialog of Radix', 'radix-dialog', { isModal: true }],
  ['a dialog of Radix that is not modal', 'radix-dialog', { isModal: false }],
  ['a dialog of Headless UI', 'headless-dialog', {}],
  ['a popover of Headless UI', 'headless-popover', {}],
  ['a dialog of MUI', 'mui-dialog', {}],
  ['a popper of MUI', 'mui-popper', {}],
  ['a popover of MUI', 'mui-popper', { isPopover: true }],
  ['a modal of Bootstrap', 'bootstrap', { kind: 'modal' }],
  ['an offcanvas of Bootstrap', 'bootstrap', { kind: 'offcanvas' }],
  ['a dropdown of Bootstrap', 'bootstrap', { kind: 'dropdown' }],
  ['a dialog of jQuery UI', 'jquery-ui', { isModal: true }],
  ['a dialog of jQuery UI that is not modal', 'jquery-ui', { isModal: false }],
  ['a focus-trap', 'focus-trap', {}],
  ['the platform’s dialog', 'platform', { kind: 'dialog' }],
  ['the platform’s popover', 'platform', { kind: 'popover' }],
  ['the platform’s details', 'platform', { kind: 'details' }],
  ['a label', 'platform', { kind: 'label' }],
]

// The challenge was beside the layer: it was inert there, or its focus dismissed the layer and the widget with it; a
// press beside the challenge closed the page's dialog, too.
describe('a widget in a dialog or popover of the page', () => {
  const scene = setScene()
  for (const [name, script, settings] of layers)
    test(`works in ${name}, which stays open`, async () => {
      const own = JSON.stringify({ sitekey: scene.sitekey, ...settings })
      const page = await scene.open({
        query: '?render=explicit',
        body: `<div id="app"></div><script src="/layer.js"></script>`,
        head: `<style>.modal,.offcanvas{position:fixed;inset:0;display:none}.modal.show,.offcanvas.show{display:block}
          .dropdown-menu:not(.show){display:none}[hidden]{display:none}</style>`,
        prepare: async () => {
          const bundle = await bundleClient(`../layers/${script}`)
          const files = {
            '/layer.js': `Object.assign(window, ${own});${script === 'jquery-ui' ? jquery : ''}${bundle}`,
          }
          scene.partner.page.files = { ...scene.partner.page.files, ...files }
        },
      })
      await page.locator('#open').click()
      await page.locator('#layer iframe').first().waitFor()

      await seeChallenge(page, scene.service)
      await findText(page, 1).pressSequentially('typed')
      assert.equal(await findText(page, 1).inputValue(), 'typed')
      // Later than a second press of a double click would be.
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 600))')
      await page.mouse.click(3, 3)
      await waitForCall(page, 'close')
      assert.ok(await page.locator('#layer').isVisible())

      await seeChallenge(page, scene.service)
      await page.keyboard.press('Escape')
      await page.waitForFunction('calls.filter(([name]) => name === "close").length === 2')
      assert.ok(await page.locator('#layer').isVisible())

      await answer(page, await seeChallenge(page, scene.service))
      await waitForCall(page, 'callback')
      assert.ok(await page.locator('#layer').isVisible())
      assert.equal(await page.locator('#tick:checked').count(), 0)
    })
})
