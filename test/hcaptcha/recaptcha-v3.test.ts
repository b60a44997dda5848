import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { tryClient } from './client-table.ts'
import { setBench } from './page.ts'
import { solve } from './solve.ts'

const bench = setBench()
const siteverify = '/recaptcha/api/siteverify'

function load(page: Page, options: object): Promise<unknown> {
  return page.evaluate(
    `client.load(bench.sitekey, ${JSON.stringify(options)}).then((loaded) => void (client.loaded = loaded))`,
  )
}

const begin = 'void (client.run = client.loaded.execute("login"))'

tryClient('recaptcha-v3', {
  'loads from `customUrl` and renders without a container; `execute` returns a token that can be redeemed':
    async () => {
      const page = await bench.open('recaptcha-v3')
      await load(page, { customUrl: `${bench.origin}/1/api.js` })
      const widget = page.locator('iframe[data-hcaptcha-widget-id]')
      assert.deepEqual([await widget.count(), await widget.isVisible()], [1, false])
      await solve(page, bench.service, () => page.evaluate(begin))
      const first = await page.evaluate('client.run')
      assert.equal((await bench.redeem(first))['success'], true)
      await solve(page, bench.service, () => page.evaluate(begin))
      assert.notEqual(await page.evaluate('client.run'), first)
    },

  'loads from its fixed hosts': async () => {
    for (const useRecaptchaNet of [false, true]) {
      const page = await bench.open('recaptcha-v3')
      await load(page, { useRecaptchaNet, autoHideBadge: true })
      await solve(page, bench.service, () => page.evaluate(begin))
      const verdict = await bench.redeem(await page.evaluate('client.run'), siteverify)
      assert.deepEqual([verdict['success'], verdict['action']], [true, 'login'])
    }
  },

  'renders into a container of the page': async () => {
    const page = await bench.open('recaptcha-v3')
    const explicitRenderParameters = { container: 'app', size: 'invisible' }
    await load(page, { customUrl: `${bench.origin}/1/api.js`, explicitRenderParameters })
    assert.equal(await page.locator('#app > iframe').count(), 1)
    await solve(page, bench.service, () => page.evaluate(begin))
    assert.equal((await bench.redeem(await page.evaluate('client.run')))['success'], true)
  },
})
