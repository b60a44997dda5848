import assert from 'node:assert/strict'
import { tryClient } from '../hcaptcha/client-table.ts'
import { waitForCall } from '../hcaptcha/page.ts'
import { solve } from '../hcaptcha/solve.ts'
import { pageWith, startPage } from './page-site.ts'
import { verifyAt } from './siteverify.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey }) => startPage('react-google-recaptcha-v3', sitekey))

/** Executes an action on the page, solves the challenge, and gives what siteverify says of the token. */
async function execute(props: Record<string, unknown>, action: string) {
  const page = await stage.open(pageWith(props))
  await page.waitForFunction('window.client')
  await solve(page, stage.service, () => page.evaluate(`void client.execute('${action}')`))
  const [token] = await waitForCall(page, 'token')
  return verifyAt('recaptcha', stage, token)
}

tryClient('react-google-recaptcha-v3', {
  'loads from its fixed host; `executeRecaptcha` gets a token with the action and a person’s score':
    async () => {
      const { success, action, score } = await execute({}, 'login')
      assert.deepEqual({ success, action }, { success: true, action: 'login' })
      assert.ok(Number(score) >= 0.5)
    },

  'loads from `recaptcha.net`, and Enterprise’s script': async () => {
    const { success } = await execute({ useRecaptchaNet: true, useEnterprise: true }, 'pay')
    assert.equal(success, true)
  },
})
