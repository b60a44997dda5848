import assert from 'node:assert/strict'
import { RecaptchaV2, RecaptchaV3 } from 'express-recaptcha'
import { tryClient } from '../hcaptcha/client-table.ts'
import { takeToken } from '../hcaptcha/service.ts'
import { setStage } from './stage.ts'

const noSite = { origin: 'http://127.0.0.1:1', stop: async () => {} }
const stage = setStage(async () => noSite)
const contract = 'recaptcha'

type Verdict = { error: string | null | undefined; data?: { action?: string; score?: number } }

/** Verifies a request as the middleware does. */
function verify(client: RecaptchaV2 | RecaptchaV3, token: string): Promise<Verdict> {
  const request = { body: { 'g-recaptcha-response': token } }
  return new Promise((resolve) => {
    client.verify(request, (error, data) => {
      resolve({ error, ...(data ? { data: data as NonNullable<Verdict['data']> } : {}) })
    })
  })
}

tryClient('express-recaptcha', {
  'accepts a token once with `RecaptchaV2`, and refuses a wrong one': async () => {
    const client = new RecaptchaV2(stage.sitekey, stage.secret)
    const token = await takeToken(stage, { contract })
    assert.equal((await verify(client, token)).error, null)
    assert.equal((await verify(client, token)).error, 'timeout-or-duplicate')
    assert.equal((await verify(client, 'P1_x')).error, 'invalid-input-response')
  },

  'gets action and score with `RecaptchaV3`': async () => {
    const client = new RecaptchaV3(stage.sitekey, stage.secret)
    const token = await takeToken(stage, { contract, action: 'login' })
    const { error, data } = await verify(client, token)
    assert.equal(error, null)
    assert.equal(data?.action, 'login')
    assert.ok(Number(data?.score) >= 0.5)
  },
})
