import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { testSecret } from '../../src/http/contracts/hcaptcha/test-keys.ts'
import type { SiteverifyReply } from '../../src/wire/siteverify.ts'
import { addSecret, hcaptchaClient } from '../setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../setup/service.ts'

type Fields = Record<string, string>

const parallel = 50
const sets = [
  ['10000000-ffff-ffff-ffff-000000000001', '10000000-aaaa-bbbb-cccc-000000000001'],
  ['20000000-ffff-ffff-ffff-000000000002', '20000000-aaaa-bbbb-cccc-000000000002'],
  ['30000000-ffff-ffff-ffff-000000000003', '30000000-aaaa-bbbb-cccc-000000000003'],
] as const

// Named after the lines of the acceptance list of the contract, by their numbers; each row of the error
// codes in each transport is in src/http/contracts/siteverify.test.ts.
describe('hCaptcha’s server contract', () => {
  let service: ServiceFixture
  let url: string
  let client: ReturnType<typeof hcaptchaClient>
  let secret: string
  before(async () => {
    service = await openService()
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    client = hcaptchaClient(service, service.sites.transcription)
    secret = await addSecret(service.store, service.sites.transcription)
  })
  after(() => service.close())

  const token = async (): Promise<string> => (await client.pass()).token
  const send = async (init: RequestInit, query = ''): Promise<SiteverifyReply> => {
    const reply = await fetch(`${url}/siteverify${query}`, init)
    assert.equal(reply.status, 200)
    return (await reply.json()) as SiteverifyReply
  }
  const verify = (fields: Fields): Promise<SiteverifyReply> =>
    send({ method: 'POST', body: new URLSearchParams(fields) })
  const codesOf = async (fields: Fields): Promise<readonly string[]> => {
    const reply = await verify(fields)
    return reply.success ? [] : reply['error-codes']
  }

  test('18: form, GET, JSON and multipart give the same answer, with sitekey and time, without error-codes', async () => {
    const { sitekey } = service.sites.transcription
    const parts = (fields: Fields): FormData => {
      const data = new FormData()
      for (const [name, value] of Object.entries(fields)) data.append(name, value)
      return data
    }
    const headers = { 'content-type': 'application/json' }
    const ways: ((fields: Fields) => Promise<SiteverifyReply>)[] = [
      verify,
      (fields) => send({}, `?${new URLSearchParams(fields).toString()}`),
      (fields) => send({ method: 'POST', headers, body: JSON.stringify(fields) }),
      (fields) => send({ method: 'POST', body: parts(fields) }),
    ]
    for (const way of ways) {
      const reply = await way({ secret, response: await token(), sitekey })
      assert.ok(reply.success && !('error-codes' in reply))
      assert.equal(reply.sitekey, sitekey)
      assert.match(reply.challenge_ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
      assert.ok(!Number.isNaN(Date.parse(reply.challenge_ts)))
      const refused = await way({ response: 'x' })
      assert.deepEqual(refused, { success: false, 'error-codes': ['missing-input-secret'] })
    }
  })

  test('19: a replay is already-seen-response, one of fifty at once succeeds, and a wrong secret uses nothing up', async () => {
    const response = await token()
    assert.deepEqual(await codesOf({ secret: 'ES_wrong', response }), ['invalid-input-secret'])
    assert.equal((await verify({ secret, response })).success, true)
    assert.deepEqual(await codesOf({ secret, response }), ['already-seen-response'])
    const fresh = await token()
    const replies = await Promise.all(
      Array.from({ length: parallel }, () => verify({ secret, response: fresh })),
    )
    assert.equal(replies.filter(({ success }) => success).length, 1)
  })

  test('20: the three sets of test keys work on any host, again and again, and with no other secret', async () => {
    for (const [sitekey, response] of sets) {
      const asked = await client.ask({ sitekey }, { origin: 'https://anywhere.example' })
      assert.equal(asked.json<{ pass: { token: string } }>().pass.token, response)
      for (const _ of [1, 2]) {
        const reply = await verify({ secret: testSecret, response, sitekey })
        assert.ok(reply.success && reply.hostname === 'dummy-key-pass')
      }
      assert.deepEqual(await codesOf({ secret, response }), ['not-using-dummy-secret'])
    }
    const real = { secret: testSecret, response: await token() }
    assert.deepEqual(await codesOf(real), ['not-using-dummy-passcode'])
  })

  test('21: remoteip 127.0.0.1 or none does not fail, abc is invalid-remoteip', async () => {
    for (const remoteip of ['127.0.0.1', '0.0.0.0', ''])
      assert.equal((await verify({ secret, response: await token(), remoteip })).success, true)
    const abc = { secret, response: await token(), remoteip: 'abc' }
    assert.deepEqual(await codesOf(abc), ['invalid-remoteip'])
  })

  test('22: the 99th percentile of the last bench is below a second', () => {
    const file = new URL('../../bench/results/siteverify.json', import.meta.url)
    const { p99_ms: times, paced_per_second: rate } = JSON.parse(readFileSync(file, 'utf8')) as {
      p99_ms: { siteverify: number }
      paced_per_second: number
    }
    assert.deepEqual([times.siteverify < 1000, rate], [true, 500])
  })

  test('23: checksiteconfig answers a POST with a query, and says why a sitekey does not pass', async () => {
    const ask = async (sitekey: string): Promise<Record<string, unknown>> => {
      const query = `host=shop.example&sitekey=${sitekey}&sc=1&swa=1&spst=0`
      const reply = await fetch(`${url}/checksiteconfig?${query}`, { method: 'POST' })
      return (await reply.json()) as Record<string, unknown>
    }
    const known = await ask(service.sites.transcription.sitekey)
    assert.deepEqual(known, { pass: true, features: { custom_theme: true } })
    const unknown = await ask('00000000-0000-4000-8000-00000000ffff')
    assert.deepEqual([unknown['pass'], typeof unknown['error']], [false, 'string'])
  })
})
