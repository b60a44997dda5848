import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { countCalls, clearCalls, waitForCall, setBench } from './page.ts'
import { pressCheckbox, seeChallenge, solve } from './solve.ts'

const bench = setBench()
const checkbox = 'iframe[data-hcaptcha-widget-id]'

tryClient('ng-hcaptcha', {
  'renders its component from its fixed host, in the given language': async () => {
    const page = await bench.open('ng', { config: { languageCode: 'fr' } })
    await page.evaluate('client.part = client.addComponent()')
    await page.locator(checkbox).waitFor()
    await page.locator(`${checkbox}[title*="case à cocher"]`).waitFor()
    const asked = page.waitForRequest('https://hcaptcha.com/api/challenge')
    await seeChallenge(page, bench.service)
    await asked
  },

  'emits from its component a token that can be redeemed; it is the form’s value': async () => {
    const page = await bench.open('ng')
    await page.evaluate('client.part = client.addComponent()')
    await solve(page, bench.service)
    const [token] = await waitForCall(page, 'verify')
    assert.equal(await page.evaluate('client.part.value'), token)
    assert.equal((await bench.redeem(token))['success'], true)
    await page.evaluate('client.part.writeValue(null)')
    assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), '')
  },

  'emits `expired` from its component': async () => {
    const page = await bench.open('ng', { prepare: (opened) => opened.clock.install() })
    await page.evaluate('client.part = client.addComponent()')
    await solve(page, bench.service)
    await waitForCall(page, 'verify')
    await page.clock.fastForward('02:01')
    assert.deepEqual(await waitForCall(page, 'expired'), ['expired'])
  },

  'emits `error` from its component': async () => {
    const page = await bench.open('ng', { config: { siteKey: 'unknown-sitekey' } })
    await page.evaluate('client.part = client.addComponent()')
    await pressCheckbox(page)
    assert.deepEqual(await waitForCall(page, 'error'), ['invalid-data'])
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },

  'binds its invisible button; the click continues with the token': async () => {
    const page = await bench.open('ng')
    await page.evaluate('client.part = client.addButton()')
    await page.locator(checkbox).waitFor({ state: 'attached' })
    const button = page.getByRole('button', { name: 'Send it' })
    await solve(page, bench.service, () => button.click())
    const [token] = await waitForCall(page, 'click')
    assert.deepEqual(await waitForCall(page, 'verify'), [token])
    assert.equal((await bench.redeem(token))['success'], true)
  },

  'executes its service in the tick of `render`, and removes the widget in the callback':
    async () => {
      const page = await bench.open('ng')
      for (const round of [1, 2]) {
        await solve(page, bench.service, () => page.evaluate('client.verify()'))
        const [token] = await waitForCall(page, 'next')
        assert.equal((await bench.redeem(token))['success'], true, `round ${round}`)
        assert.equal(await countCalls(page, 'complete'), 1)
        assert.equal(await page.locator('iframe, textarea, dialog').count(), 0)
        await clearCalls(page)
      }
    },
})
