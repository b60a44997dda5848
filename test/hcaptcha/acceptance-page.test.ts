import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { leave } from '../browser/visitor.ts'
import { findChallenge, pressCheckbox, solve } from './solve.ts'
import { setScene, callbackAttributes, readCalls, waitForCall } from './site.ts'

// Named after the lines of the acceptance list of the contract, by their numbers.
describe('hCaptcha’s page contract', () => {
  const scene = setScene()
  const explicit = (body: string, query = '?render=explicit') => scene.open({ body, query })

  test('1: api.js may be loaded by any origin and has the same bytes for any query', async () => {
    const bytes = []
    for (const path of ['api.js', 'api.js?onload=x&hl=fr&render=explicit', 'secure-api.js']) {
      const response = await fetch(`${scene.origin}/1/${path}`)
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin')
      assert.match(response.headers.get('content-type') ?? '', /^application\/javascript/)
      bytes.push(await response.text())
    }
    assert.equal(new Set(bytes).size, 1)
  })

  test('1: a second inclusion does nothing, unless the page has deleted the first', async () => {
    const again = `<script src="${scene.origin}/1/api.js"></script>`
    const page = await scene.open({
      body: `<div class="h-captcha" data-sitekey="${scene.sitekey}"></div>
        <script src="/first.js"></script>${again}`,
    })
    assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 1)
    await page.evaluate('window.first = hcaptcha; window.hcaptcha = null')
    await page.addScriptTag({ url: `${scene.origin}/1/api.js?render=explicit` })
    assert.equal(await page.evaluate('hcaptcha !== null && hcaptcha !== first'), true)
    scene.complaints.length = 0
  })

  test('2: onload is called once, after the automatic rendering, with hcaptcha usable', async () => {
    const page = await scene.open({
      query: '?onload=ready',
      first: '<script src="/ready.js"></script>',
      prepare: async () => {
        scene.partner.page.files = {
          ...scene.partner.page.files,
          '/ready.js': `window.ready = () => calls.push(['ready', hcaptcha.getResponse(),
            document.querySelectorAll('iframe[data-hcaptcha-widget-id]').length])`,
        }
      },
    })
    assert.deepEqual(await waitForCall(page, 'ready'), ['ready', '', 1])
    assert.equal((await readCalls(page)).length, 1)
  })

  const both = (): string => `<div class="g-recaptcha" data-sitekey="${scene.sitekey}"></div>
    <div class="h-captcha" data-sitekey="${scene.sitekey}"></div>`

  test('3: auto-render finds .h-captcha, then .g-recaptcha', async () => {
    const page = await scene.open({ body: both() })
    assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 2)
    const first = await page.locator('.h-captcha iframe').getAttribute('data-hcaptcha-widget-id')
    assert.match(first ?? '', /^0/)
    assert.equal(await page.locator('textarea[name=g-recaptcha-response]').count(), 2)
    assert.equal(await page.evaluate('Object.hasOwn(grecaptcha, "render")'), true)
  })

  test('3: render=explicit renders none, and so does any other value and secure-api.js', async () => {
    for (const query of ['?render=explicit', '?render=later']) {
      const page = await scene.open({ body: both(), query })
      assert.equal(await page.locator('iframe').count(), 0)
    }
    const page = await scene.open({ body: both(), query: '?render=explicit' })
    await page.evaluate('delete window.hcaptcha')
    await page.addScriptTag({ url: `${scene.origin}/1/secure-api.js` })
    assert.equal(await page.locator('iframe').count(), 0)
  })

  test('3: recaptchacompat=off defines no grecaptcha and adds none of its fields', async () => {
    const page = await scene.open({ body: both(), query: '?recaptchacompat=off' })
    assert.equal(await page.evaluate('window.grecaptcha'), undefined)
    assert.equal(await page.locator('textarea[name=g-recaptcha-response]').count(), 0)
    assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 1)
  })

  test('4: render returns a truthy string, and the same for the same container', async () => {
    const page = await explicit('<div id="a"></div>')
    const options = `{ sitekey: '${scene.sitekey}' }`
    const ids = await page.evaluate<unknown[]>(
      `[hcaptcha.render('a', ${options}), hcaptcha.render('a', ${options}), hcaptcha.render(document.getElementById('a'), ${options})]`,
    )
    assert.match(String(ids[0]), /^0[a-z\d]+$/)
    assert.equal(new Set(ids).size, 1)
    assert.equal(scene.complaints.splice(0).length, 2)
  })

  test('4: render with a bad container returns undefined and does not throw', async () => {
    const page = await explicit('<div id="a"></div>')
    const options = `{ sitekey: '${scene.sitekey}' }`
    const found = await page.evaluate(
      `[hcaptcha.render('none', ${options}), hcaptcha.render(null, ${options}), hcaptcha.render(),
        hcaptcha.render('a'), hcaptcha.render('a', { sitekey: 'x', 'challenge-container': 'none' })]
        .every((id) => id === undefined)`,
    )
    assert.equal(found, true)
    assert.equal(scene.complaints.splice(0).length, 5)
  })

  test('4: a detached container and a custom element work once they are in the page', async () => {
    const page = await explicit('<div id="a"></div>')
    await page.evaluate(`
      const wrapper = document.createElement('h-captcha')
      hcaptcha.render(wrapper, { sitekey: '${scene.sitekey}', ...callbacks })
      document.getElementById('a').append(wrapper)`)
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  // A frame that is moved begins with an empty document. The checkbox in it was drawn but did not react.
  test('4: a container that is moved keeps its checkbox', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div>')
    await page.evaluate(`
      hcaptcha.render('a', { sitekey: '${scene.sitekey}', ...callbacks })
      document.getElementById('b').append(document.getElementById('a'))`)
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  })

  test('4: after innerHTML is emptied a new widget works', async () => {
    const page = await explicit('<div id="a"></div>')
    const ids = await page.evaluate<string[]>(`
      const options = { sitekey: '${scene.sitekey}', ...callbacks }
      const first = hcaptcha.render('a', options)
      document.getElementById('a').textContent = ''
      ;[first, hcaptcha.render('a', options)]`)
    assert.notEqual(ids[0], ids[1])
    await solve(page, scene.service)
    const [, token] = await waitForCall(page, 'callback')
    assert.equal(await page.evaluate('hcaptcha.getResponse()'), token)
  })

  test('5: methods work unbound, may be replaced, and leave the options as they were', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div>')
    const found = await page.evaluate(`
      const options = Object.freeze({ sitekey: '${scene.sitekey}', theme: Object.freeze({}), onVerify: 1 })
      const { render, getResponse, reset, getRespKey } = hcaptcha
      render('a', options); reset()
      const theirs = () => 'theirs'
      hcaptcha.render = theirs
      ;[getResponse(), getRespKey(), hcaptcha.render(), render('b', options) !== undefined]`)
    assert.deepEqual(found, ['', '', 'theirs', true])
  })

  test('6: calls without an id go to the first widget in the page', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div>')
    await page.evaluate(`
      window.a = hcaptcha.render('a', { sitekey: '10000000-ffff-ffff-ffff-000000000001' })
      window.b = hcaptcha.render('b', { sitekey: '20000000-ffff-ffff-ffff-000000000002' })`)
    const first = await page.evaluate<{ response: string }>('hcaptcha.execute({ async: true })')
    assert.equal(first.response, '10000000-aaaa-bbbb-cccc-000000000001')
    const found = await page.evaluate(
      `hcaptcha.remove(); hcaptcha.execute(null, { async: true }).then(({ response }) => [response, hcaptcha.getResponse(), hcaptcha.getResponse(b)])`,
    )
    const second = '20000000-aaaa-bbbb-cccc-000000000002'
    assert.deepEqual(found, [second, second, second])
    assert.equal(await page.locator('#a > *').count(), 0)
  })

  const callAll = (id: string): string => `
    ['execute', 'reset', 'remove', 'close', 'getResponse'].map((name) => {
      try { hcaptcha[name](${id}); return 'returned' } catch (error) { return error instanceof Error ? 'threw' : error }
    }).concat((() => { try { hcaptcha.setData(${id || 'undefined'}, {}); return 'returned' } catch (error) { return error instanceof Error ? 'threw' : error } })())`

  test('7: an unknown id throws an Error, except for getRespKey and the promise', async () => {
    const page = await explicit('<div id="a"></div>')
    await page.evaluate(`void hcaptcha.render('a', { sitekey: '${scene.sitekey}' })`)
    assert.deepEqual(await page.evaluate(callAll("'unknown'")), Array(6).fill('threw'))
    assert.equal(await page.evaluate("hcaptcha.getRespKey('unknown')"), '')
    const rejection = await page.evaluate(
      `hcaptcha.execute('unknown', { async: true }).catch((code) => [typeof code, code])`,
    )
    assert.deepEqual(rejection, ['string', 'invalid-captcha-id'])
    assert.equal(
      await page.evaluate(`try { hcaptcha.setData('x'); 'returned' } catch { 'threw' }`),
      'threw',
    )
  })

  test('8: without a widget the promise is rejected with missing-captcha', async () => {
    const page = await explicit('')
    const rejection = await page.evaluate(`hcaptcha.execute({ async: true }).catch((code) => code)`)
    assert.equal(rejection, 'missing-captcha')
    const all = await page.evaluate(callAll(''))
    // Wrappers reset before they have rendered.
    assert.deepEqual(all, ['threw', 'returned', 'threw', 'threw', 'threw', 'threw'])
  })

  test('14: two forms with a widget each send their own tokens under distinct ids', async () => {
    const page = await scene.open({
      body: `</form><form id="one" method="post"><div class="h-captcha" data-sitekey="10000000-ffff-ffff-ffff-000000000001"></div><button>One</button></form>
        <form id="two" method="post"><div class="h-captcha" data-sitekey="20000000-ffff-ffff-ffff-000000000002"></div><button>Two</button></form><form>`,
    })
    const frames = page.locator('iframe[data-hcaptcha-widget-id]')
    for (const index of [0, 1]) {
      await frames.nth(index).contentFrame().getByRole('checkbox').click()
      await frames.nth(index).contentFrame().getByRole('checkbox', { checked: true }).waitFor()
    }
    const ids = await page
      .locator('textarea[name=h-captcha-response]')
      .evaluateAll((fields) => fields.map((field) => (field as unknown as { id: string }).id))
    assert.equal(new Set(ids).size, 2)
    scene.partner.sent.length = 0
    await leave(page, () => page.getByRole('button', { name: 'Two' }).click())
    const sent = Object.fromEntries(scene.partner.sent[0] ?? [])
    assert.equal(sent['h-captcha-response'], '20000000-aaaa-bbbb-cccc-000000000002')
    assert.equal(sent['g-recaptcha-response'], '20000000-aaaa-bbbb-cccc-000000000002')
  })

  test('15: the challenge is visible even if the page hides every second div', async () => {
    const page = await scene.open({
      head: '<style>div > div:nth-child(2) { opacity: 0 !important }</style>',
      body: `<div><div></div><div class="h-captcha" data-sitekey="${scene.sitekey}" ${callbackAttributes}></div></div>`,
    })
    await page.locator('.h-captcha iframe').evaluate((frame) => {
      const box = (frame as unknown as { parentElement: { style: { cssText: string } } })
        .parentElement
      box.style.cssText = 'opacity: 1 !important'
    })
    await pressCheckbox(page)
    await waitForCall(page, 'open')
    const opacity = await page
      .locator('iframe[title="Main content of the Incipit challenge"]')
      .evaluate((frame) => {
        type Node = { parentElement: Node | null }
        const view = globalThis as unknown as {
          getComputedStyle: (of: Node) => { opacity: string }
        }
        let product = 1
        for (let at: Node | null = frame; at; at = at.parentElement)
          product *= Number(view.getComputedStyle(at).opacity)
        return product
      })
    assert.equal(opacity, 1)
    assert.equal(await findChallenge(page).getByLabel('Text 1', { exact: true }).isVisible(), true)
  })

  test('16: sizes are those of the contract', async () => {
    const page = await explicit('<div id="a"></div><div id="b"></div><div id="c"></div>')
    await page.evaluate(`
      for (const [id, size] of [['a', 'normal'], ['b', 'compact'], ['c', 'invisible']])
        hcaptcha.render(id, { sitekey: '${scene.sitekey}', size })`)
    const boxes = []
    for (const id of ['a', 'b', 'c']) boxes.push(await page.locator(`#${id} iframe`).boundingBox())
    assert.deepEqual(
      boxes.map((box) => box && [box.width, box.height]),
      [[302, 76], [158, 138], null],
    )
    assert.equal(await page.locator('#c iframe').getAttribute('aria-hidden'), 'true')
  })

  test('16: themes are the three names, an object and JSON of one', async () => {
    const page = await explicit('<div id="a"></div>')
    const theme = { palette: { mode: 'dark', text: { heading: 'rgb(201, 202, 203)' } } }
    const table = [
      [`'light'`, 'rgb(34, 38, 43)'],
      [`'dark'`, 'rgb(236, 234, 228)'],
      [`'contrast'`, 'rgb(255, 255, 255)'],
      [`'auto'`, 'rgb(34, 38, 43)'],
      [JSON.stringify(theme), 'rgb(201, 202, 203)'],
      [JSON.stringify(JSON.stringify(theme)), 'rgb(201, 202, 203)'],
    ] as const
    for (const [given, color] of table) {
      await page.evaluate(
        `void (window.id = hcaptcha.render('a', { sitekey: '${scene.sitekey}', theme: ${given} }))`,
      )
      const found = await page
        .frameLocator('#a iframe')
        .locator('div')
        .evaluate((box) => {
          const view = globalThis as unknown as {
            getComputedStyle: (of: unknown) => { color: string }
          }
          return view.getComputedStyle(box).color
        })
      assert.equal(found, color, given)
      await page.evaluate('hcaptcha.remove(id)')
    }
  })
})
