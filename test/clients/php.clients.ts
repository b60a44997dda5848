import assert from 'node:assert/strict'
import { tryClient } from '../hcaptcha/client-table.ts'
import { takeToken } from '../hcaptcha/service.ts'
import { sendForm, startForm, tryForm } from './form-site.ts'
import { serviceHost } from './names.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey, secret }) =>
  startForm({
    command: ['/usr/bin/php', '-S', '127.0.0.1:0', '-t', 'php'],
    ready: /\((http:\S+)\) started/,
    env: {
      SITEKEY: sitekey,
      SECRET: secret,
      SCRIPT: `https://${serviceHost}/1/api.js`,
      VERIFY: `https://${serviceHost}/siteverify`,
    },
  }),
)

tryClient('php-google-recaptcha', {
  ...tryForm(stage),

  'accepts and refuses with `CurlPost`, too': async () => {
    const method = 'CurlPost'
    assert.equal((await sendForm(await takeToken(stage), { method })).said, 'accepted')
    assert.equal((await sendForm('P1_x', { method })).said, 'invalid-input-response')
  },

  'cannot ask with `SocketPost`, which wants an answer in HTTP/1.0': async () => {
    const token = await takeToken(stage)
    assert.equal((await sendForm(token, { method: 'SocketPost' })).said, 'bad-response')
  },
})
