import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { waitForCall, setBench } from './page.ts'
import { pressCheckbox, solve } from './solve.ts'

const bench = setBench()
const siteverify = '/recaptcha/api/siteverify'
const checkbox = 'iframe[title*="checkbox"], iframe[title*="case à cocher"]'

tryClient('vue-recaptcha', {
  'renders from the host of `recaptchaHost`, with its options': async () => {
    const props = { recaptchaHost: 'captcha.example', language: 'fr', tabindex: '5' }
    const page = await bench.open('vue-recaptcha', { props })
    const [id] = await waitForCall(page, 'render')
    assert.equal(id, 0)
    assert.equal(await page.locator(checkbox).getAttribute('tabindex'), '5')
    await page.locator('iframe[title*="case à cocher"]').waitFor()
  },

  'renders from its fixed host; `verify` gets a token that can be redeemed': async () => {
    const page = await bench.open('vue-recaptcha')
    await waitForCall(page, 'render')
    await solve(page, bench.service)
    const [token] = await waitForCall(page, 'verify')
    assert.equal((await bench.redeem(token, siteverify))['success'], true)
    await page.evaluate('client.captcha().reset()')
    assert.equal(await page.evaluate('grecaptcha.getResponse()'), '')
  },

  'renders with a script that the page has loaded itself': async () => {
    const page = await bench.open('vue-recaptcha', {
      props: { loadRecaptchaScript: false },
    })
    await page.addScriptTag({
      url: `${bench.origin}/1/api.js?render=explicit&onload=vueRecaptchaApiLoaded`,
    })
    await waitForCall(page, 'render')
  },

  'starts an invisible one with `execute`': async () => {
    const page = await bench.open('vue-recaptcha', { props: { size: 'invisible' } })
    await waitForCall(page, 'render')
    await solve(page, bench.service, () => page.evaluate('client.captcha().execute()'))
    await waitForCall(page, 'verify')
  },

  'emits `expired` when the token expires': async () => {
    const page = await bench.open('vue-recaptcha', { prepare: (opened) => opened.clock.install() })
    await waitForCall(page, 'render')
    await solve(page, bench.service)
    await waitForCall(page, 'verify')
    await page.clock.fastForward('02:01')
    await waitForCall(page, 'expired')
  },

  'emits `error`': async () => {
    const page = await bench.open('vue-recaptcha', { props: { sitekey: 'unknown-sitekey' } })
    await waitForCall(page, 'render')
    await pressCheckbox(page)
    await waitForCall(page, 'error')
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },
})
