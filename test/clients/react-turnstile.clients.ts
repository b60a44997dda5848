import { tryClient } from '../hcaptcha/client-table.ts'
import { startPage } from './page-site.ts'
import { setStage } from './stage.ts'
import { redeemOnce } from './turnstile.ts'

const stage = setStage(({ sitekey }) => startPage('react-turnstile', sitekey))

tryClient('react-turnstile', {
  'renders from its fixed host; `onSuccess` gets a token that can be redeemed once': async () => {
    await redeemOnce(stage, await stage.open('/'), 'success')
  },
})
