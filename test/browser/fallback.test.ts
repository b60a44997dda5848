import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core'
import type { Site } from '../../src/model/site.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { fallbackPages } from '../setup/fallback-client.ts'
import { addSecret, hcaptchaClient } from '../setup/hcaptcha-client.ts'
import { ocapiClient } from '../setup/ocapi-client.ts'
import { lookInside, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { listen, type Listening } from './listen.ts'
import { logErrors } from './log-errors.ts'
import { launchBrowser } from './shared-browser.ts'

const patienceMs = 60_000
const root = new URL('../../', import.meta.url)
const guide = readFileSync(new URL('docs/site/without-javascript.md', root), 'utf8')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const readFaults =
  'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))'

/** The lines that the guide gives for a contract, with a service and a site put in. */
function linesFor(title: string, url: string, { sitekey }: Site): string {
  const [, lines = ''] =
    new RegExp(`## ${title}[^#]*?\`\`\`html\n(.*?)\`\`\``, 's').exec(guide) ?? []
  assert.match(lines, /<noscript>/)
  return lines
    .replaceAll('https://captcha.example', url)
    .replaceAll(/<sitekey>|<client id>/g, sitekey)
}

describe('a browser without JavaScript', () => {
  const complaints: string[] = []
  let service: ServiceFixture
  let spoken: Site
  let url: string
  let partner: Listening
  let browser: Browser
  let form = ''
  let sent: URLSearchParams | null = null

  before(async () => {
    const built = await openBuilt()
    service = await openService((store) => ({ ...built, ...settingsForSpoken(store) }))
    spoken = await fillSpoken(service.store)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    partner = await listen(
      createServer((request, response) => {
        let body = ''
        request.on('data', (chunk) => (body += String(chunk)))
        request.on('end', () => {
          if (request.method === 'POST') sent = new URLSearchParams(body)
          response.setHeader('content-type', 'text/html; charset=utf-8')
          response.end(`<!doctype html><html lang="en"><title>Partner</title><link rel="icon" href="data:,">
            ${request.method === 'POST' ? '<p>Thank you.</p>' : `<form method="post"><input name="name" aria-label="Name">${form}<button>Send</button></form>`}</html>`)
        })
      }),
      0,
    )
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await partner.close()
    await service.close()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    assert.deepEqual(complaints.splice(0), [])
  })

  async function open(address: string, context: BrowserContextOptions = {}): Promise<Page> {
    const page = await (
      await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', ...context })
    ).newPage()
    page.setDefaultTimeout(patienceMs)
    logErrors(page, complaints)
    await page.goto(address)
    return page
  }

  function frameIn(page: Page): Frame {
    const frame = page.frames().find((one) => one.url().startsWith(url))
    assert.ok(frame)
    return frame
  }

  /** Types the right texts, one field after the other, and presses Enter in the last one. */
  async function answerByKeyboard(page: Page, frame: Frame): Promise<void> {
    const id = await frame.locator('input[name=challenge]').inputValue()
    const { items } = await lookInside(service.store, id)
    for (const [index, { label }] of items.entries()) {
      await reach(page, frame, `#text-${index + 1}`)
      await page.keyboard.type(label ?? 'perdrix')
    }
    await page.keyboard.press('Enter')
    await frame.getByText('That is right, thank you.').waitFor()
    assert.equal(await frame.locator('.status:focus').count(), 1)
  }

  const pressesMax = 30
  async function reach(page: Page, within: Page | Frame, selector: string): Promise<void> {
    for (let presses = 0; presses < pressesMax; presses += 1) {
      if ((await within.locator(`${selector}:focus`).count()) > 0) return
      await page.keyboard.press('Tab')
    }
    assert.fail(`${selector} is not reached by the keyboard`)
  }

  async function sendByKeyboard(): Promise<URLSearchParams> {
    const page = await open(partner.origin)
    await reach(page, page, '[name=name]')
    await page.keyboard.type('Ada')
    const frame = frameIn(page)
    await answerByKeyboard(page, frame)
    await reach(page, frame, 'textarea')
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    await reach(page, page, '#code')
    await page.keyboard.press('Control+V')
    await reach(page, page, 'form > button')
    await page.keyboard.press('Enter')
    await page.getByText('Thank you.').waitFor()
    assert.ok(sent)
    assert.equal(sent.get('name'), 'Ada')
    return sent
  }

  test('sends a form of hCaptcha’s contract by the keyboard alone, with the lines of the guide', async () => {
    const site = service.sites.transcription
    form = linesFor('hCaptcha’s contract'.replace('’', "'"), url, site)
    const response = (await sendByKeyboard()).get('h-captcha-response') ?? ''
    const secret = await addSecret(service.store, site)
    const reply = await hcaptchaClient(service, site).verify({ secret, response })
    assert.equal(reply.success && reply.hostname, '127.0.0.1')
  })

  test('sends a form of Ocapi’s contract by the keyboard alone, with the lines of the guide', async () => {
    const site = service.sites.transcription
    form = linesFor("Ocapi's contract", url, site)
    const fields = await sendByKeyboard()
    assert.equal(fields.get('ocapi-client-id'), site.sitekey)
    const state = await ocapiClient(service, site).readState(fields.get('ocapi-challenge-id') ?? '')
    assert.deepEqual(state.json(), { state: 'validated' })
  })

  test('is told of a wrong answer, keeps the focus there, and chooses pictures', async () => {
    const site = service.sites.classification
    const page = await open(`${url}${fallbackPages.hcaptcha}${site.sitekey}`)
    const choose = async (isRight: boolean): Promise<void> => {
      const id = await page.locator('input[name=challenge]').inputValue()
      const { items, keyword } = await lookInside(service.store, id)
      for (const [index, { role, label }] of items.entries())
        if (role === 'known' && (label === keyword) === isRight)
          await page.getByRole('checkbox', { name: `Picture ${index + 1}` }).check()
      await page.getByRole('button', { name: 'Validate' }).click()
    }
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('Choose at least one picture').waitFor()
    await choose(false)
    const status = page.getByText('That was not right. Here is another challenge.')
    await status.waitFor()
    assert.match(await page.title(), /^That was not right\./)
    assert.equal(await page.locator('.status:focus').count(), 1)
    await choose(true)
    assert.match(await page.getByLabel('Your code').inputValue(), /^P1_/)
  })

  async function answer(page: Page | Frame, isRight: boolean): Promise<void> {
    const id = await page.locator('input[name=challenge]').inputValue()
    const { items } = await lookInside(service.store, id)
    for (const [index, { label }] of items.entries())
      await page.locator(`#text-${index + 1}`).fill(isRight ? (label ?? 'perdrix') : 'quite wrong')
    await page.locator('.send').click()
  }

  test('loses nothing of the form around when an answer was wrong', async () => {
    form = linesFor('hCaptcha’s contract'.replace('’', "'"), url, service.sites.transcription)
    const page = await open(partner.origin)
    await page.locator('[name=name]').fill('Ada')
    const frame = frameIn(page)
    await answer(frame, false)
    await frame.getByText('That was not right. Here is another challenge.').waitFor()
    await frame.locator('#text-1').fill('half of it')
    assert.equal(await page.locator('[name=name]').inputValue(), 'Ada')
    await answer(frame, true)
    await frame.getByLabel('Your code').waitFor()
    assert.equal(await page.locator('[name=name]').inputValue(), 'Ada')
  })

  test('goes back, loads again, and has two tabs, and gets one code for each challenge', async () => {
    const address = `${url}${fallbackPages.hcaptcha}${service.sites.transcription.sitekey}`
    const page = await open(address)
    const other = await page.context().newPage()
    await other.goto(address)
    await answer(page, false)
    await page.getByText('That was not right.').waitFor()
    // The page of before is not kept: a new challenge comes, which can be answered.
    await page.goBack()
    await answer(page, true)
    const first = await page.getByLabel('Your code').inputValue()
    // The form is sent again.
    await page.reload()
    await page.getByText('That challenge was already used or too old.').waitFor()
    assert.equal(await page.getByLabel('Your code').count(), 0)
    await answer(other, true)
    const second = await other.getByLabel('Your code').inputValue()
    assert.match(first, /^P1_/)
    assert.match(second, /^P1_/)
    assert.notEqual(first, second)
  })

  test('needs no style sheet: everything is there, in its order, and has its name', async () => {
    const page = await (
      await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    ).newPage()
    page.setDefaultTimeout(patienceMs)
    await page.route(`${url}/**`, async (route) => {
      if (route.request().resourceType() !== 'document') return route.continue()
      const reply = await route.fetch()
      const plain = (await reply.text()).replaceAll(/<style>.*?<\/style>/gs, '')
      return route.fulfill({ response: reply, body: plain })
    })
    await page.goto(`${url}${fallbackPages.hcaptcha}${service.sites.transcription.sitekey}`)
    assert.equal(await page.locator('style, link[rel=stylesheet]').count(), 0)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await answerByKeyboard(page, page.mainFrame())
    assert.match(await page.getByLabel('Your code').inputValue(), /^P1_/)
  })

  test('is not shown the page in a frame of a foreign host', async () => {
    const { transcription: site } = service.sites
    const change = { atMs: 0, organisation: 'main', actor: 'test', action: 'site.set', subject: '' }
    const line = { ...change, detail: '' }
    await service.store.sites.change(
      'main',
      { ...site, domains: ['example.org'], allowsLocalhost: false },
      line,
    )
    form = `<iframe src="${url}${fallbackPages.hcaptcha}${site.sitekey}" referrerpolicy="no-referrer"></iframe>`
    const page = await open(partner.origin)
    const frame = page.frames()[1]
    assert.equal(await frame?.locator('form').count(), 0)
    assert.match(complaints.splice(0).join(' '), /frame-ancestors/)
    await service.store.sites.change('main', site, line)
  })

  test('is led to what the service is and keeps, and reports', async () => {
    const site = service.sites.transcription
    const page = await open(`${url}${fallbackPages.recaptcha}${site.sitekey}&hl=fr`)
    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Confidentialité' }).click()
    const about = await opened
    await about.getByRole('heading', { name: 'Ce qui est conservé de vous' }).waitFor()
    await page.getByText('Signaler une image').click()
    await page.getByRole('button', { name: 'Personne ne peut la lire' }).click()
    await page.getByText('Merci. Voici un autre défi.').waitFor()
  })

  const looks: Readonly<Record<string, BrowserContextOptions>> = {
    'light and wide': {},
    'dark on a telephone': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
    'as at 400 %': { viewport: { width: 320, height: 256 } },
    'in Arabic': { locale: 'ar', viewport: { width: 360, height: 740 } },
    'in forced colours': { forcedColors: 'active' },
  }
  for (const [name, context] of Object.entries(looks))
    test(`finds it accessible and whole, ${name}`, async () => {
      const sites = { ...service.sites, spoken }
      for (const [kind, { sitekey }] of Object.entries(sites)) {
        // The page has no script; axe needs one to run.
        const page = await open(`${url}${fallbackPages.hcaptcha}${sitekey}`, {
          ...context,
          javaScriptEnabled: true,
          bypassCSP: true,
        })
        const folder = process.env['PICTURES']
        const shoot = async (state: string): Promise<void> => {
          await page.evaluate(axe)
          assert.deepEqual(await page.evaluate(readFaults), [], `${kind}, ${state}`)
          const width = 'document.documentElement.scrollWidth - innerWidth'
          assert.ok(((await page.evaluate(width)) as number) <= 0, `${kind}, ${state}`)
          const path = `${folder}/${name} ${kind} ${state}.png`.replaceAll(' ', '-')
          if (folder) await page.screenshot({ path, fullPage: true })
        }
        await shoot('asked')
        await page.locator('summary').click()
        await page.evaluate('document.querySelector("form").noValidate = true')
        await page.locator('.send').click()
        await page.locator('.wrong').waitFor()
        await page.locator('summary').click()
        await shoot('wrong')
      }
      const page = await open(
        `${url}${fallbackPages.hcaptcha}10000000-ffff-ffff-ffff-000000000001`,
        {
          ...context,
          javaScriptEnabled: true,
          bypassCSP: true,
        },
      )
      await page.evaluate(axe)
      assert.deepEqual(await page.evaluate(readFaults), [])
      const folder = process.env['PICTURES']
      if (folder) await page.screenshot({ path: `${folder}/${name} code.png`.replaceAll(' ', '-') })
    })
})
