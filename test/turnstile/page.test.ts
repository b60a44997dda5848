import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { SiteMode } from '../../src/model/site.ts'
import { readCalls, setScene, waitForCall, type SitePage } from '../hcaptcha/site.ts'
import { seeChallenge, solve } from '../hcaptcha/solve.ts'
import { addSecret, changeSite } from '../setup/hcaptcha-client.ts'

const scene = setScene()
let secret: string

const callbacks = ['', 'error-', 'expired-']
  .map((name) => `data-${name}callback="on_${name.replace('-', '') || 'callback'}"`)
  .join(' ')

/** Gives the site a secret before the first test of a group, and has it ask everybody in each. */
function setSite(): void {
  before(async () => {
    secret = await addSecret(scene.service.store, scene.service.sites.transcription)
  })
  beforeEach(() => setMode('always'))
}

async function setMode(mode: SiteMode): Promise<void> {
  await changeSite(scene.service.store, scene.service.sites.transcription, { mode })
}
const open = (page: SitePage): Promise<Page> =>
  scene.open({ path: '/turnstile/v0/api.js', ...page })
const box = (attributes = '', sitekey = scene.sitekey): string =>
  `<div class="cf-turnstile" data-sitekey="${sitekey}" ${callbacks} ${attributes}></div>`
const testKey = (short: string): string => short.replace('…', '0'.repeat(20))
const checkbox = (page: Page) => page.frameLocator('.cf-turnstile > iframe').getByRole('checkbox')
const isShown = (page: Page): Promise<boolean> => page.locator('.cf-turnstile > iframe').isVisible()
const press = (page: Page): Promise<void> => checkbox(page).click()

async function verify(fields: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>> {
  const reply = await scene.service.app.inject({
    method: 'POST',
    url: '/turnstile/v0/siteverify',
    payload: { secret, ...fields },
  })
  return reply.json()
}

/** Renders a widget into the body, with callbacks that are written to the list of calls. */
async function render(page: Page, params: object): Promise<string> {
  const names = [
    'callback',
    'error-callback',
    'expired-callback',
    'timeout-callback',
    'before-interactive-callback',
    'after-interactive-callback',
    'unsupported-callback',
  ]
  return page.evaluate(
    `(() => {
      const params = ${JSON.stringify({ sitekey: scene.sitekey, ...params })}
      for (const name of ${JSON.stringify(names)}) params[name] = (...values) => void calls.push([name, ...values])
      return turnstile.render('#place', params)
    })()`,
  )
}
const openExplicit = (page: SitePage = {}): Promise<Page> =>
  open({ query: '?render=explicit', body: '<div id="place"></div>', ...page })

describe('a page of Turnstile', () => {
  setSite()

  test('gets a token by itself, unasked, if the site’s mode lets the visitor through', async () => {
    await setMode('invisible')
    const page = await open({ body: box('data-action="sign-up" data-cdata="session_1"') })
    const [, token] = await waitForCall(page, 'callback')
    const field = page.locator('.cf-turnstile > input[type=hidden][name=cf-turnstile-response]')
    assert.equal(await field.inputValue(), token)
    assert.equal(await checkbox(page).getAttribute('aria-checked'), 'true')
    const verified = await verify({ response: token })
    const { success, hostname, action, cdata, metadata } = verified
    assert.deepEqual(
      [success, hostname, action, cdata],
      [true, '127.0.0.1', 'sign-up', 'session_1'],
    )
    assert.deepEqual([verified['error-codes'], metadata], [[], { interactive: false }])
    assert.equal(await page.locator('dialog').count(), 0)
  })

  test('asks for a press, and then the challenge, if the service must ask', async () => {
    const page = await openExplicit()
    const id = await render(page, { action: 'a', cData: 'b' })
    await waitForCall(page, 'before-interactive-callback')
    const placed = page.frameLocator('#place > iframe').getByRole('checkbox')
    await solve(page, scene.service, () => placed.click())
    const [, token] = await waitForCall(page, 'callback')
    assert.deepEqual(
      (await readCalls(page)).map(([name]) => name),
      ['before-interactive-callback', 'after-interactive-callback', 'callback'],
    )
    for (const target of ['', `'${id}'`, "'#place'", "document.querySelector('#place')"])
      assert.equal(await page.evaluate(`turnstile.getResponse(${target})`), token)
    const { action, cdata, metadata } = await verify({ response: token })
    assert.deepEqual([action, cdata, metadata], ['a', 'b', { interactive: true }])
  })

  test('has its sizes, its language and its theme', async () => {
    const page = await openExplicit()
    const sizes = { normal: [300, 65], compact: [150, 140], flexible: [null, 65] } as const
    for (const [size, [width, height]] of Object.entries(sizes)) {
      const id = await render(page, { size, language: 'fr', theme: 'dark' })
      const frame = page.locator('#place > iframe')
      const found = await frame.boundingBox()
      assert.equal(found?.height, height, size)
      if (width === null) assert.ok(found && found.width >= 300)
      else assert.equal(found?.width, width, size)
      await page.frameLocator('#place > iframe').getByText('Je suis humain').waitFor()
      await page.evaluate(`turnstile.remove('${id}')`)
      assert.equal(await page.locator('#place > *').count(), 0)
    }
  })

  test('appears when its appearance says, and runs when its execution says', async () => {
    await setMode('invisible')
    const page = await open({ body: box('data-execution="execute" data-appearance="execute"') })
    assert.deepEqual([await isShown(page), await readCalls(page)], [false, []])
    await page.evaluate(`turnstile.execute('.cf-turnstile')`)
    await waitForCall(page, 'callback')
    assert.equal(await isShown(page), true)

    const quiet = await open({ body: box('data-appearance="interaction-only"') })
    await waitForCall(quiet, 'callback')
    assert.equal(await isShown(quiet), false)
    await setMode('always')
    await quiet.evaluate('turnstile.reset()')
    await quiet.locator('.cf-turnstile > iframe').waitFor({ state: 'visible' })
  })

  test('gets a new token when one has expired, unless it is told not to', async () => {
    await setMode('invisible')
    const prepare = (page: Page) => page.clock.install()
    const page = await open({ body: box(), prepare })
    const [, first] = await waitForCall(page, 'callback')
    await page.evaluate('calls.length = 0')
    await page.clock.fastForward('02:01')
    await page.clock.runFor(100)
    const [, second] = await waitForCall(page, 'callback')
    assert.deepEqual((await readCalls(page))[0], ['expired'])
    assert.notEqual(first, second)

    const manual = await open({ body: box('data-refresh-expired="manual"'), prepare })
    await waitForCall(manual, 'callback')
    await manual.clock.fastForward('02:01')
    await waitForCall(manual, 'expired')
    assert.deepEqual(
      await manual.evaluate('[turnstile.isExpired(), turnstile.getResponse() ?? null]'),
      [true, null],
    )
  })

  test('calls the page when a challenge was open for too long', async () => {
    const page = await openExplicit({ prepare: (opened) => opened.clock.install() })
    await render(page, { 'refresh-timeout': 'manual' })
    await waitForCall(page, 'before-interactive-callback')
    const placed = page.frameLocator('#place > iframe').getByRole('checkbox')
    await seeChallenge(page, scene.service, () => placed.click())
    await page.clock.fastForward('10:01')
    await waitForCall(page, 'timeout-callback')
  })

  test('tells the page Cloudflare’s codes, and tries again only what can be different', async () => {
    const page = await openExplicit()
    await render(page, { sitekey: 'unknown' })
    assert.deepEqual(await waitForCall(page, 'error-callback'), ['error-callback', '110100'])
    await page.frameLocator('#place > iframe').getByText('Not set up for this page').waitFor()

    const broken = await openExplicit({
      prepare: (opened) => opened.route('**/api/challenge', (route) => route.abort()),
    })
    await render(broken, { 'retry-interval': 10 })
    assert.deepEqual(await waitForCall(broken, 'error-callback'), ['error-callback', '200500'])
    await broken.unroute('**/api/challenge')
    await waitForCall(broken, 'before-interactive-callback')
    assert.match(scene.complaints.splice(0).join(), /110100/)
  })

  test('throws at parameters that cannot be, as Cloudflare’s does', async () => {
    const page = await openExplicit()
    for (const params of [
      { sitekey: '' },
      { action: 'two words' },
      { action: 'x'.repeat(33) },
      { cData: 'x'.repeat(256) },
      { size: 'huge' },
      { theme: 'pink' },
      { retry: 'sometimes' },
      { appearance: 'never' },
    ])
      await assert.rejects(
        render(page, params),
        /Turnstile: invalid [a-zA-Z-]+\./,
        JSON.stringify(params),
      )
    await assert.rejects(page.evaluate(`turnstile.render('#nowhere', {})`), /no container/)
    assert.equal(await page.locator('#place > *').count(), 0)
  })

  test('has no field, or one of another name, if it is told so', async () => {
    await setMode('invisible')
    const page = await open({ body: box('data-response-field="false"') })
    const [, token] = await waitForCall(page, 'callback')
    assert.equal(
      await page.evaluate(
        `[...new FormData(document.forms[0]).values()].includes('${String(token)}')`,
      ),
      false,
    )
    assert.equal(await page.evaluate('turnstile.getResponse()'), token)
    const named = await open({ body: box('data-response-field-name="answer"') })
    await waitForCall(named, 'callback')
    assert.match(await named.locator('input[name=answer]').inputValue(), /^P1_/)
  })

  test('is also reCAPTCHA’s for pages that ask for it', async () => {
    await setMode('invisible')
    const body = box().replace('cf-turnstile', 'g-recaptcha')
    const page = await open({ query: '?compat=recaptcha', body })
    const [, token] = await waitForCall(page, 'callback')
    assert.equal(await page.locator('[name=g-recaptcha-response]').inputValue(), token)
    assert.equal(await page.evaluate('grecaptcha.getResponse()'), token)
  })

  test('calls `onload`, and `ready` at any time; a second copy of the script does nothing', async () => {
    const page = await openExplicit({ query: '?render=explicit&onload=on_loaded' })
    await waitForCall(page, 'loaded')
    await render(page, {})
    await page.addScriptTag({ url: `${scene.origin}/turnstile/v0/api.js` })
    await page.evaluate(`turnstile.ready(() => calls.push(['ready']))`)
    await waitForCall(page, 'ready')
    assert.equal(await page.locator('#place > iframe').count(), 1)
  })

  test('needs no more of a content policy than three lines', async () => {
    const { origin } = scene
    const policy = `default-src 'none'; script-src ${origin} 'self'; frame-src ${origin}; connect-src ${origin}`
    const page = await open({ body: box(), policy })
    await page.locator('.cf-turnstile > iframe').waitFor()
    await solve(page, scene.service, () => press(page))
    await waitForCall(page, 'callback')
  })
})

describe('Cloudflare’s test sitekeys', () => {
  setSite()

  test('say in the widget that they are for testing only', async () => {
    const page = await open({ body: box('', testKey('1x…AA')) })
    await page.frameLocator('.cf-turnstile > iframe').getByText('For testing only').waitFor()
    assert.deepEqual(await waitForCall(page, 'callback'), ['callback', 'XXXX.DUMMY.TOKEN.XXXX'])
    const passed = await verify({
      secret: `1x${'0'.repeat(31)}AA`,
      response: 'XXXX.DUMMY.TOKEN.XXXX',
    })
    assert.equal(passed['success'], true)
  })

  test('pass without a widget, have the visitor press, or never pass', async () => {
    const unseen = await open({ body: box('', testKey('1x…BB')) })
    await waitForCall(unseen, 'callback')
    assert.equal(await isShown(unseen), false)

    const forced = await open({ body: box('', testKey('3x…FF')) })
    await forced.waitForFunction(
      `document.querySelector('.cf-turnstile > iframe').contentDocument.querySelector('[aria-busy=false]')`,
    )
    assert.deepEqual(await readCalls(forced), [])
    await press(forced)
    await waitForCall(forced, 'callback')

    const blocked = await open({ body: box('data-retry="never"', testKey('2x…AB')) })
    assert.deepEqual(await waitForCall(blocked, 'error'), ['error', '600010'])
    assert.equal(await blocked.evaluate('turnstile.getResponse() ?? null'), null)
    scene.complaints.splice(0)
  })
})
