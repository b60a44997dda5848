import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findStablePayload } from '../setup/service.ts'
import { contracts } from './contracts.ts'
import { seeChallenge, solve, waitForBox } from './solve.ts'
import { setScene, waitForCall } from './site.ts'

const { resolve } = createRequire(import.meta.url)
const readPackage = (path: string): string => readFileSync(resolve(path), 'utf8')
const turbo = readPackage('@hotwired/turbo/dist/turbo.es2017-umd.js')
const htmx = readPackage('htmx.org/dist/htmx.js')

/** Each library as published, and the line by which a page says what is done with each content. */
const libraries = {
  Turbo: [turbo, "addEventListener('turbo:load', () => show(document))"],
  htmx: [htmx, 'htmx.onLoad(show)'],
} as const
const show = (api: string): string => `window.show = (part) => {
  window.captcha ??= ${api}
  for (const place of part.querySelectorAll('.captcha'))
    captcha.render(place, { sitekey: place.dataset.sitekey, ...callbacks })
}`
const links = `<a href="/next">Next</a>
  <button type="button" hx-get="/other" hx-select="main" hx-target="main" hx-swap="outerHTML">Swap</button>`

// These libraries fetch the next page and put its body into the document that is there: no script runs anew.
const box = 'iframe[title*="checkbox"]'

describe('a page whose content is replaced by that of the next', () => {
  const scene = setScene()
  const goOn: Record<keyof typeof libraries, (page: Page) => Promise<unknown>> = {
    Turbo: (page) => page.getByRole('link', { name: 'Next' }).click(),
    htmx: (page) => page.getByRole('button', { name: 'Swap' }).click(),
  }

  async function openWith(name: keyof typeof libraries, path: string, api: string): Promise<Page> {
    const page = await scene.open({
      path,
      query: '?render=explicit',
      first: '<script src="/library.js"></script>',
      body: `<div class="captcha" data-sitekey="${scene.sitekey}"></div>${links}`,
      files: { '/library.js': [show(api), ...libraries[name]].join(';') },
    })
    await waitForBox(page)
    return page
  }

  for (const name of ['Turbo', 'htmx'] as const) {
    const leave = async (page: Page): Promise<void> => {
      await page.evaluate("document.querySelector('form').dataset.old = ''")
      await goOn[name](page)
      await page.locator('form:not([data-old])').waitFor()
    }

    for (const [contract, { path, api, field }] of Object.entries(contracts))
      test(`has the widget of ${contract}’s contract with ${name}, and one only`, async () => {
        const page = await openWith(name, path, api)
        await solve(page, scene.service)
        await waitForCall(page, 'callback')
        await leave(page)
        await waitForBox(page)
        await seeChallenge(page, scene.service)
        await page.keyboard.press('Escape')
        await leave(page)
        await page.evaluate('void (calls.length = 0)')
        await waitForBox(page)
        await solve(page, scene.service)
        const [, token] = await waitForCall(page, 'callback')
        assert.equal(await page.locator(`[name=${field}]`).inputValue(), token)
        assert.equal(await page.locator(box).count(), 1)
        assert.equal(await page.locator('dialog').count(), 1)
      })

    test(`has Ocapi’s widget with ${name}, without a line for it`, async () => {
      const { path } = await findStablePayload(scene.service)
      const page = await scene.open({
        path,
        first: '<script src="/library.js"></script>',
        body: `<div id="ocapi-challenge" data-ocapi-client="${scene.sitekey}"></div>${links}`,
        files: { '/library.js': libraries[name][0] },
      })
      const readId = async (): Promise<string> => {
        await page.getByLabel('Text 1', { exact: true }).waitFor()
        return page.locator('[name=ocapi-challenge-id]').inputValue()
      }
      const first = await readId()
      await leave(page)
      assert.notEqual(await readId(), first)
      assert.equal(await page.locator('[name=ocapi-challenge-id]').count(), 1)
    })
  }

  // What Turbo keeps of a page has a copy of the box, of its dialog and of the field with its used token.
  for (const [contract, { path, api, field }] of Object.entries(contracts))
    test(`has the widget of ${contract}’s contract again, and alone, in what Turbo keeps of a page`, async () => {
      const page = await openWith('Turbo', path, api)
      await solve(page, scene.service)
      await waitForCall(page, 'callback')
      await goOn.Turbo(page)
      await page.waitForURL('**/next')
      await page.goBack()
      await page.waitForURL(`${scene.partner.origin}/`)
      await page.waitForFunction(`document.querySelector('[name=${field}]')?.value === ''`)
      await waitForBox(page)
      await solve(page, scene.service)
      await page.waitForFunction(`document.querySelector('[name=${field}]').value !== ''`)
      const token = await page.locator(`[name=${field}]`).inputValue()
      assert.equal(await page.evaluate('captcha.getResponse()'), token)
      assert.equal(await page.locator(box).count(), 1)
      assert.equal(await page.locator('dialog').count(), 1)
    })

  // The copy of an open dialog lay over the whole page, and nothing could be pressed.
  for (const [contract, { path, api }] of Object.entries(contracts))
    test(`has no copy of the open challenge of ${contract}’s contract in what Turbo keeps of a page`, async () => {
      const page = await openWith('Turbo', path, api)
      await seeChallenge(page, scene.service)
      await page.evaluate("Turbo.visit('/next')")
      await page.waitForURL('**/next')
      await page.locator('dialog:not([aria-hidden])').waitFor({ state: 'detached' })
      await page.goBack()
      await page.waitForURL(`${scene.partner.origin}/`)
      await waitForBox(page)
      assert.equal(await page.locator('dialog:not([aria-hidden])').count(), 0)
      await solve(page, scene.service)
      assert.equal(await page.locator('dialog').count(), 1)
    })
})
