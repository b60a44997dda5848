import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import { tryClient } from './client-table.ts'
import { startService, takeToken, type Listening } from './service.ts'

const folder = join(import.meta.dirname, 'clients')
const runFile = promisify(execFile)
let bench: Listening

before(async () => {
  bench = await startService()
})
after(() => bench.service.close())

/** Runs a client in a process of its own, and gives its result for a token. */
async function verify(client: string, ...values: string[]): Promise<object> {
  const argv = ['--import', join(folder, 'map-host.ts'), join(folder, 'node.js'), client, ...values]
  const env = { ...process.env, CAPTCHA_PORT: new URL(bench.origin).port }
  const { stdout } = await runFile(process.execPath, argv, { env })
  return JSON.parse(stdout) as object
}

function refusal(code: string): object {
  return { success: false, 'error-codes': [code] }
}

tryClient('hcaptcha', {
  'verifies a token': async () => {
    const token = await takeToken(bench)
    const { challenge_ts: time, ...verdict } = (await verify('hcaptcha', bench.secret, token)) as {
      challenge_ts: string
    }
    const { sitekey } = bench
    const hostname = 'not-provided'
    assert.deepEqual(verdict, { success: true, hostname, credit: false, sitekey })
    assert.match(time, /^2026-01-01T00:00:00\.000000Z$/)
  },

  'verifies a token for an address and a sitekey': async () => {
    const token = await takeToken(bench)
    const values = [bench.secret, token, '203.0.113.7', bench.sitekey]
    assert.ok(Reflect.get(await verify('hcaptcha', ...values), 'success'))
  },

  'gets the reason why a token or a secret is refused': async () => {
    const { secret } = bench
    const token = await takeToken(bench)
    const wrong = await verify('hcaptcha', `${secret}x`, token)
    assert.deepEqual(wrong, refusal('invalid-input-secret'))
    const invalid = await verify('hcaptcha', secret, 'P1_x')
    assert.deepEqual(invalid, refusal('invalid-input-response'))
    assert.deepEqual(await verify('hcaptcha', secret, ''), refusal('missing-input-response'))
  },

  'gets an error when a token is sent a second time': async () => {
    const token = await takeToken(bench)
    await verify('hcaptcha', bench.secret, token)
    const second = await verify('hcaptcha', bench.secret, token)
    assert.deepEqual(second, refusal('already-seen-response'))
  },
})

tryClient('express-hcaptcha', {
  'accepts a request with a token': async () => {
    const verdict = await verify('express-hcaptcha', bench.secret, await takeToken(bench))
    const { error, success } = verdict as { error: null; success: boolean }
    assert.deepEqual({ error, success }, { error: null, success: true })
  },

  'answers 400 to a token that is sent a second time': async () => {
    const token = await takeToken(bench)
    await verify('express-hcaptcha', bench.secret, token)
    const { error, status } = (await verify('express-hcaptcha', bench.secret, token)) as {
      error: string
      status: number
    }
    assert.equal(error, 'bad request - already-seen-response')
    assert.equal(status, 400)
  },

  'answers 400 to an invalid token': async () => {
    const { error, status } = (await verify('express-hcaptcha', bench.secret, 'P1_x')) as {
      error: string
      status: number
    }
    assert.equal(error, 'bad request - invalid-input-response')
    assert.equal(status, 400)
  },
})
