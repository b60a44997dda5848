import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { bundleClient } from './bundle.ts'
import { contracts } from './contracts.ts'
import { seeChallenge, solve, waitForBox } from './solve.ts'
import { setScene, waitForCall } from './site.ts'

const routers = ['react-router', 'vue-router', 'svelte-spa-router', 'web-component']

// Pages that their routers change, as their packages are published: the form goes and comes back, the document stays.
describe('a widget on a page of a router', () => {
  const scene = setScene()
  const clear = (page: Page): Promise<void> => page.evaluate('void (calls.length = 0)')
  const solveAnew = async (page: Page): Promise<void> => {
    await clear(page)
    await waitForBox(page)
    await solve(page, scene.service)
    await waitForCall(page, 'callback')
  }
  const assertNothingIsLeft = async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: 'The form' }).waitFor()
    assert.equal(await page.locator('iframe, textarea, dialog').count(), 0)
  }

  for (const [contract, { path, api }] of Object.entries(contracts))
    for (const name of routers)
      test(`of ${contract}’s contract works with ${name}: it goes with its form, and is there again when the form is`, async () => {
        const page = await scene.open({
          path,
          query: '?render=explicit',
          body: '<div id="app"></div><script src="/router.js"></script>',
          files: {
            '/router.js': `window.captcha = ${api};window.sitekey = '${scene.sitekey}';${await bundleClient(`../routers/${name}`)}`,
          },
        })
        await solveAnew(page)
        await page.getByRole('link', { name: 'Elsewhere' }).click()
        await assertNothingIsLeft(page)

        await page.goBack()
        await waitForBox(page)
        await seeChallenge(page, scene.service)
        await page.evaluate('history.forward()')
        await assertNothingIsLeft(page)

        await page.getByRole('link', { name: 'The form' }).click()
        await solveAnew(page)
      })
})
