import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import type { Site } from '../../src/model/site.ts'
import { listen, type Listening } from '../browser/listen.ts'
import { logErrors } from '../browser/log-errors.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import {
  findStablePayload,
  openBuilt,
  openService,
  testSettings,
  type ServiceFixture,
} from '../setup/service.ts'
import { findChallenge, pressCheckbox } from './solve.ts'

const patienceMs = 60_000
const floorMs = testSettings.work.floorSeconds * 1000
const ways = ['By eye', 'By ear', 'Without a task']
const tasks = [/^Type the text you read/, /^Listen to each recording/, /^Your device is working/]

describe('the ways of passing', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let site: Site
  let url: string
  let partner: Listening
  let browser: Browser
  before(async () => {
    const built = await openBuilt()
    service = await openService((store) => ({ ...settingsForSpoken(store), ...built }))
    const spoken = await fillSpoken(service.store)
    const corpora = ['transcription', ...spoken.corpora]
    site = await changeSite(service.store, service.sites.transcription, { corpora })
    const payload = await findStablePayload(service)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    partner = await listen(
      createServer((request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
        const language = searchParams.get('lang') ?? 'en'
        const place =
          pathname === '/ocapi'
            ? `<div id="ocapi-challenge" data-ocapi-client="${site.sitekey}"></div>
              <script src="${url}${payload.path}" integrity="${payload.integrity}" crossorigin></script>`
            : `<div class="h-captcha" data-sitekey="${site.sitekey}"></div>
              <script src="${url}/1/api.js?hl=${language}" async defer></script>`
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(`<!doctype html><html lang="${language}"><title>Partner</title>
          <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
          <form><input name="said">${place}</form></html>`)
      }),
      0,
    )
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await service.close()
    assert.deepEqual(complaints, [])
  })

  async function open(path = '', width = 1_000): Promise<{ page: Page; frame: FrameLocator }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    page.setDefaultTimeout(patienceMs)
    logErrors(page, complaints)
    await page.goto(`${partner.origin}/${path}`)
    await page.locator('[name=said]').fill('typed before')
    return { page, frame: findChallenge(page) }
  }
  const button = (frame: FrameLocator, way: number) =>
    frame.getByRole('button', { name: ways[way] ?? '', exact: true })
  const task = (frame: FrameLocator, way: number) => frame.getByText(tasks[way] ?? '')
  const hasCurrent = (frame: FrameLocator, way: number) =>
    button(frame, way).getAttribute('aria-current')
  // Work answers by itself, so it may not be early on the service's clock, which stands still.
  function letTimePass(page: Page): void {
    page.on('response', (response) => {
      if (response.url().endsWith('/api/challenge')) service.moveClock(floorMs)
    })
  }

  test('by neither, a visitor passes without a task, and what was typed is there', async () => {
    const { page, frame } = await open()
    letTimePass(page)
    await pressCheckbox(page)
    await button(frame, 2).click()
    await task(frame, 2).waitFor()
    await frame.getByRole('progressbar', { name: 'How much is done' }).waitFor()
    await page.waitForFunction(`document.querySelector('[name=h-captcha-response]').value !== ''`)
    assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
    assert.equal(await page.locator('dialog:not([aria-hidden])').count(), 0)
    await page.close()
  })

  test('each way is reached from each other with one key, and begins with the focus in its task', async () => {
    const { page, frame } = await open()
    await pressCheckbox(page)
    await task(frame, 0).waitFor()
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 2],
      [2, 1],
      [1, 0],
    ] as const) {
      assert.equal(await hasCurrent(frame, from), 'true')
      await button(frame, to).focus()
      await page.keyboard.press(to % 2 ? 'Enter' : 'Space')
      await task(frame, to).waitFor()
      const content = frame.locator('.content')
      assert.equal(await content.locator(':focus').count(), 1, `${from} to ${to}`)
      assert.equal(await hasCurrent(frame, from), null)
    }
    await page.close()
  })

  test('the row of ways follows the challenge for the Tab key, and fits 320 pixels from right to left', async () => {
    const { page } = await open('?lang=ar', 320)
    const frame = page.frameLocator('dialog iframe')
    await pressCheckbox(page)
    const row = frame.getByRole('group', { name: 'طرق الاجتياز' })
    await row.getByRole('button').nth(2).click()
    await frame.getByText('جهازك يعمل نيابةً عنك').waitFor()
    const width = await row.evaluate((element) => {
      const { scrollWidth, clientWidth } = (
        element as unknown as {
          ownerDocument: { documentElement: { scrollWidth: number; clientWidth: number } }
        }
      ).ownerDocument.documentElement
      return scrollWidth - clientWidth
    })
    assert.ok(width <= 0, String(width))
    await page.close()
  })

  test('work stops with the challenge, in the middle of it', async () => {
    const { page, frame } = await open()
    await pressCheckbox(page)
    await button(frame, 2).click()
    await task(frame, 2).waitFor()
    await button(frame, 0).focus()
    await page.keyboard.press('Enter')
    await task(frame, 0).waitFor()
    await page.waitForFunction('true')
    while (page.workers().length > 0)
      await page
        .workers()[0]
        ?.evaluate('1')
        .catch(() => undefined)
    assert.equal(page.workers().length, 0)
    await page.close()
  })

  test('before its end a challenge is extended with one press, and what was typed in it stays', async () => {
    const { page, frame } = await open()
    await page.clock.install()
    await pressCheckbox(page)
    await task(frame, 0).waitFor()
    const field = frame.getByRole('textbox').first()
    await field.fill('half of it')
    for (let times = 1; times <= 3; times += 1) {
      await page.clock.fastForward(480_000)
      await frame.getByText('Time is nearly up.').waitFor()
      await frame.getByRole('button', { name: 'More time' }).click()
      await frame.getByText('You have more time now.').waitFor()
      assert.equal(await field.inputValue(), 'half of it')
    }
    await page.close()
  })

  test('in Ocapi’s contract, too, a visitor passes by neither, and goes from way to way by keyboard', async () => {
    const { page } = await open('ocapi')
    letTimePass(page)
    const box = page.locator('#ocapi-challenge')
    const inner = page.frameLocator('#ocapi-challenge iframe')
    await box.getByRole('textbox').first().waitFor()
    await box.getByRole('button', { name: 'By ear' }).focus()
    await page.keyboard.press('Enter')
    await task(inner, 1).waitFor()
    assert.equal(await inner.locator('.content :focus').count(), 1)
    await button(inner, 0).focus()
    await page.keyboard.press('Space')
    await task(inner, 0).waitFor()
    await button(inner, 2).focus()
    await page.keyboard.press('Enter')
    await task(inner, 2).waitFor()
    await box.getByText('That is right, thank you.').waitFor()
    assert.match(await page.locator('[name=ocapi-challenge-id]').inputValue(), /^W1_/)
    assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
    await page.close()
  })
})
