import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import type { Site } from '../../../src/model/site.ts'
import { listen, type Listening } from '../../browser/listen.ts'
import { logErrors } from '../../browser/log-errors.ts'
import { launchBrowser } from '../../browser/shared-browser.ts'
import { findChallenge, pressCheckbox } from '../../hcaptcha/solve.ts'
import { lookInside, openBuilt, openService, type ServiceFixture } from '../../setup/service.ts'
import { fillSpoken, settingsForSpoken } from './spoken.ts'

const patienceMs = 60_000

type Playing = { paused: boolean; playbackRate: number; duration: number }

describe('a page with a challenge by ear', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let site: Site
  let url: string
  let partner: Listening
  let browser: Browser
  before(async () => {
    const built = await openBuilt()
    service = await openService((store) => ({ ...settingsForSpoken(store), ...built }))
    site = await fillSpoken(service.store)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    partner = await listen(
      createServer((request, response) => {
        const language = new URL(request.url ?? '/', 'http://page').searchParams.get('lang') ?? 'en'
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(`<!doctype html><html lang="${language}"><title>Partner</title>
          <link rel="icon" href="data:,"><form><div class="h-captcha" data-sitekey="${site.sitekey}"></div></form>
          <script src="${url}/1/api.js?hl=${language}" async defer></script></html>`)
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

  async function open(query = '', width = 1_000): Promise<{ page: Page; frame: FrameLocator }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    page.setDefaultTimeout(patienceMs)
    logErrors(page, complaints)
    await page.goto(`${partner.origin}/${query}`)
    return { page, frame: findChallenge(page) }
  }
  async function begin(page: Page): Promise<string> {
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/challenge'))
    await pressCheckbox(page)
    const { challenge } = (await (await asked).json()) as { challenge: { challenge_id: string } }
    return challenge.challenge_id
  }
  const playing = (frame: FrameLocator, place: number): Promise<Playing> =>
    frame
      .locator('audio')
      .nth(place)
      .evaluate((element) => {
        const { paused, playbackRate, duration } = element as unknown as Playing
        return { paused, playbackRate, duration }
      })

  test('loads the view of the kind, and plays nothing until it is asked to', async () => {
    const { page, frame } = await open()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await begin(page)
    await frame.getByText('Listen to each recording, and type the words you hear').waitFor()
    assert.equal(asked.filter((path) => path.startsWith('/kinds/')).length, 1)
    for (const place of [0, 1]) assert.equal((await playing(frame, place)).paused, true)

    const first = frame.getByRole('group', { name: 'Recording 1', exact: true })
    const second = frame.getByRole('group', { name: 'Recording 2', exact: true })
    await first.getByRole('button', { name: 'Slower' }).click()
    await first.getByRole('button', { name: 'Play' }).click()
    await first.getByRole('button', { name: 'Pause' }).waitFor()
    assert.deepEqual(await playing(frame, 0), {
      paused: false,
      playbackRate: 0.7,
      duration: 6.75,
    })
    assert.equal(
      await first.getByRole('button', { name: 'Slower' }).getAttribute('aria-pressed'),
      'true',
    )
    // Screen readers said or beeped the progress of a recording over it.
    assert.equal(await frame.getByRole('progressbar').count(), 0)
    await first.getByRole('meter', { name: 'Place in recording 1' }).waitFor()
    // The other one stops it.
    await second.getByRole('button', { name: 'From the beginning' }).click()
    await first.getByRole('button', { name: 'Play' }).waitFor()
    assert.equal((await playing(frame, 0)).paused, true)
    await frame.getByText('Report a recording').click()
    assert.deepEqual(await frame.locator('option').allTextContents(), [
      'Recording 1',
      'Recording 2',
    ])
    await page.close()
  })

  test('is answered with the keyboard alone, and the keys of the player type nothing', async () => {
    const { page, frame } = await open()
    const { items } = await lookInside(service.store, await begin(page))
    const field = frame.getByRole('textbox', { name: 'Words in recording 1' })
    await field.waitFor()
    await field.focus()
    await page.keyboard.press('.')
    await frame.getByRole('button', { name: 'Pause' }).waitFor()
    await page.keyboard.press(',')
    await page.keyboard.press('.')
    assert.equal((await playing(frame, 0)).paused, true)
    assert.equal(await field.inputValue(), '')
    await page.keyboard.press('Enter')
    await frame.getByText('Type what you hear in each recording').waitFor()
    for (const [place, { label }] of items.entries()) {
      const own = frame.getByRole('textbox', { name: `Words in recording ${place + 1}` })
      await own.focus()
      await page.keyboard.type(label ?? 'whatever was said')
    }
    await page.keyboard.press('Enter')
    await page.waitForFunction('hcaptcha.getResponse() !== ""')
    await page.close()
  })

  test('speaks the language of the page, and fits 320 pixels', async () => {
    const { page, frame } = await open('?lang=fr', 320)
    await begin(page)
    await frame.getByText('Écoutez chaque enregistrement').waitFor()
    const wide = await frame
      .locator('html')
      .evaluate((root) => (root as unknown as { scrollWidth: number }).scrollWidth)
    assert.ok(wide <= 320, `${wide} pixels`)
    await page.close()
  })
})
