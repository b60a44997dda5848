import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import english from '../../src/widget/words/en.json' with { type: 'json' }
import { stopClock } from '../browser/browser.ts'
import {
  answer,
  findChallenge,
  pressCheckbox,
  seeChallenge,
  solve,
  solveWithoutTime,
} from './solve.ts'
import { setScene, callbackAttributes, readCalls, waitForCall } from './site.ts'

const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const testToken = '10000000-aaaa-bbbb-cccc-000000000001'

// Named after the lines of the acceptance list of the contract, by their numbers.
describe('hCaptcha’s challenge', () => {
  const scene = setScene()
  const explicit = (
    body = '<div id="a"></div>',
    prepare: (page: Page) => Promise<unknown> = async () => undefined,
  ) => scene.open({ body, query: '?render=explicit', prepare })
  const calledNames = async (page: Page): Promise<unknown[]> =>
    (await readCalls(page)).map(([name]) => name)
  const checkbox = (page: Page) =>
    page.frameLocator('iframe[data-hcaptcha-widget-id]').getByRole('checkbox')

  test('9: when callback runs, fields, attribute, response and key are set; the promise gives the same', async () => {
    const page = await explicit()
    await page.evaluate(`
      const id = hcaptcha.render('a', { sitekey: '${scene.sitekey}', callback: (token) => {
        const read = (selector) => document.querySelector(selector)
        window.seen = { token, response: hcaptcha.getResponse(id), key: hcaptcha.getRespKey(id),
          h: read('textarea[name=h-captcha-response]').value, g: read('textarea[name=g-recaptcha-response]').value,
          frame: read('iframe[data-hcaptcha-widget-id]').getAttribute('data-hcaptcha-response'),
          ids: [...document.querySelectorAll('textarea')].map((field) => field.id.replace(id, 'ID')),
          isOpen: document.querySelector('dialog').open, isResolved: window.result !== undefined }
      } })`)
    await solve(page, scene.service, () =>
      page.evaluate(
        'void hcaptcha.execute({ async: true }).then((result) => (window.result = result))',
      ),
    )
    const result = (await (await page.waitForFunction('window.result')).jsonValue()) as {
      response: string
      key: string
    }
    const { response: token, key } = result
    assert.match(token, /^[\w.-]{100,2048}$/)
    assert.notEqual(key, '')
    assert.deepEqual(await page.evaluate('seen'), {
      token,
      response: token,
      key,
      h: token,
      g: token,
      frame: token,
      ids: ['g-recaptcha-response-ID', 'h-captcha-response-ID'],
      isOpen: false,
      isResolved: false,
    })
    assert.equal(await checkbox(page).isChecked(), true)
  })

  test('9: a wrong answer gets another challenge in the same dialog, and no token', async () => {
    const page = await scene.open({})
    await answer(page, await seeChallenge(page, scene.service), false)
    await findChallenge(page).getByText('That was not right. Here is another challenge.').waitFor()
    assert.deepEqual(await calledNames(page), ['open'])
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), '')
  })

  const ways = {
    Escape: (page: Page) => page.keyboard.press('Escape'),
    'a press beside it': async (page: Page) => {
      // An immediate press would count as the second one of a double click.
      await page.clock.fastForward(1000)
      await page.mouse.click(3, 3)
    },
    'close()': (page: Page) => page.evaluate('hcaptcha.close()'),
    'its button': (page: Page) =>
      findChallenge(page).getByRole('button', { name: 'Close' }).click(),
  }
  for (const [name, leave] of Object.entries(ways)) {
    test(`10: ${name} closes the challenge, calls close-callback once and rejects the promise`, async () => {
      const page = await explicit(undefined, stopClock)
      await page.evaluate(
        `void hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks })`,
      )
      await seeChallenge(page, scene.service, () =>
        page.evaluate(
          `void hcaptcha.execute({ async: true }).catch((code) => calls.push(['rejected', code]))`,
        ),
      )
      await leave(page)
      assert.deepEqual(await waitForCall(page, 'rejected'), ['rejected', 'challenge-closed'])
      assert.deepEqual(await calledNames(page), ['open', 'close', 'rejected'])
      assert.equal(await page.locator('dialog').getAttribute('aria-hidden'), 'true')
      // It opens again afterwards.
      await solveWithoutTime(page, scene.service)
      await waitForCall(page, 'callback')
    })
  }

  test('10: close() with nothing open calls close-callback once', async () => {
    const page = await scene.open({})
    await page.evaluate('hcaptcha.close()')
    assert.deepEqual(await readCalls(page), [['close']])
  })

  test('11: a challenge that is open for too long is closed, reported and rejected', async () => {
    const page = await scene.open({ prepare: stopClock })
    await seeChallenge(page, scene.service, () =>
      page.evaluate(
        `void hcaptcha.execute({ async: true }).catch((code) => calls.push(['rejected', code]))`,
      ),
    )
    await page.clock.fastForward(600_000)
    assert.deepEqual(await waitForCall(page, 'rejected'), ['rejected', 'challenge-expired'])
    assert.deepEqual(await calledNames(page), ['open', 'chalexpired', 'rejected'])
    assert.equal((await readCalls(page))[1]?.[1], 'challenge-expired')
    await page.frameLocator('#box iframe').getByText('Time is up.').waitFor()
  })

  test('11: an old token is cleared, and then expired-callback is called', async () => {
    const page = await scene.open({
      prepare: stopClock,
      body: `<div id="box" class="h-captcha" data-sitekey="${testSitekey}" data-callback="on_callback"
        data-expired-callback="look"></div>`,
    })
    await page.evaluate(`window.look = (...values) => calls.push(['expired', ...values, hcaptcha.getResponse(),
      document.querySelector('textarea').value, document.querySelector('iframe').dataset.hcaptchaResponse])`)
    await pressCheckbox(page)
    await waitForCall(page, 'callback')
    await page.clock.fastForward(119_000)
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), testToken)
    await page.clock.fastForward(1_000)
    assert.deepEqual(await waitForCall(page, 'expired'), ['expired', 'expired', '', '', ''])
    assert.equal(await checkbox(page).isChecked(), false)
  })

  test('11: reset() and remove() are safe inside any callback', async () => {
    const page = await explicit()
    await page.evaluate(`
      const id = hcaptcha.render('a', { sitekey: '${scene.sitekey}', 'close-callback': () => {
        on_close(); hcaptcha.reset(id); hcaptcha.reset() }, 'open-callback': () => { on_open(); hcaptcha.close(id) },
        callback: () => {} })
      hcaptcha.execute(id)`)
    await waitForCall(page, 'close')
    await page.evaluate(`
      hcaptcha.remove()
      void hcaptcha.render('a', { sitekey: '${testSitekey}', callback: (token) => {
        on_callback(token); hcaptcha.remove() } })
      hcaptcha.execute({ async: true }).then(({ response }) => calls.push(['resolved', response]))`)
    assert.deepEqual(await waitForCall(page, 'resolved'), ['resolved', testToken])
    assert.deepEqual(await calledNames(page), ['open', 'close', 'callback', 'resolved'])
    assert.equal(await page.locator('iframe, textarea, dialog').count(), 0)
  })

  test('11: execute() inside the callback begins a new cycle', async () => {
    const page = await explicit()
    await page.evaluate(`
      let times = 0
      hcaptcha.render('a', { sitekey: '${testSitekey}', callback: (token) => {
        on_callback(token); times += 1; if (times < 3) hcaptcha.execute() } })
      hcaptcha.execute()`)
    await page.waitForFunction('calls.length === 3')
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), testToken)
  })

  // An error in the page's callback must not stop our script.
  test('11: the widget is checked and its promise resolves even if the callback throws', async () => {
    const page = await explicit()
    await page.evaluate(`
      hcaptcha.render('a', { sitekey: '${testSitekey}', callback: () => { throw new Error('of the page') } })
      hcaptcha.execute({ async: true }).then(({ response }) => calls.push(['resolved', response]))`)
    assert.deepEqual(await waitForCall(page, 'resolved'), ['resolved', testToken])
    assert.equal(await checkbox(page).isChecked(), true)
    await page.waitForFunction('true')
    assert.deepEqual(scene.complaints.splice(0), ['of the page'])
  })

  test('12: setData and execute take effect even in the same tick as render', async () => {
    const page = await explicit()
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/challenge'))
    await page.evaluate(`
      const id = hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks })
      hcaptcha.setData(id, { rqdata: 'of the page' })
      hcaptcha.execute(id); hcaptcha.execute(id)`)
    assert.equal(
      (JSON.parse((await asked).postData() ?? '') as { rqdata: string }).rqdata,
      'of the page',
    )
    await waitForCall(page, 'open')
    assert.equal(await page.locator('dialog').count(), 1)
  })

  test('13: a button gets a hidden twin before it, does not send its form, and has its callback called', async () => {
    const page = await scene.open({
      body: `<button class="h-captcha" data-sitekey="${scene.sitekey}" data-size="normal" data-theme="dark"
        data-callback="on_callback">Take part</button>`,
    })
    const button = page.getByRole('button', { name: 'Take part' })
    const id = await button.getAttribute('data-hcaptcha-widget-id')
    assert.ok(id)
    const twin = page.locator('div.h-captcha:has(+ button)')
    assert.deepEqual(
      await twin.evaluate((element) => {
        const { dataset, style } = element as unknown as {
          dataset: Record<string, string>
          style: { display: string }
        }
        return { ...dataset, display: style.display }
      }),
      {
        sitekey: scene.sitekey,
        size: 'normal',
        theme: 'dark',
        callback: 'on_callback',
        hcaptchaSourceId: id,
        display: 'none',
      },
    )
    scene.partner.sent.length = 0
    await solve(page, scene.service, () => button.click())
    await waitForCall(page, 'callback')
    assert.equal(scene.partner.sent.length, 0)
    await page.evaluate('hcaptcha.remove()')
    assert.equal(await twin.count(), 0)
    assert.equal(await button.getAttribute('data-hcaptcha-widget-id'), null)
  })

  test('17: failures are reported with the contract’s codes, none longer than 35 characters', async () => {
    const { checkbox: notices, challenge: sentences } = english
    const table = [
      [404, { error: 'unknown_client' }, 'invalid-data', notices['invalid-data']],
      [403, { error: 'foreign_host' }, 'invalid-data', notices['invalid-data']],
      // The checkbox said that it failed, and not that the visitor need only wait a little.
      [429, 'Too many', 'rate-limited', sentences['too-many']],
      [503, { error: 'no_items' }, 'challenge-error', notices.failed],
      [500, { error: 'internal' }, 'challenge-error', notices.failed],
      [null, null, 'network-error', notices['network-error']],
    ] as const
    for (const [status, body, code, notice] of table) {
      const page = await scene.open({
        prepare: (opened) =>
          opened.route('**/api/challenge', (route) =>
            status === null ? route.abort() : route.fulfill({ status, json: body }),
          ),
      })
      const rejected = page.evaluate('hcaptcha.execute({ async: true }).catch((code) => code)')
      assert.equal(await rejected, code)
      assert.deepEqual(await readCalls(page), [['error', code]])
      assert.ok(code.length <= 35)
      await page.frameLocator('#box iframe').getByText(notice).waitFor()
    }
    scene.complaints.length = 0
  })

  test('17: a frame that never loads is reported as a network error, and the next try loads it again', async () => {
    const page = await scene.open({
      prepare: async (opened) => {
        await stopClock(opened)
        await opened.route('**/challenge.html', (route) => route.abort())
      },
    })
    await pressCheckbox(page)
    await page.clock.fastForward(20_000)
    assert.deepEqual(await waitForCall(page, 'error'), ['error', 'network-error'])
    await page.unroute('**/challenge.html')
    await solveWithoutTime(page, scene.service)
    await waitForCall(page, 'callback')
    scene.complaints.length = 0
  })

  test('17: the test sitekeys pass at once and ask nothing', async () => {
    const page = await scene.open({
      body: `<div class="h-captcha" data-sitekey="30000000-ffff-ffff-ffff-000000000003" ${callbackAttributes}></div>`,
    })
    await pressCheckbox(page)
    const token = '30000000-aaaa-bbbb-cccc-000000000003'
    assert.deepEqual(await waitForCall(page, 'callback'), ['callback', token])
    assert.deepEqual(await calledNames(page), ['callback'])
  })
})
