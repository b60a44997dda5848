import assert from 'node:assert/strict'
import { tryClient } from './client-table.ts'
import { countCalls, clearCalls, waitForCall, setBench } from './page.ts'
import { answer, findText, pressCheckbox, seeChallenge, solve } from './solve.ts'

const bench = setBench()
const invisible = { props: { size: 'invisible' } }
const begin = 'void (client.run = client.ref.current.execute({ async: true }).catch(String))'

tryClient('@hcaptcha/react-hcaptcha', {
  'renders one widget under React’s strict mode; a solved one calls `onVerify` with token and key':
    async () => {
      const page = await bench.open('react')
      await waitForCall(page, 'load')
      await waitForCall(page, 'ready')
      await solve(page, bench.service)
      const [token, key] = await waitForCall(page, 'verify')
      assert.equal(await page.locator('iframe[data-hcaptcha-widget-id]').count(), 1)
      assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), token)
      assert.ok(key)
      assert.equal((await bench.redeem(token))['success'], true)
      assert.equal(await countCalls(page, 'verify'), 1)
    },

  'resolves the promise of `execute({ async: true })` with token and key': async () => {
    const page = await bench.open('react', invisible)
    await waitForCall(page, 'ready')
    await solve(page, bench.service, () => page.evaluate(begin))
    const { response, key } = await page.evaluate<{ response: string; key: string }>('client.run')
    assert.deepEqual(await waitForCall(page, 'verify'), [response, key])
    assert.equal(await page.evaluate('client.ref.current.getResponse()'), response)
    assert.equal(await page.evaluate('client.ref.current.getRespKey()'), key)
    assert.equal((await bench.redeem(response))['success'], true)
  },

  'calls `onOpen` and `onClose` when the visitor presses Escape, and rejects the promise':
    async () => {
      const page = await bench.open('react', invisible)
      await waitForCall(page, 'ready')
      await seeChallenge(page, bench.service, () => page.evaluate(begin))
      await waitForCall(page, 'open')
      await findText(page, 1).press('Escape')
      await waitForCall(page, 'close')
      assert.equal(await page.evaluate('client.run'), 'challenge-closed')
      assert.equal(await countCalls(page, 'close'), 1)
    },

  'leaves nothing in the page when it is unmounted with a challenge open': async () => {
    const page = await bench.open('react', invisible)
    await waitForCall(page, 'ready')
    await seeChallenge(page, bench.service, () => page.evaluate(begin))
    await page.evaluate('client.unmount()')
    assert.equal(await page.locator('iframe, textarea, dialog').count(), 0)
    assert.equal(await page.evaluate('client.run'), 'Error: react-component-unmounted')
  },

  'calls `onExpire` when the token expires, and the visitor can try again': async () => {
    const page = await bench.open('react', { prepare: (opened) => opened.clock.install() })
    await waitForCall(page, 'ready')
    await solve(page, bench.service)
    const [first] = await waitForCall(page, 'verify')
    await page.clock.fastForward('02:01')
    await waitForCall(page, 'expire')
    assert.equal(await page.evaluate('client.ref.current.getResponse()'), '')
    await clearCalls(page)
    await solve(page, bench.service)
    assert.notEqual((await waitForCall(page, 'verify'))[0], first)
  },

  'calls `onChalExpired` when the challenge was open for too long': async () => {
    const page = await bench.open('react', { prepare: (opened) => opened.clock.install() })
    await waitForCall(page, 'ready')
    await seeChallenge(page, bench.service)
    await page.clock.fastForward('10:01')
    await waitForCall(page, 'chalExpired')
    assert.equal(await countCalls(page, 'close'), 0)
  },

  'calls `onError` with a code of the contract': async () => {
    const page = await bench.open('react', { props: { sitekey: 'unknown-sitekey' } })
    await waitForCall(page, 'ready')
    await pressCheckbox(page)
    assert.deepEqual(await waitForCall(page, 'error'), ['invalid-data'])
    assert.match(bench.complaints.splice(0).join('\n'), /404/)
  },

  'clears token and tick with `resetCaptcha`': async () => {
    const page = await bench.open('react')
    await waitForCall(page, 'ready')
    await solve(page, bench.service)
    await waitForCall(page, 'verify')
    await page.evaluate('client.ref.current.resetCaptcha()')
    assert.equal(await page.locator('textarea[name=h-captcha-response]').inputValue(), '')
    await clearCalls(page)
    const challenge = await seeChallenge(page, bench.service)
    await answer(page, challenge)
    await waitForCall(page, 'verify')
  },

  'executes through the hook `useHCaptcha`': async () => {
    const page = await bench.open('react', { usesHook: true, ...invisible })
    await page.waitForFunction('client.hook?.ready')
    await solve(page, bench.service, () =>
      page.evaluate('void (client.run = client.hook.executeInstance())'),
    )
    assert.equal((await bench.redeem(await page.evaluate('client.run')))['success'], true)
  },
})
