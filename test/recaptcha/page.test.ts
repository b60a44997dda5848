import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { leave } from '../browser/visitor.ts'
import { readCalls, setScene, waitForCall, type SitePage } from '../hcaptcha/site.ts'
import { seeChallenge, solve } from '../hcaptcha/solve.ts'
import { addSecret, changeSite } from '../setup/hcaptcha-client.ts'
import type { SiteMode } from '../../src/model/site.ts'
import { verifyRecaptcha } from './verify.ts'

const scene = setScene()
const callbacks = `data-callback="on_callback" data-expired-callback="on_expired" data-error-callback="on_error"`
let secret: string

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
const open = (page: SitePage): Promise<Page> => scene.open({ path: '/recaptcha/api.js', ...page })
const box = (attributes = callbacks): string =>
  `<div class="g-recaptcha" data-sitekey="${scene.sitekey}" ${attributes}></div>`
const press = (page: Page, at = 0): Promise<void> =>
  page.frameLocator('.g-recaptcha > iframe').nth(at).getByRole('checkbox').click()
const verify = (response: unknown) =>
  verifyRecaptcha(scene.service, { secret, response: String(response) })
const count = (page: Page, selector: string): Promise<number> => page.locator(selector).count()

describe('a page of reCAPTCHA v2', () => {
  setSite()

  test('gets its checkbox by itself; a solved one fills the field and calls the page with the token', async () => {
    const page = await open({ body: box() })
    await solve(page, scene.service, () => press(page))
    const [, token, ...others] = await waitForCall(page, 'callback')
    assert.deepEqual(others, [])
    const field = page.locator('textarea#g-recaptcha-response.g-recaptcha-response')
    assert.equal(await field.getAttribute('name'), 'g-recaptcha-response')
    assert.equal(await field.inputValue(), token)
    for (const call of ['getResponse()', 'getResponse(0)', 'enterprise.getResponse(0)'])
      assert.equal(await page.evaluate(`grecaptcha.${call}`), token)
    const { success, hostname, score } = await verify(token)
    assert.deepEqual([success, hostname, score], [true, '127.0.0.1', undefined])
  })

  test('has widgets numbered from 0, each with fields of its own', async () => {
    const page = await open({ query: '?render=explicit', body: `<p id="a"></p><p id="b"></p>` })
    const sitekey = JSON.stringify({ sitekey: scene.sitekey, size: 'compact', theme: 'dark' })
    assert.equal(await page.evaluate(`grecaptcha.render('a', ${sitekey})`), 0)
    assert.equal(
      await page.evaluate(`grecaptcha.render(document.querySelector('#b'), ${sitekey})`),
      1,
    )
    assert.equal(await count(page, '#a > textarea#g-recaptcha-response'), 1)
    assert.equal(await count(page, '#b > textarea#g-recaptcha-response-1'), 1)
    const frame = await page.locator('#a iframe').boundingBox()
    assert.deepEqual([frame?.width, frame?.height], [164, 144])
    await solve(page, scene.service, () =>
      page.frameLocator('#b > iframe').getByRole('checkbox').click(),
    )
    await page.waitForFunction('grecaptcha.getResponse(1)')
    assert.equal(await page.evaluate('grecaptcha.getResponse()'), '')
    await page.evaluate('grecaptcha.reset(1)')
    assert.equal(await page.evaluate('grecaptcha.getResponse(1)'), '')
  })

  test('renders nothing by itself if it is explicit, and calls `onload` once', async () => {
    const page = await open({ query: '?render=explicit&onload=on_loaded&hl=fr', body: box() })
    await waitForCall(page, 'loaded')
    assert.equal(await count(page, '.g-recaptcha > *'), 0)
    await page.evaluate(`grecaptcha.render(document.querySelector('.g-recaptcha'))`)
    const checkbox = page.frameLocator('.g-recaptcha > iframe').getByRole('checkbox')
    await checkbox.filter({ hasText: 'Je suis humain' }).waitFor()
    assert.deepEqual(await readCalls(page), [['loaded']])
  })

  test('runs what was queued before the script came, and what is queued afterwards', async () => {
    const first = `<script>
      if (typeof grecaptcha === 'undefined') grecaptcha = {}
      grecaptcha.ready = (run) => { (window.___grecaptcha_cfg ??= {}).fns ??= []; ___grecaptcha_cfg.fns.push(run) }
      grecaptcha.ready(() => calls.push(['queued', typeof grecaptcha.render]))
    </script>`
    const page = await open({ first, body: box() })
    assert.deepEqual(await waitForCall(page, 'queued'), ['queued', 'function'])
    await page.evaluate(`grecaptcha.ready(() => calls.push(['ready']))`)
    await waitForCall(page, 'ready')
    await page.evaluate(`___grecaptcha_cfg.fns.push(() => calls.push(['pushed']))`)
    await waitForCall(page, 'pushed')
  })

  test('throws what Google’s throws', async () => {
    const page = await open({ query: '?render=explicit', body: '<p id="a"></p>' })
    const message = (run: string): Promise<unknown> =>
      page.evaluate(`(() => { try { ${run} } catch (e) { return e.message } })()`)
    const sitekey = `{ sitekey: '${scene.sitekey}' }`
    assert.match(String(await message('grecaptcha.getResponse()')), /No reCAPTCHA clients exist/)
    assert.match(String(await message(`grecaptcha.render('x', ${sitekey})`)), /element or id/)
    assert.match(String(await message(`grecaptcha.render('a', {})`)), /parameters: sitekey/)
    assert.equal(await message(`grecaptcha.render('a', ${sitekey})`), undefined)
    assert.match(
      String(await message(`grecaptcha.render('a', ${sitekey})`)),
      /already been rendered/,
    )
    assert.match(String(await message('grecaptcha.execute(7)')), /Invalid site key or client id/)
    await page.evaluate('grecaptcha.reset()')
  })

  test('starts from a button of its own, which sends the form in the callback', async () => {
    const button = `<button id="send" class="g-recaptcha" data-sitekey="${scene.sitekey}" data-callback="submitForm" data-badge="bottomleft">Go</button>`
    const script = `<script>function submitForm() { document.forms[0].submit() }</script>`
    const page = await open({ first: script, body: button })
    await page.locator('.grecaptcha-badge[data-style=bottomleft]').waitFor()
    await leave(page, () => solve(page, scene.service, () => page.click('#send')))
    const fields = Object.fromEntries(scene.partner.sent.at(-1) ?? [])
    assert.equal((await verify(fields['g-recaptcha-response']))['success'], true)
  })

  test('starts invisibly with `execute`; the page is told of nothing but the token', async () => {
    const page = await open({ body: box(`${callbacks} data-size="invisible" data-badge="inline"`) })
    assert.equal(await page.locator('.g-recaptcha > iframe').isVisible(), false)
    assert.equal(await page.locator('.grecaptcha-badge').isVisible(), true)
    await solve(page, scene.service, () => page.evaluate('void (run = grecaptcha.execute())'))
    const [, token] = await waitForCall(page, 'callback')
    assert.equal(await page.evaluate('run'), token)
  })

  test('tells the page without values that the token is over, and that something failed', async () => {
    const page = await open({ body: box(), prepare: (opened) => opened.clock.install() })
    await solve(page, scene.service, () => press(page))
    await waitForCall(page, 'callback')
    await page.clock.fastForward('02:01')
    assert.deepEqual(await waitForCall(page, 'expired'), ['expired'])
    assert.equal(await page.evaluate('grecaptcha.getResponse()'), '')

    const wrong = await open({ body: box().replace(scene.sitekey, 'unknown') })
    await press(wrong)
    assert.deepEqual(await waitForCall(wrong, 'error'), ['error'])
    assert.match(scene.complaints.splice(0).join(), /unknown_client/)
  })

  test('says in the widget that a test key is for testing only, and passes without a challenge', async () => {
    const testKey = '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'
    const page = await open({ body: box().replace(scene.sitekey, testKey) })
    const frame = page.frameLocator('.g-recaptcha > iframe')
    await frame.getByText('For testing only').waitFor()
    await press(page)
    const [, token] = await waitForCall(page, 'callback')
    const response = String(token)
    const own = { secret: '6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe', response }
    assert.equal((await verifyRecaptcha(scene.service, own))['success'], true)
    await frame.getByText('For testing only').waitFor()
  })
})

describe('a page of reCAPTCHA v3', () => {
  setSite()

  const execute = (action: string): string =>
    `new Promise((done) => grecaptcha.ready(() => grecaptcha.execute('${scene.sitekey}', { action: '${action}' }).then(done)))`

  test('gets a token for each action, with the score and the action at siteverify', async () => {
    await setMode('invisible')
    const page = await open({ query: `?render=${scene.sitekey}`, body: '' })
    const tokens = await page.evaluate(
      `Promise.all([${execute('login')}, ${execute('homepage')}, ${execute('sign/up')}])`,
    )
    const replies = await Promise.all((tokens as string[]).map(verify))
    assert.deepEqual(
      replies.map(({ success, action }) => [success, action]),
      [
        [true, 'login'],
        [true, 'homepage'],
        [true, 'sign/up'],
      ],
    )
    for (const { score } of replies) assert.ok(Number(score) >= 0.5 && Number(score) <= 1)
    assert.equal(await count(page, '.grecaptcha-badge[data-style=bottomright]'), 1)
    assert.equal(await count(page, 'textarea#g-recaptcha-response-100000'), 1)
  })

  test('asks the visitor if the site’s mode says so', async () => {
    const page = await open({ query: `?render=${scene.sitekey}`, body: '' })
    await page.waitForFunction('grecaptcha.execute')
    await solve(page, scene.service, () => page.evaluate(`void (run = ${execute('buy')})`))
    const { score, action } = await verify(await page.evaluate('run'))
    assert.deepEqual([score, action], [0.9, 'buy'])
  })

  test('rejects if the visitor closes the challenge, and goes on with the next', async () => {
    const page = await open({ query: `?render=${scene.sitekey}`, body: '' })
    await page.waitForFunction('grecaptcha.execute')
    const begin = `void (run = ${execute('a').replace('.then(done)', '.then(done, ({ message }) => done(message))')})`
    await seeChallenge(page, scene.service, () => page.evaluate(begin))
    await page.keyboard.press('Escape')
    assert.equal(await page.evaluate('run'), 'challenge-closed')
    await solve(page, scene.service, () => page.evaluate(`void (run = ${execute('b')})`))
    assert.equal((await verify(await page.evaluate('run')))['action'], 'b')
  })

  test('refuses an action that cannot be one, and a sitekey that was not loaded', async () => {
    const page = await open({ query: `?render=${scene.sitekey}`, body: '' })
    const message = (call: string): Promise<unknown> =>
      page.evaluate(`(() => { try { ${call} } catch (e) { return e.message } })()`)
    const invalid = `grecaptcha.execute('${scene.sitekey}', { action: 'two words' })`
    assert.match(String(await message(invalid)), /Invalid action name/)
    assert.match(
      String(await message(`grecaptcha.execute('x', { action: 'a' })`)),
      /Invalid site key/,
    )
  })

  test('binds a button with an action', async () => {
    await setMode('invisible')
    const body = `<button id="send" class="g-recaptcha" data-sitekey="${scene.sitekey}" data-callback="on_callback" data-action="order">Go</button>`
    const page = await open({ body })
    await page.click('#send')
    const [, token] = await waitForCall(page, 'callback')
    assert.equal((await verify(token))['action'], 'order')
  })

  test('may be loaded once more for a further sitekey', async () => {
    await setMode('invisible')
    const page = await open({ body: box() })
    await page.addScriptTag({ url: `${scene.origin}/recaptcha/api.js?render=${scene.sitekey}` })
    assert.equal(await count(page, '.g-recaptcha > iframe'), 1)
    assert.equal((await verify(await page.evaluate(execute('later'))))['success'], true)
  })
})

describe('a page of reCAPTCHA Enterprise', () => {
  setSite()

  test('has everything under `grecaptcha.enterprise`', async () => {
    await setMode('invisible')
    const page = await open({
      path: '/recaptcha/enterprise.js',
      query: `?render=${scene.sitekey}`,
      body: '',
    })
    const token = await page.evaluate(
      `new Promise((done) => grecaptcha.enterprise.ready(async () => done(await grecaptcha.enterprise.execute('${scene.sitekey}', { action: 'LOGIN' }))))`,
    )
    const { success, action } = await verify(token)
    assert.deepEqual([success, action], [true, 'LOGIN'])
  })
})
