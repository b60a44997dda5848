import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readStyle } from '../browser/browser.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { setScene, readCalls } from './site.ts'
import { seeChallenge } from './solve.ts'

const box = 'iframe[title*="Incipit"]'

describe('the box', () => {
  const scene = setScene()
  const contracts = [
    ['/1/api.js', () => `class="h-captcha" data-sitekey="${scene.sitekey}"`],
    ['/recaptcha/api.js', () => `class="g-recaptcha" data-sitekey="${scene.sitekey}"`],
    ['/turnstile/v0/api.js', () => `class="cf-turnstile" data-sitekey="${scene.sitekey}"`],
  ] as const

  for (const [path, attributes] of contracts)
    test(`links by keyboard to what it is and what is kept, in a tab of its own: ${path}`, async () => {
      const privacyUrl = 'https://www.example.org/privacy'
      await changeSite(scene.service.store, scene.service.sites.transcription, { privacyUrl })
      const page = await scene.open({ path, body: `<div ${attributes()}></div>` })
      const frame = page.frameLocator(box)
      const what = frame.getByRole('link', { name: 'About Incipit', exact: true })
      const kept = frame.getByRole('link', { name: 'Privacy', exact: true })
      for (const link of [what, kept]) {
        const size = await link.boundingBox()
        assert.ok(size && size.height >= 24 && size.width >= 24)
      }
      await frame.getByRole('checkbox').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      const opened = page.waitForEvent('popup')
      await page.keyboard.press('Enter')
      const notice = await opened
      await notice.getByRole('link', { name: 'The site’s privacy notice' }).waitFor()
      assert.equal(new URL(notice.url()).origin, scene.origin)
      assert.equal(new URL(notice.url()).hash, '#privacy')
      assert.equal(await notice.evaluate(() => Reflect.get(globalThis, 'opener')), null)
      assert.equal(await frame.getByRole('checkbox').getAttribute('aria-busy'), 'false')
    })

  test('is pressed nowhere by a click on its links', async () => {
    const page = await scene.open({})
    const opened = page.waitForEvent('popup')
    await page.frameLocator(box).getByRole('link', { name: 'About Incipit' }).click()
    await (await opened).close()
    assert.deepEqual(await readCalls(page), [])
    assert.equal(await page.locator('dialog:not([aria-hidden])').count(), 0)
  })
})

describe('a widget that names no theme', () => {
  const scene = setScene()
  const looks = [
    ['dark by its color-scheme', '<style>:root{color-scheme:light dark}</style>', '', true],
    ['dark by its colours', '<style>body{background:#111;color:#eee}</style>', '', true],
    ['dark, but told to be light', '<style>:root{color-scheme:dark}</style>', 'light', false],
    ['light for whoever prefers dark', '', '', false],
  ] as const
  for (const [name, head, theme, isDark] of looks)
    test(`is as dark as its page, and so is its challenge: a page ${name}`, async () => {
      const named = theme ? `data-theme="${theme}"` : ''
      const page = await scene.open({
        head,
        body: `<div class="h-captcha" data-sitekey="${scene.sitekey}" ${named}></div>`,
        context: { colorScheme: 'dark' },
      })
      await seeChallenge(page, scene.service)
      const ground = isDark ? 'rgb(29, 31, 34)' : 'rgb(253, 252, 249)'
      const challenge = page.frameLocator('dialog iframe').locator('.box')
      for (const part of [page.frameLocator(box).first().locator('body > div'), challenge])
        assert.equal(await readStyle(part, 'backgroundColor'), ground)
    })
})
