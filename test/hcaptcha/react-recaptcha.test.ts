import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { countCalls, clearCalls, waitForCall, setBench } from './page.ts'
import { pressCheckbox, solve } from './solve.ts'

const bench = setBench()
const siteverify = '/recaptcha/api/siteverify'
const checkbox = 'iframe[title*="checkbox"], iframe[title*="case à cocher"]'

tryClient('react-google-recaptcha', {
  'renders before its element is in the page; `onChange` gets a token that can be redeemed':
    async () => {
      const page = await bench.open('react-recaptcha', { props: { theme: 'dark', tabindex: 4 } })
      await waitForCall(page, 'scriptLoad')
      assert.equal(await page.locator(checkbox).getAttribute('tabindex'), '4')
      await solve(page, bench.service)
      const [token] = await waitForCall(page, 'change')
      assert.equal(await page.evaluate('client.ref.current.getValue()'), token)
      assert.equal(await page.locator('textarea[name=g-recaptcha-response]').inputValue(), token)
      assert.equal((await bench.redeem(token, siteverify))['success'], true)
    },

  'clears token and tick with `reset`': async () => {
    const page = await bench.open('react-recaptcha')
    await solve(page, bench.service)
    await waitForCall(page, 'change')
    await page.evaluate('client.ref.current.reset()')
    assert.equal(await page.evaluate('client.ref.current.getValue()'), '')
    assert.equal(await page.locator('textarea[name=g-recaptcha-response]').inputValue(), '')
  },

  'calls `onChange` with null when the token expires': async () => {
    const page = await bench.open('react-recaptcha', {
      prepare: (opened) => opened.clock.install(),
    })
    await solve(page, bench.service)
    await waitForCall(page, 'change')
    await clearCalls(page)
    await page.clock.fastForward('02:01')
    assert.deepEqual(await waitForCall(page, 'change'), [null])
  },

  'calls `onErrored`': async () => {
    const page = await bench.open('react-recaptcha', { props: { sitekey: 'unknown-sitekey' } })
    await pressCheckbox(page)
    await waitForCall(page, 'errored')
    assert.equal(await countCalls(page, 'change'), 0)
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },

  'resolves the promise of `executeAsync` with the token': async () => {
    const page = await bench.open('react-recaptcha', { props: { size: 'invisible' } })
    await waitForCall(page, 'scriptLoad')
    const begin = 'void (client.run = client.ref.current.executeAsync())'
    await solve(page, bench.service, () => page.evaluate(begin))
    assert.equal(
      (await bench.redeem(await page.evaluate('client.run'), siteverify))['success'],
      true,
    )
  },
})
