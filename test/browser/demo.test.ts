import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { findChallenge, pressCheckbox, readField, solve } from '../hcaptcha/solve.ts'
import { demoOf } from '../setup/demo.ts'
import { fillDemo } from '../setup/hcaptcha-client.ts'
import { lookInside, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { readStyle } from './browser.ts'
import { launchBrowser } from './shared-browser.ts'
import { logErrors } from './log-errors.ts'

const PATIENCE_MS = 60_000
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('the demonstration’s page of hCaptcha’s contract', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let browser: Browser
  let url: string

  before(async () => {
    const demo = demoOf('', '')
    service = await openService({ ...(await openBuilt()), demo })
    await fillDemo(demo, service)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await service.close()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    assert.deepEqual(complaints.splice(0), [])
  })

  async function open(query = '', context: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext(context)).newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    logErrors(page, complaints)
    await page.goto(`${url}/demo?contract=hcaptcha${query}`)
    return page
  }

  test('a visitor ticks the checkbox, solves the challenge and signs the book', async () => {
    const page = await open()
    await page.getByLabel('Your name').fill('Ada')
    await solve(page, service)
    await readField(page)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you, Ada: your signature was taken.').waitFor()
    await page.getByRole('link', { name: 'Sign again' }).click()
    await page.locator('iframe[data-hcaptcha-widget-id]').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('contract'), 'hcaptcha')
  })

  test('a visitor chooses pictures in French and signs the book', async () => {
    const page = await open('&kind=classification&lang=fr', { locale: 'en-GB' })
    await page.frameLocator('.h-captcha iframe').getByText('Je suis humain').waitFor()
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/challenge'))
    const [response] = await Promise.all([asked, pressCheckbox(page)])
    const { challenge } = (await response.json()) as { challenge: { challenge_id: string } }
    const { items, keyword } = await lookInside(service.store, challenge.challenge_id)
    const frame = findChallenge(page)
    for (const [index, { role, label }] of items.entries()) {
      if (role !== 'known' || label !== keyword) continue
      await frame.getByRole('button', { name: `Image ${index + 1}` }).click()
    }
    await frame.getByRole('button', { name: 'Valider' }).click()
    await readField(page)
    await page.getByRole('button', { name: 'Signer le livre' }).click()
    await page.getByText('Merci, lecteur : votre signature est enregistrée.').waitFor()
  })

  test('the sentence about a missing challenge is visible until the checkbox is there', async () => {
    const page = await open()
    await page.locator('iframe[data-hcaptcha-widget-id]').waitFor()
    assert.equal(await page.locator('.waiting').isVisible(), false)
    const down = await browser.newPage()
    await down.route('**/api.js*', (route) => route.abort())
    await down.goto(`${url}/demo?contract=hcaptcha`)
    await down.getByText('The challenge is loading. If nothing appears here').waitFor()
  })

  test('the page has no accessibility fault and does not scroll sideways, dark and 320 pixels wide', async () => {
    const context = { colorScheme: 'dark', viewport: { width: 320, height: 600 } } as const
    const page = await open('', context)
    await page.locator('iframe[data-hcaptcha-widget-id]').waitFor()
    assert.equal(await readStyle(page.locator('body'), 'backgroundColor'), 'rgb(27, 26, 24)')
    const isWithin = 'document.documentElement.scrollWidth <= innerWidth'
    assert.equal(await page.evaluate(isWithin), true)
    await page.evaluate(axe)
    const faults = await page.evaluate<unknown[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
    )
    assert.deepEqual(faults, [])
    await solve(page, service)
    await readField(page)
    assert.equal(await page.evaluate(isWithin), true)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you, reader').waitFor()
    assert.equal(await page.evaluate(isWithin), true)
  })
})
