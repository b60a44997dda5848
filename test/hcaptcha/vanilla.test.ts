import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { countCalls, waitForCall, setBench } from './page.ts'
import { pressCheckbox, seeChallenge, solve } from './solve.ts'

const bench = setBench()

tryClient('@hcaptcha/vanilla-hcaptcha', {
  'renders into its own element; a solved one emits `verified` with token and eKey': async () => {
    const page = await bench.open('vanilla', { attributes: { tabindex: '2', theme: 'contrast' } })
    await waitForCall(page, 'loaded')
    assert.equal(await page.locator('h-captcha > iframe').getAttribute('tabindex'), '2')
    await solve(page, bench.service)
    const [token, key] = await waitForCall(page, 'verified')
    assert.ok(key)
    assert.equal((await bench.redeem(token))['success'], true)
  },

  'renders on request, with `auto-render="false"`': async () => {
    const page = await bench.open('vanilla', { attributes: { 'auto-render': 'false' } })
    await waitForCall(page, 'loaded')
    assert.equal(await page.locator('iframe').count(), 0)
    await page.evaluate('client.element.render({ sitekey: bench.sitekey, size: "invisible" })')
    await solve(page, bench.service, () => page.evaluate('client.element.execute()'))
    await waitForCall(page, 'verified')
  },

  'resolves the promise of `executeAsync` with token and key': async () => {
    const attributes = { size: 'invisible', rqdata: 'a=1', recaptchacompat: 'false', hl: 'en' }
    const page = await bench.open('vanilla', { attributes })
    await waitForCall(page, 'loaded')
    const begin = 'void (client.run = client.element.executeAsync())'
    await solve(page, bench.service, () => page.evaluate(begin))
    const { response, key } = await page.evaluate<{ response: string; key: string }>('client.run')
    const [token, eKey] = await waitForCall(page, 'verified')
    assert.deepEqual([response, key], [token, eKey])
    assert.equal((await bench.redeem(response))['success'], true)
  },

  'emits `opened`, and `closed` when the visitor leaves': async () => {
    const page = await bench.open('vanilla')
    await waitForCall(page, 'loaded')
    await seeChallenge(page, bench.service)
    await waitForCall(page, 'opened')
    await page.keyboard.press('Escape')
    await waitForCall(page, 'closed')
    assert.equal(await countCalls(page, 'closed'), 1)
  },

  'emits `expired` and `challenge-expired`': async () => {
    const page = await bench.open('vanilla', { prepare: (opened) => opened.clock.install() })
    await waitForCall(page, 'loaded')
    await solve(page, bench.service)
    await waitForCall(page, 'verified')
    await page.clock.fastForward('02:01')
    await waitForCall(page, 'expired')
    await seeChallenge(page, bench.service)
    await page.clock.fastForward('10:01')
    await waitForCall(page, 'challenge-expired')
  },

  'emits `error` with a code of the contract': async () => {
    const page = await bench.open('vanilla', { attributes: { sitekey: 'unknown-sitekey' } })
    await waitForCall(page, 'loaded')
    await pressCheckbox(page)
    assert.deepEqual(await waitForCall(page, 'error'), ['invalid-data'])
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },

  'clears token and tick with `reset`': async () => {
    const page = await bench.open('vanilla')
    await waitForCall(page, 'loaded')
    await solve(page, bench.service)
    await waitForCall(page, 'verified')
    await page.evaluate('client.element.reset()')
    assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), '')
  },
})
