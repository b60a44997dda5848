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
import { fillVoices, settingsForVoices } from './voices.ts'

const patienceMs = 60_000

describe('a page with a challenge of two voices', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let site: Site
  let url: string
  let partner: Listening
  let browser: Browser
  before(async () => {
    const built = await openBuilt()
    service = await openService((store) => ({ ...settingsForVoices(store), ...built }))
    site = await fillVoices(service.store)
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

  async function open(query = ''): Promise<{ page: Page; frame: FrameLocator; id: string }> {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 800 } })
    page.setDefaultTimeout(patienceMs)
    logErrors(page, complaints)
    await page.goto(`${partner.origin}/${query}`)
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/challenge'))
    await pressCheckbox(page)
    const { challenge } = (await (await asked).json()) as { challenge: { challenge_id: string } }
    return { page, frame: findChallenge(page), id: challenge.challenge_id }
  }

  test('is solved with the keyboard alone, and plays only when it is asked to', async () => {
    const { page, frame, id } = await open()
    await frame.getByText('Type the two words that the lower voice says').waitFor()
    const field = frame.getByRole('textbox', {
      name: 'Words of the lower voice in recording 1',
    })
    const paused = () =>
      frame.locator('audio').evaluate((element) => (element as unknown as Playing).paused)
    assert.equal(await paused(), true)
    await field.focus()
    // The full stop of a Chinese or Japanese keyboard plays, too.
    await field.dispatchEvent('keydown', { key: '。' })
    await frame.getByRole('button', { name: 'Pause' }).waitFor()
    await page.keyboard.press(',')
    await page.keyboard.press('.')
    assert.equal(await paused(), true)
    assert.equal(await field.inputValue(), '')
    await page.keyboard.press('Enter')
    await frame.getByText('Type what the lower voice says').waitFor()
    const { items } = await lookInside(service.store, id)
    await field.focus()
    await page.keyboard.type(items[0]?.label ?? '')
    await page.keyboard.press('Enter')
    await page.waitForFunction('hcaptcha.getResponse() !== ""')
    await page.close()
  })

  test('asks in the language of the page', async () => {
    const french = await open('?lang=fr')
    await french.frame.getByText('Deux voix parlent tour à tour').waitFor()
    await french.page.close()
    const polish = await open('?lang=pl')
    await polish.page
      .frameLocator('iframe[src*="challenge.html"]')
      .getByText('Dwa głosy mówią na zmianę')
      .waitFor()
    await polish.page.close()
  })
})

type Playing = { paused: boolean }
