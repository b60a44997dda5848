import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite } from '../../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  lookInside,
  openService,
  testSettings,
  type ServiceFixture,
} from '../../../../test/setup/service.ts'
import { siteverifyClient, type Verified } from '../../../../test/setup/siteverify-client.ts'
import type { Site } from '../../../model/site.ts'
import type { PassBody } from '../../../wire/api.ts'
import { turnstileErrors } from '../../../wire/turnstile.ts'

const how = { contract: 'turnstile', address: '/turnstile/v0/siteverify' }
const testSecrets = [1, 2, 3].map((n) => `${n}x0000000000000000000000000000000AA`)
const dummy = 'XXXX.DUMMY.TOKEN.XXXX'

function refused(...codes: string[]): Verified {
  return { success: false, 'error-codes': codes, messages: [] }
}

describe('Turnstile’s siteverify', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof siteverifyClient>
  let secret: string
  before(async () => {
    service = await openService()
    site = await changeSite(service.store, service.sites.transcription, { mode: 'invisible' })
    client = siteverifyClient(service, site, how)
    secret = await addSecret(service.store, site)
  })
  after(() => service.close())

  const passed = {
    success: true,
    'error-codes': [],
    challenge_ts: '2026-01-01T00:00:00.000Z',
    hostname: 'shop.example',
    action: '',
    cdata: '',
    metadata: { interactive: false },
  }

  test('redeems a token once, sent as a form or as JSON', async () => {
    type Fields = Record<string, string>
    const json = (fields: Fields) => client.send(JSON.stringify(fields), 'application/json')
    const sloppy = (fields: Fields) =>
      client.send(new URLSearchParams(fields).toString(), undefined, `${how.address}/`)
    for (const send of [client.verify, json, sloppy]) {
      const fields = { secret, response: await client.getToken(), remoteip: '2001:db8::1' }
      assert.deepEqual(await send(fields), passed)
      assert.deepEqual(await send(fields), refused('timeout-or-duplicate'))
    }
  })

  test('does not answer to GET, whose secrets end up in logs', async () => {
    const fields = new URLSearchParams({ secret, response: await client.getToken() })
    const reply = await service.app.inject(`${how.address}?${fields.toString()}`)
    assert.equal(reply.statusCode, 404)
  })

  test('returns the action and the data of the widget, and whether there was a challenge', async () => {
    const response = await client.getToken({ action: 'sign-up', cdata: 'session_1' })
    const { action, cdata } = await client.verify({ secret, response })
    assert.deepEqual([action, cdata], ['sign-up', 'session_1'])

    await changeSite(service.store, site, { mode: 'always' })
    const { client: visitor } = client
    const { contract } = how
    const { challenge_id: id } = await visitor.getChallenge({ contract })
    const right = answerTo(await lookInside(service.store, id), true)
    const note = { action: 'a', cdata: 'b' }
    const answered = await visitor.answer(id, { contract, ...note, ...right })
    const token = answered.json<{ pass: PassBody }>().pass.token
    assert.deepEqual(await client.verify({ secret, response: token }), {
      ...passed,
      ...note,
      hostname: '',
      metadata: { interactive: true },
    })
    await changeSite(service.store, site, { mode: 'invisible' })
  })

  test('repeats its answer to a request with the same idempotency key', async () => {
    const response = await client.getToken({ action: 'pay' })
    const key = randomUUID()
    const asked = { secret, response, idempotency_key: key }
    const both = await Promise.all([client.verify(asked), client.verify(asked)])
    const again = await client.verify({ ...asked, idempotency_key: key.toUpperCase() })
    for (const reply of [...both, again]) assert.deepEqual(reply, { ...passed, action: 'pay' })
    for (const other of [{ idempotency_key: randomUUID() }, { idempotency_key: '' }])
      assert.deepEqual(await client.verify({ ...asked, ...other }), refused('timeout-or-duplicate'))
  })

  test('repeats nothing for another secret, another token, or a token that is too old', async () => {
    const fixture = await openService()
    const { transcription, classification } = fixture.sites
    await changeSite(fixture.store, transcription, { mode: 'invisible' })
    const visitor = siteverifyClient(fixture, transcription, how)
    const own = await addSecret(fixture.store, transcription)
    const foreign = await addSecret(fixture.store, classification)
    const [response, other] = [await visitor.getToken(), await visitor.getToken()]
    const asked = { secret: own, response, idempotency_key: randomUUID() }
    assert.equal((await visitor.verify(asked))['success'], true)
    const stolen = { ...asked, secret: foreign }
    assert.deepEqual(await visitor.verify(stolen), refused('invalid-input-response'))
    const unknown = { ...asked, secret: 'x' }
    assert.deepEqual(await visitor.verify(unknown), refused('invalid-input-secret'))
    assert.equal((await visitor.verify({ ...asked, response: other }))['success'], true)
    fixture.moveClock(120_000)
    assert.deepEqual(await visitor.verify(asked), refused('timeout-or-duplicate'))
    await fixture.close()
  })

  test('lets one of many requests succeed that have no key, or each another one', async () => {
    const response = await client.getToken()
    const asked = Array.from({ length: 50 }, (_, n) => ({
      secret,
      response,
      ...(n % 2 ? { idempotency_key: randomUUID() } : {}),
    }))
    const replies = await Promise.all(asked.map((fields) => client.verify(fields)))
    assert.equal(replies.filter(({ success }) => success === true).length, 1)
  })

  test('has Cloudflare’s codes, and a refusal uses nothing up', async () => {
    const response = await client.getToken()
    const recaptcha = { contract: 'recaptcha', address: '/recaptcha/api/siteverify' }
    const foreign = await siteverifyClient(service, site, recaptcha).getToken()
    const table: [Record<string, string>, string][] = [
      [{}, 'missing-input-secret'],
      [{ secret }, 'missing-input-response'],
      [{ response }, 'missing-input-secret'],
      [{ secret, response: 'x' }, 'invalid-input-response'],
      [{ secret, response: dummy }, 'invalid-input-response'],
      [{ secret, response: foreign }, 'invalid-input-response'],
      [{ secret: 'x', response }, 'invalid-input-secret'],
      [{ secret: 'x', response: 'x' }, 'invalid-input-secret'],
      [{ secret, response, idempotency_key: 'x' }, 'bad-request'],
    ]
    for (const [fields, code] of table)
      assert.deepEqual(await client.verify(fields), refused(code), JSON.stringify(fields))
    assert.deepEqual(await client.send('{', 'application/json'), refused('bad-request'))
    assert.equal((await client.verify({ secret, response }))['success'], true)
  })

  test('answers as Cloudflare’s test secrets do, which no real token passes', async () => {
    const metadata = { result_with_testing_key: true }
    const answers = [null, 'invalid-input-response', 'timeout-or-duplicate']
    for (const [index, code] of answers.entries())
      for (const response of [dummy, dummy, 'anything']) {
        const testing = await client.verify({ secret: testSecrets[index] ?? '', response })
        const expected = code
          ? { ...refused(code), metadata }
          : { ...passed, hostname: 'example.com', metadata }
        assert.deepEqual(testing, expected)
      }
    const [secretThatPasses = ''] = testSecrets
    const real = await client.verify({
      secret: secretThatPasses,
      response: await client.getToken(),
    })
    assert.deepEqual(real, { ...refused('invalid-input-secret'), metadata })
  })

  test('gives the dummy token for every test sitekey, if they are switched on', async () => {
    const sitekeys = ['1x…AA', '2x…AB', '1x…BB', '2x…BB', '3x…FF'].map((short) =>
      short.replace('…', '0'.repeat(20)),
    )
    const off = await openService({ settings: { ...testSettings, takesTestKeys: false } })
    const { contract } = how
    for (const sitekey of sitekeys) {
      const asked = await client.client.ask({ contract, sitekey })
      assert.equal(asked.json<{ pass: PassBody }>().pass.token, dummy)
      const visitor = siteverifyClient(off, off.sites.transcription, how)
      const refusal = await visitor.client.ask({ contract, sitekey })
      assert.equal(refusal.json().error, 'test_keys_off')
      const verified = await visitor.verify({ secret: testSecrets[0] ?? '', response: dummy })
      assert.deepEqual(verified, refused('invalid-input-secret', 'test-keys-off'))
    }
    await off.close()
  })

  test('has a row in its documentation for every code', () => {
    const docs = readFileSync(
      new URL('../../../../docs/site/turnstile.md', import.meta.url),
      'utf8',
    )
    const rows = [...docs.matchAll(/^\| `([a-z-]+)` +\| [A-Z]/gm)].map(([, code]) => code)
    assert.deepEqual(rows, [...turnstileErrors])
  })
})
