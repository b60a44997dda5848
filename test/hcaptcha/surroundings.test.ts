import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { setScene } from './site.ts'
import { testSettings } from '../setup/service.ts'
import { findChallenge, pressCheckbox, readField, seeChallenge, solve } from './solve.ts'

const slow = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const slower = 4
const dayMs = 86_400_000
const floorMs = testSettings.work.floorSeconds * 1000

type Box = { getBoundingClientRect: () => { right: number } }
type Inside = {
  getComputedStyle: (of: unknown) => { fontSize: string }
  document: { documentElement: { clientWidth: number } }
}

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

  test('with text of twice the size alone, and everything in its place at 640 pixels', async () => {
    const page = await open({ viewport: { width: 640, height: 900 } })
    const session = await page.context().newCDPSession(page)
    // A scrollbar may cover the padding of the box, and nothing in it.
    const sizeOf = () =>
      findChallenge(page)
        .locator('fieldset')
        .evaluate((fieldset) => {
          const { getComputedStyle, document } = globalThis as unknown as Inside
          const { right } = (fieldset as unknown as Box).getBoundingClientRect()
          return [
            Number.parseFloat(getComputedStyle(fieldset).fontSize),
            right <= document.documentElement.clientWidth,
          ] as const
        })
    await pressCheckbox(page)
    const [before] = await sizeOf()
    await page.keyboard.press('Escape')
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    await pressCheckbox(page)
    assert.deepEqual(await sizeOf(), [2 * before, true])
    await page.keyboard.press('Escape')
    await pass(page)
  })

  test('by neither, with a processor four times slower, a day behind, with nothing kept', async () => {
    const page = await open({}, '{ const now = Date.now; Date.now = () => now() - 86400000 }')
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    page.on('response', (response) => {
      if (response.url().endsWith('/api/challenge')) scene.service.moveClock(floorMs)
    })
    await pressCheckbox(page)
    await findChallenge(page).getByRole('button', { name: 'Without a task' }).click()
    assert.match(await readField(page), /^P1_/)
  })

  // The box waited for ever, without a word.
  for (const [name, script] of [
    ['workers', 'delete window.Worker'],
    ['WebAssembly', 'delete window.WebAssembly'],
  ] as const)
    test(`where ${name} are blocked: neither says so, and eye is one press away`, async () => {
      const page = await open({}, script)
      // What is taken from a page is there in its workers.
      await page.route(/\/worker\.js$/, (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: 'onmessage = ({ data }) => postMessage({ index: data.index, tag: null })',
        }),
      )
      await pressCheckbox(page)
      const frame = findChallenge(page)
      await frame.getByRole('button', { name: 'Without a task' }).click()
      await frame.getByText(/could not do the work/).waitFor()
      await seeChallenge(page, scene.service, () =>
        frame.getByRole('button', { name: 'By eye' }).click(),
      )
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
