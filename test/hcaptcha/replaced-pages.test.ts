import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findStablePayload } from '../setup/service.ts'
import { seeChallenge, solve } from './solve.ts'
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
const show = `window.show = (part) => {
  for (const place of part.querySelectorAll('.h-captcha'))
    hcaptcha.render(place, { sitekey: place.dataset.sitekey, ...callbacks })
}`
const links = `<a href="/next">Next</a>
  <button type="button" hx-get="/other" hx-select="main" hx-target="main" hx-swap="outerHTML">Swap</button>`

// These libraries fetch the next page and put its body into the document that is there: no script runs anew.
describe('a page whose content is replaced by that of the next', () => {
  const scene = setScene()
  const goOn: Record<keyof typeof libraries, (page: Page) => Promise<unknown>> = {
    Turbo: (page) => page.getByRole('link', { name: 'Next' }).click(),
    htmx: (page) => page.getByRole('button', { name: 'Swap' }).click(),
  }

  for (const name of ['Turbo', 'htmx'] as const) {
    const leave = async (page: Page): Promise<void> => {
      await page.evaluate("document.querySelector('form').dataset.old = ''")
      await goOn[name](page)
      await page.locator('form:not([data-old])').waitFor()
    }

    test(`has hCaptcha’s widget with ${name}, and one only`, async () => {
      const page = await scene.open({
        query: '?render=explicit',
        first: '<script src="/library.js"></script>',
        body: `<div class="h-captcha" data-sitekey="${scene.sitekey}"></div>${links}`,
        files: { '/library.js': [show, ...libraries[name]].join(';') },
      })
      await solve(page, scene.service)
      await waitForCall(page, 'callback')
      await leave(page)
      await seeChallenge(page, scene.service)
      await page.keyboard.press('Escape')
      await leave(page)
      await page.evaluate('void (calls.length = 0)')
      await solve(page, scene.service)
      const [, token] = await waitForCall(page, 'callback')
      assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), token)
      assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 1)
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

  // What Turbo keeps of a page has a copy of the box and of the field with its used token.
  test('has hCaptcha’s widget again when the visitor goes back to what Turbo keeps of the page', async () => {
    const page = await scene.open({
      query: '?render=explicit',
      first: '<script src="/library.js"></script>',
      body: `<div class="h-captcha" data-sitekey="${scene.sitekey}"></div>${links}`,
      files: { '/library.js': [show, ...libraries.Turbo].join(';') },
    })
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
    await goOn.Turbo(page)
    await page.waitForURL('**/next')
    await page.goBack()
    await page.waitForURL(`${scene.partner.origin}/`)
    await page.waitForFunction("document.querySelector('textarea')?.value === ''")
    await solve(page, scene.service)
    await page.waitForFunction('calls.length >= 4')
    assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 1)
    const token = await page.locator('textarea[name=h-captcha-response]').inputValue()
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), token)
    assert.notEqual(token, '')
  })
})
