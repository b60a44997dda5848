import { tryClient } from '../hcaptcha/client-table.ts'
import { startPage } from './page-site.ts'
import { setStage } from './stage.ts'
import { redeemOnce } from './turnstile.ts'

const stage = setStage(({ sitekey }) => startPage('vue-turnstile', sitekey))

tryClient('vue-turnstile', {
  'renders from its fixed host; the model gets a token that can be redeemed once': async () => {
    const page = await stage.open('/')
    await redeemOnce(stage, page, 'token')
    await page.evaluate('client.reset()')
    await page.waitForFunction(`calls.some(([name, token]) => name === 'token' && token === '')`)
  },
})
