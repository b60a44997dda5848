import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { countCalls, waitForCall, setBench } from './page.ts'
import { pressCheckbox, seeChallenge, solve } from './solve.ts'

const bench = setBench()
const checkbox = 'iframe[data-hcaptcha-widget-id]'

tryClient('@hcaptcha/vue3-hcaptcha', {
  'renders with its options': async () => {
    const props = { tabindex: '3', theme: 'dark', size: 'compact', language: 'fr' }
    const page = await bench.open('vue3', { props })
    await waitForCall(page, 'rendered')
    assert.equal(await page.locator(checkbox).getAttribute('tabindex'), '3')
    await page.locator(`${checkbox}[title*="case à cocher"]`).waitFor()
    await page.frameLocator(checkbox).getByRole('checkbox').waitFor()
  },

  'emits `verify` with a token that can be redeemed, and its key': async () => {
    const page = await bench.open('vue3')
    await waitForCall(page, 'rendered')
    await solve(page, bench.service)
    const [token, key] = await waitForCall(page, 'verify')
    assert.ok(key)
    assert.equal((await bench.redeem(token))['success'], true)
    await page.evaluate('client.captcha().reset()')
    await waitForCall(page, 'reset')
    assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), '')
  },

  'sends `rqdata`, which it sets right after `render`, with the challenge': async () => {
    const page = await bench.open('vue3', { props: { rqdata: 'a=1' } })
    await waitForCall(page, 'rendered')
    const asked = page.waitForRequest(/\/api\/challenge$/)
    await seeChallenge(page, bench.service)
    assert.equal(((await asked).postDataJSON() as { rqdata?: string }).rqdata, 'a=1')
  },

  'resolves the promise of `executeAsync` with token and key': async () => {
    const page = await bench.open('vue3', { props: { size: 'invisible' } })
    await waitForCall(page, 'rendered')
    const begin = 'void (client.run = client.captcha().executeAsync())'
    await solve(page, bench.service, () => page.evaluate(begin))
    const { response, key } = await page.evaluate<{ response: string; key: string }>('client.run')
    assert.deepEqual(await waitForCall(page, 'verify'), [response, key])
    assert.equal((await bench.redeem(response))['success'], true)
  },

  'emits `opened`, and `closed` when the visitor leaves': async () => {
    const page = await bench.open('vue3')
    await waitForCall(page, 'rendered')
    await seeChallenge(page, bench.service)
    await waitForCall(page, 'opened')
    await page.keyboard.press('Escape')
    await waitForCall(page, 'closed')
    assert.equal(await countCalls(page, 'closed'), 1)
  },

  'emits `expired` and `challengeExpired`': async () => {
    const page = await bench.open('vue3', { prepare: (opened) => opened.clock.install() })
    await waitForCall(page, 'rendered')
    await solve(page, bench.service)
    await waitForCall(page, 'verify')
    await page.clock.fastForward('02:01')
    await waitForCall(page, 'expired')
    await seeChallenge(page, bench.service)
    await page.clock.fastForward('10:01')
    await waitForCall(page, 'challengeExpired')
  },

  'emits `error`, and resets from inside it': async () => {
    const page = await bench.open('vue3', { props: { sitekey: 'unknown-sitekey' } })
    await waitForCall(page, 'rendered')
    await pressCheckbox(page)
    assert.deepEqual(await waitForCall(page, 'error'), ['invalid-data'])
    await waitForCall(page, 'reset')
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },

  'leaves nothing in the page when it is unmounted with a challenge open': async () => {
    const page = await bench.open('vue3')
    await waitForCall(page, 'rendered')
    await seeChallenge(page, bench.service)
    await page.evaluate('client.unmount()')
    assert.equal(await page.locator('iframe, textarea, dialog').count(), 0)
  },
})
