import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { setScene } from './site.ts'
import { findChallenge, pressCheckbox, readField, solve } from './solve.ts'

const slow = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const slower = 4
const dayMs = 86_400_000

// A pass with one way through must not depend on a good line, a right clock or what a browser keeps.
describe('a visitor passes', () => {
  const scene = setScene()

  async function open(context: BrowserContextOptions = {}, script = ''): Promise<Page> {
    const { sitekey } = scene.service.sites.transcription
    const body = `<div class="h-captcha" data-sitekey="${sitekey}"></div><input name="remark">`
    // In every frame, too.
    return scene.open({ body, context, prepare: (page) => page.addInitScript(script) })
  }

  async function pass(page: Page): Promise<void> {
    await solve(page, scene.service)
    assert.match(await readField(page), /^P1_/)
  }

  test('on a line of 400 kbit/s with 400 ms, with a processor four times slower', async () => {
    const page = await open()
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', { offline: false, ...slow })
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await pass(page)
  })

  for (const [name, offMs] of [
    ['a day behind', -dayMs],
    ['a day ahead', dayMs],
  ] as const)
    test(`whose clock is ${name}, and the pass stays`, async () => {
      const page = await open(
        {},
        `{ const now = Date.now; Date.now = () => now() + ${offMs}
        const Real = Date
        Date = class extends Real { constructor(...of) { super(...(of.length ? of : [Date.now()])) } } }`,
      )
      await pass(page)
      await page.locator('iframe[data-hcaptcha-response^="P1_"]').waitFor({ state: 'attached' })
      assert.notEqual(await page.locator('textarea[name=h-captcha-response]').inputValue(), '')
    })

  test('in a private window, where everything that is kept throws', async () => {
    const page = await open(
      {},
      `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
        Object.defineProperty(window, name, { get() { throw new DOMException(name, 'SecurityError') } })
      Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('cookie', 'SecurityError') }, set() { throw new DOMException('cookie', 'SecurityError') } })`,
    )
    await pass(page)
  })

  test('with a blocker of what content blockers block: trackers, beacons and fonts', async () => {
    const page = await open(
      {},
      'navigator.sendBeacon = () => false; delete window.RTCPeerConnection',
    )
    const blocked: string[] = []
    await page.route(
      /(?:track|beacon|analytic|metric|telemetry|pixel|fingerprint|\bads?\b|hcaptcha\.com|\.woff2?$)/i,
      (route) => {
        blocked.push(route.request().url())
        return route.abort()
      },
    )
    await pass(page)
    assert.deepEqual(blocked, [])
  })

  test('who saves data', async () => {
    const page = await open(
      { extraHTTPHeaders: { 'save-data': 'on' } },
      `Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '2g' } })`,
    )
    await pass(page)
  })

  test('without fonts of the web, and the widget asks for none', async () => {
    const page = await open()
    const fonts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'font') fonts.push(request.url())
    })
    await pass(page)
    assert.deepEqual(fonts, [])
  })

  test('who has typed into the form before, and nothing of it is lost', async () => {
    const page = await open()
    await page.locator('input[name=remark]').fill('half a sentence')
    await pressCheckbox(page)
    await findChallenge(page).getByRole('textbox').first().waitFor()
    await page.keyboard.press('Escape')
    await pass(page)
    assert.equal(await page.locator('input[name=remark]').inputValue(), 'half a sentence')
  })
})
