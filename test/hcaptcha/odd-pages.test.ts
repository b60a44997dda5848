import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PartnerPage } from '../browser/partner.ts'
import { contracts } from './contracts.ts'
import { solve, waitForBox } from './solve.ts'
import { setScene, waitForCall, type SitePage } from './site.ts'

type OddPage = Omit<SitePage, 'body'> & { around?: (place: string) => string }

const head = (style: string): OddPage => ({ head: `<style>${style}</style>` })
const document = (type: string, write: (page: PartnerPage) => string): OddPage => ({
  write,
  headers: { 'content-type': `${type}; charset=utf-8` },
})
// Each is a property of a form that a field of this name takes the place of.
const names = ['submit', 'reset', 'elements', 'host', 'action', 'method', 'length', 'id', 'style']

const pages: Readonly<Record<string, OddPage>> = {
  'a style for all elements': head('*{all:unset!important}'),
  'a style for all frames': head(
    'iframe{min-width:700px;min-height:300px;max-height:40px!important;aspect-ratio:16/9;position:absolute;top:0;opacity:0;transform:scale(.1);clip-path:inset(50%)}',
  ),
  'a layer of styles that hides all frames': head('@layer reset{iframe{display:none!important}}'),
  'vertical writing': head('html{writing-mode:vertical-rl}'),
  'another base address': { head: '<base href="https://elsewhere.example/" target="_top">' },
  'a link around the box': { around: (place) => `<a href="/elsewhere">${place}</a>` },
  'a form whose fields have the names of its properties': {
    around: (place) =>
      `${names.map((name) => `<input type="hidden" name="${name}">`).join('')}${place}`,
  },
  'quirks of old': document(
    'text/html',
    ({ script, placeholder }) =>
      `<html><title>Old</title>${script}<form method=post><table><tr><td>${placeholder}</table></form>`,
  ),
  'isolation from other origins': {
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'credentialless',
    },
  },
}

// In a link, the challenge never came: a link's `host` was taken for the element around a shadow.
describe('a page that is not as most are', () => {
  const scene = setScene()
  for (const [contract, { path, api, field }] of Object.entries(contracts))
    for (const [name, { around = (place: string) => place, ...page }] of Object.entries(pages))
      test(`has the widget of ${contract}’s contract in its size, and a pass, with ${name}`, async () => {
        const opened = await scene.open({
          ...page,
          path,
          query: '?render=explicit',
          body: around('<div id="place"></div>'),
          // With another base, the page's own scripts are elsewhere.
          ...('head' in page
            ? { first: `<script src="${scene.partner.origin}/callbacks.js"></script>` }
            : {}),
        })
        await opened.evaluate(
          `void (window.captcha = ${api}).render('${contract === 'Turnstile' ? '#place' : 'place'}', { sitekey: '${scene.sitekey}', ...callbacks })`,
        )
        await waitForBox(opened)
        const box = await opened.locator('iframe[title*="checkbox"]').boundingBox()
        assert.ok(box)
        assert.ok(box.width >= 300 && box.width <= 304 && box.height >= 65 && box.height <= 78)
        await solve(opened, scene.service)
        const [, token] = await waitForCall(opened, 'callback')
        assert.equal(await opened.locator(`[name=${field}]`).inputValue(), token)
      })

  // An XHTML document is no HTML document, so its methods were taken for those of an element, and nothing was drawn.
  for (const [contract, { path, api }] of Object.entries(contracts))
    test(`has the widget of ${contract}’s contract, and its challenge, in XHTML`, async () => {
      const page = await scene.open({
        ...document(
          'application/xhtml+xml',
          ({ script, placeholder }) =>
            `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Strict</title>${script}</head><body><form method="post">${placeholder}</form></body></html>`,
        ),
        path,
        query: '?render=explicit',
        body: '<div id="place"></div>',
      })
      await page.evaluate(
        `void (window.captcha = ${api}).render(document.getElementById('place') , { sitekey: '${scene.sitekey}', ...callbacks })`,
      )
      // Playwright knows a frame by its name in capitals, which XHTML does not have.
      const frame = await page.waitForSelector('iframe[title*="checkbox"]')
      const box = page.frames().find((one) => one.parentFrame())
      assert.ok(box && (await frame.isVisible()))
      await box.locator('[role=checkbox][aria-busy=false]').waitFor()
      await box.locator('[role=checkbox]').click()
      await page.locator('dialog:not([aria-hidden])').waitFor()
      const challenge = page.frames().find((one) => one.url().endsWith('challenge.html'))
      await challenge?.getByRole('textbox').first().fill('typed')
    })
})
