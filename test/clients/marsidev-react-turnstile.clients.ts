import assert from 'node:assert/strict'
import { tryClient } from '../hcaptcha/client-table.ts'
import { waitForCall } from '../hcaptcha/page.ts'
import { pageWith, startPage } from './page-site.ts'
import { verifyAt } from './siteverify.ts'
import { setStage } from './stage.ts'
import { redeemOnce, solveTurnstile } from './turnstile.ts'

const stage = setStage(({ sitekey }) => startPage('marsidev-react-turnstile', sitekey))

tryClient('@marsidev/react-turnstile', {
  'renders from its fixed host; `onSuccess` gets a token that can be redeemed once': async () => {
    const page = await stage.open('/')
    await redeemOnce(stage, page, 'success')
    await waitForCall(page, 'load')
  },

  'passes on `action` and `cData`, which siteverify returns': async () => {
    const page = await stage.open(pageWith({ options: { action: 'login', cData: 'session-7' } }))
    const token = await solveTurnstile(stage, page)
    const { success, action, cdata } = await verifyAt('turnstile', stage, token)
    assert.deepEqual(
      { success, action, cdata },
      { success: true, action: 'login', cdata: 'session-7' },
    )
  },

  'clears the token with `reset`': async () => {
    const page = await stage.open('/')
    await solveTurnstile(stage, page)
    assert.notEqual(await page.evaluate('client.current.getResponse()'), '')
    await page.evaluate('client.current.reset()')
    await page.waitForFunction('!client.current.getResponse()')
  },
})
