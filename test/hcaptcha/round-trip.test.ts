import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { drawAhead } from '../setup/stock.ts'
import { findChallenge, findText, pressCheckbox, solve } from './solve.ts'
import { setScene, waitForCall } from './site.ts'

const checkbox = 'iframe[data-hcaptcha-widget-id]'
const countDrawn = `[...document.body.firstElementChild.shadowRoot.querySelectorAll('canvas')]
  .filter((canvas) => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[3] > 0).length`

describe('the way from the press to the pictures', () => {
  const scene = setScene()
  const connections: unknown[] = []
  before(() => {
    scene.service.app.server.on('connection', (socket) => connections.push(socket))
  })

  function record(page: Page): string[] {
    const asked: string[] = []
    page.on('request', (request) =>
      asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''),
    )
    return asked
  }
  function watch(sitekey: string): Promise<Page> {
    return scene.open({
      body: `<input name="first"><div class="h-captcha" data-sitekey="${sitekey}"></div>`,
    })
  }
  const frameOf = (page: Page) => page.frames().find((one) => one.url().endsWith('challenge.html'))
  // The frame's title is set by its script.
  async function waitForFrame(page: Page): Promise<void> {
    await page.locator('dialog iframe').waitFor({ state: 'attached' })
    await frameOf(page)?.waitForLoadState()
  }

  const comings: Record<string, (page: Page) => Promise<unknown>> = {
    'the pointer comes to the box': (page) => page.locator(checkbox).hover(),
    'the box gets the focus': (page) => page.frameLocator(checkbox).getByRole('checkbox').focus(),
    'the visitor begins with the form': (page) => page.locator('[name=first]').focus(),
  }
  for (const [name, come] of Object.entries(comings))
    test(`the frame is loaded when ${name}, and the service is asked nothing`, async () => {
      const page = await watch(scene.sitekey)
      await page.frameLocator(checkbox).getByText('I am human').waitFor()
      assert.equal(await page.locator('dialog').count(), 0)
      const asked = record(page)
      await come(page)
      await waitForFrame(page)
      assert.deepEqual(asked, ['challenge.html'])
      assert.equal(await page.locator('dialog').getAttribute('aria-hidden'), 'true')
      await solve(page, scene.service)
      await page.waitForFunction('hcaptcha.getResponse() !== ""')
    })

  // On a phone nothing hovers: the frame began to load with the touch, and the visitor waited for two round trips.
  test('on a touch screen the frame is loaded when the box is scrolled into view, and not before', async () => {
    const page = await scene.open({
      body: `<div style="height:200vh"></div><div class="h-captcha" data-sitekey="${scene.sitekey}"></div>`,
      context: { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } },
    })
    await page.frameLocator(checkbox).getByText('I am human').waitFor()
    // The observer has looked once when the next frame is drawn after it began.
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    )
    assert.equal(await page.locator('dialog').count(), 0)
    const asked = record(page)
    await page.locator(checkbox).scrollIntoViewIfNeeded()
    await waitForFrame(page)
    assert.deepEqual(asked, ['challenge.html'])
  })

  for (const [kind, count] of [
    ['transcription', 2],
    ['classification', 9],
  ] as const)
    test(`one request brings ${count} pictures after the press, over the connection of the frame`, async () => {
      await drawAhead(scene.service)
      const page = await watch(scene.service.sites[kind].sitekey)
      await page.locator(checkbox).hover()
      await waitForFrame(page)
      const asked = record(page)
      const opened = connections.length
      await pressCheckbox(page)
      await page.locator('dialog:not([aria-hidden])').waitFor()
      await findChallenge(page)
        .getByRole('img')
        .nth(count - 1)
        .waitFor()
      while ((await frameOf(page)?.evaluate(countDrawn)) !== count);
      assert.deepEqual(asked, ['challenge'])
      assert.equal(connections.length, opened)
    })

  test('Ocapi’s widget gets its pictures with the challenge', async () => {
    await drawAhead(scene.service)
    const page = await scene.open({})
    const asked = record(page)
    await page.goto(`${scene.origin}/demo`)
    await page.locator('#ocapi-challenge canvas').nth(1).waitFor()
    const ofService = asked.filter(
      (name) => !/^(demo|favicon\.svg|.*\.js|.*\.json|words)$/.test(name),
    )
    assert.deepEqual(ofService, [scene.sitekey])
  })

  test('another challenge comes with one request, too', async () => {
    await drawAhead(scene.service)
    const page = await watch(scene.sitekey)
    await pressCheckbox(page)
    await findText(page, 1).waitFor()
    const asked = record(page)
    await findChallenge(page).getByRole('button', { name: 'Another' }).click()
    await findChallenge(page).getByText('Here is another').waitFor()
    assert.deepEqual(asked, ['challenge'])
  })

  // A frame loaded while the network was away was the browser's own page about it, and the press waited 20 seconds.
  test('a frame that did not load when the pointer came is loaded at the press', async () => {
    const page = await watch(scene.sitekey)
    await page.route('**/challenge.html', (route) => route.abort())
    const failed = page.waitForEvent('requestfailed')
    await page.locator(checkbox).hover()
    await failed
    await page.unroute('**/challenge.html')
    await pressCheckbox(page)
    await findText(page, 1).waitFor()
    scene.complaints.length = 0
  })

  test('a widget that is removed loads nothing any more', async () => {
    const page = await watch(scene.sitekey)
    await page.locator(checkbox).hover()
    await waitForFrame(page)
    await page.evaluate('hcaptcha.remove()')
    assert.equal(await page.locator('dialog').count(), 0)
    await page.locator('[name=first]').focus()
    assert.equal(await page.locator('dialog').count(), 0)
  })

  test('a challenge that was prepared is passed like any other', async () => {
    await drawAhead(scene.service)
    const page = await scene.open({})
    await page.locator(checkbox).hover()
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })
})
