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

const readFaults =
  'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))'
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  'light and wide': {},
  'dark and wide': { colorScheme: 'dark' },
  'as at 400 %': { viewport: { width: 320, height: 256 } },
  'in Arabic': { viewport: { width: 360, height: 740 } },
  'in forced colours': { forcedColors: 'active' },
}

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
    await page.goto(`${url}/demo?${query.includes('contract=') ? '' : 'contract=hcaptcha'}${query}`)
    return page
  }

  // Its policy let no frame in, so that the buttons for the other ways did nothing.
  test('Ocapi’s payload leads to the ways that are in a frame', async () => {
    const page = await open('contract=ocapi')
    await page.locator('#ocapi-challenge').getByRole('button', { name: 'Without a task' }).click()
    const frame = page.frameLocator('#ocapi-challenge iframe')
    await frame.getByRole('meter').waitFor()
  })

  test('a visitor ticks the checkbox, solves the challenge and signs the book', async () => {
    const page = await open()
    await page.getByLabel('Your name').fill('Ada')
    await solve(page, service)
    await readField(page)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you, Ada: your signature was taken.').waitFor()
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada')
    assert.equal(await page.evaluate('document.activeElement.className'), 'outcome right')
    await page.getByText('What the site’s server sees').click()
    await page.getByText('"success": true').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('contract'), 'hcaptcha')
    await page.locator('iframe[data-hcaptcha-widget-id]').waitFor()
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

  // The widget was light on the dark page.
  test('the page has no accessibility fault and does not scroll sideways, dark and 320 pixels wide', async () => {
    const context = { colorScheme: 'dark', viewport: { width: 320, height: 600 } } as const
    const page = await open('', context)
    await page.locator('iframe[data-hcaptcha-widget-id]').waitFor()
    const dark = 'rgb(29, 31, 34)'
    assert.equal(await readStyle(page.locator('body'), 'backgroundColor'), dark)
    const box = page.frameLocator('iframe[data-hcaptcha-widget-id]').locator('body > div')
    assert.equal(await readStyle(box, 'backgroundColor'), dark)
    const isWithin = 'document.documentElement.scrollWidth <= innerWidth'
    assert.equal(await page.evaluate(isWithin), true)
    await page.evaluate(axe)
    assert.deepEqual(await page.evaluate(readFaults), [])
    await solve(page, service)
    await readField(page)
    assert.equal(await page.evaluate(isWithin), true)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you, reader').waitFor()
    assert.equal(await page.evaluate(isWithin), true)
  })

  for (const contract of ['ocapi', 'hcaptcha', 'recaptcha', 'turnstile'])
    for (const [name, context] of Object.entries(looks))
      test(`${contract}’s page has no accessibility fault and does not scroll sideways, ${name}`, async () => {
        const page = await open(
          `&contract=${contract}&lang=${name === 'in Arabic' ? 'ar' : 'en'}`,
          context,
        )
        // As a script sends it: Ocapi's widget lets the button send nothing that is not answered.
        await page.evaluate('document.querySelector("form").submit()')
        await page.locator('.outcome.wrong').waitFor()
        await page.locator('details.asked summary').click()
        await page.locator('.languages summary').click()
        assert.equal(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          true,
        )
        await page.evaluate(axe)
        assert.deepEqual(await page.evaluate(readFaults), [])
        assert.match(complaints.splice(0).join('\n'), /^[^\n]*403[^\n]*$/)
      })

  // The choices wrapped as they happened to.
  test('on a wide page the choices stand in one row, in every language', async () => {
    for (const language of ['ar', 'de', 'en', 'es', 'fr'])
      for (const query of ['', '&kind=classification', '&game']) {
        const page = await open(`&contract=ocapi&lang=${language}${query}`)
        const tops =
          "new Set([...document.querySelectorAll('main li')].map((of) => of.offsetTop)).size"
        assert.equal(await page.evaluate(tops), 1, language + query)
        await page.close()
      }
  })

  test('a button copies the lines, and says so', async () => {
    const page = await open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    const [copy] = await page.getByRole('button', { name: 'Copy' }).all()
    await copy?.click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const text = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.match(text, /^<script\n {2}src="http:\/\/127\.0\.0\.1:\d+\/1\/api\.js"/)
  })

  test('without scripts the page says what it needs, and has no button that does nothing', async () => {
    const page = await open('', { javaScriptEnabled: false })
    await page.locator('noscript p').waitFor()
    const sentence = 'This form needs JavaScript to show its challenge.'
    assert.equal(await page.locator('noscript p').textContent(), sentence)
    assert.equal(await page.locator('.waiting').isVisible(), false)
    assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 0)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Not taken: the box was not ticked.').waitFor()
    complaints.length = 0
  })

  test('buttons, fields and the choice have borders in forced colours', async () => {
    const page = await open('', { forcedColors: 'active' })
    for (const place of ['.send', '#name', '[aria-current=true]', '.languages summary'])
      assert.notEqual(await readStyle(page.locator(place).first(), 'borderTopStyle'), 'none', place)
    assert.notEqual(await readStyle(page.locator('.send'), 'borderTopWidth'), '0px')
  })
})
