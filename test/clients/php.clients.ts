import assert from 'node:assert/strict'
import { tryClient } from '../hcaptcha/client-table.ts'
import { takeToken, type Listening } from '../hcaptcha/service.ts'
import { sendForm, startForm, tryForm, tryOwnHost } from './form-site.ts'
import { setStage, type Site } from './stage.ts'

const stage = setStage(start)

function start({ sitekey, secret }: Listening, more: Record<string, string> = {}): Promise<Site> {
  return startForm({
    command: ['/usr/bin/php', '-S', '127.0.0.1:0', '-t', 'php'],
    ready: /\((http:\S+)\) started/,
    env: { SITEKEY: sitekey, SECRET: secret, ...more },
  })
}

/** Sends a fresh token for an action of reCAPTCHA v3, with what the form is to check of the verdict. */
async function sendAction(more: Readonly<Record<string, string>>): Promise<string> {
  const token = await takeToken(stage, { contract: 'recaptcha', action: 'login' })
  return (await sendForm(token, more)).said
}

tryClient('php-google-recaptcha', {
  ...tryForm(stage),

  'accepts and refuses with `CurlPost`, too': async () => {
    const method = 'CurlPost'
    const token = await takeToken(stage, { contract: 'recaptcha' })
    assert.equal((await sendForm(token, { method })).said, 'accepted')
    assert.equal((await sendForm('P1_x', { method })).said, 'invalid-input-response')
  },

  'accepts a person’s score with `setScoreThreshold`, and the action with `setExpectedAction`':
    async () => {
      assert.equal(await sendAction({ threshold: '0.5', action: 'login' }), 'accepted')
      assert.equal(await sendAction({ threshold: '0.95' }), 'score-threshold-not-met')
      assert.equal(await sendAction({ action: 'pay' }), 'action-mismatch')
    },

  'cannot ask with `SocketPost`, which wants an answer in HTTP/1.0': async () => {
    const token = await takeToken(stage, { contract: 'recaptcha' })
    assert.equal((await sendForm(token, { method: 'SocketPost' })).said, 'bad-response')
  },

  'works at a host of ours, through its settings': () =>
    tryOwnHost(stage, ({ script, verify }) => start(stage, { SCRIPT: script, VERIFY: verify })),
})
