import assert from 'node:assert/strict'
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
import { recaptchaErrors } from '../../../wire/recaptcha.ts'

const how = { contract: 'recaptcha', address: '/recaptcha/api/siteverify' }
const testSitekey = '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'
const testSecret = '6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe'

function refused(...codes: string[]): Verified {
  return { success: false, 'error-codes': codes }
}

describe('reCAPTCHA’s siteverify', () => {
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

  test('redeems a token once, by every transport that real clients use', async () => {
    const passed = {
      success: true,
      challenge_ts: '2026-01-01T00:00:00Z',
      hostname: 'shop.example',
    }
    const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
    const inQuery = async (url: string, method: 'GET' | 'POST'): Promise<Verified> =>
      (await service.app.inject({ method, url })).json()
    type Fields = { secret: string; response: string }
    const ways: ((fields: Fields) => Promise<Verified>)[] = [
      (fields) => client.verify(fields),
      (fields) => client.verify({ ...fields, remoteip: '203.0.113.7', version: 'php_1.3.0' }),
      (fields) => client.verify({ ...fields, remoteip: 'nonsense' }),
      (fields) => client.send(JSON.stringify(fields), 'application/json'),
      (fields) => client.send(form(fields), undefined, `${how.address}/`),
      (fields) => client.send(form(fields), undefined, `/${how.address}`),
      (fields) => inQuery(`${how.address}?${form(fields)}`, 'GET'),
      (fields) => inQuery(`${how.address}?${form(fields)}`, 'POST'),
    ]
    for (const [index, send] of ways.entries()) {
      const fields = { secret, response: await client.getToken() }
      assert.deepEqual(await send(fields), passed, String(index))
      assert.deepEqual(await send(fields), refused('timeout-or-duplicate'), String(index))
    }
  })

  // Perl's client looks for `success": true` in the text; it refused everybody.
  test('replies with JSON as Google indents it', async () => {
    const body = { secret, response: await client.getToken() }
    const reply = await service.app.inject({ method: 'POST', url: how.address, payload: body })
    assert.match(reply.payload, /^\{\n  "success": true,\n/)
    assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8')
  })

  // A score of 0.9 from reCAPTCHA is a person; with hCaptcha's sense honest visitors were turned away.
  test('tells a score in which 1 is a person, and the action, of a token that was asked for with one', async () => {
    const fixture = await openService()
    const { transcription } = fixture.sites
    await changeSite(fixture.store, transcription, { mode: 'invisible' })
    const visitor = siteverifyClient(fixture, transcription, how)
    const own = await addSecret(fixture.store, transcription)
    const response = await visitor.getToken({ action: 'login' })
    const { score, action } = await visitor.verify({ secret: own, response })
    assert.deepEqual([score, action], [0.7, 'login'])
    await fixture.close()
    const unnamed = await client.getToken({ action: '' })
    assert.equal((await client.verify({ secret, response: unnamed }))['action'], '')
    const plain = await client.verify({ secret, response: await client.getToken() })
    assert.deepEqual(Object.keys(plain), ['success', 'challenge_ts', 'hostname'])
  })

  test('tells the action that came with the answer, and a better score for a solved challenge', async () => {
    await changeSite(service.store, site, { mode: 'always' })
    const { client: visitor } = client
    const { contract } = how
    const { challenge_id: id } = await visitor.getChallenge({ contract, action: 'sign/up_1' })
    const right = answerTo(await lookInside(service.store, id), true)
    const answered = await visitor.answer(id, { contract, action: 'sign/up_1', ...right })
    const response = answered.json<{ pass: PassBody }>().pass.token
    const { score, action } = await client.verify({ secret, response })
    assert.deepEqual([score, action], [0.9, 'sign/up_1'])
    await changeSite(service.store, site, { mode: 'invisible' })
  })

  test('refuses an action that Google would refuse', async () => {
    for (const action of ['two words', 'ä', 'x'.repeat(101)]) {
      const reply = await client.client.ask({ contract: how.contract, action })
      assert.deepEqual([reply.statusCode, reply.json().error], [400, 'bad_request'], action)
    }
  })

  test('has Google’s codes, all that apply, and a refusal uses nothing up', async () => {
    const response = await client.getToken()
    const { sites, store } = service
    const foreign = await addSecret(store, sites.classification)
    const hcaptcha = (await client.client.ask()).json<{ pass: PassBody }>().pass.token
    const table: [Record<string, string>, string[]][] = [
      [{}, ['missing-input-response', 'missing-input-secret']],
      [{ secret }, ['missing-input-response']],
      [{ response }, ['missing-input-secret']],
      [{ secret, response: 'x' }, ['invalid-input-response']],
      [{ secret, response: `${response}A` }, ['invalid-input-response']],
      [{ secret, response: hcaptcha }, ['invalid-input-response']],
      [{ secret: 'x', response }, ['invalid-input-secret']],
      [{ secret: 'x', response: 'x' }, ['invalid-input-response', 'invalid-input-secret']],
      [{ secret: foreign, response }, ['invalid-input-response']],
    ]
    for (const [fields, codes] of table)
      assert.deepEqual(await client.verify(fields), refused(...codes), JSON.stringify(fields))
    const type = 'application/json'
    assert.deepEqual(await client.send('{', type), refused('bad-request'))
    assert.equal((await client.verify({ secret, response }))['success'], true)
  })

  test('refuses a token that is too old', async () => {
    const fixture = await openService()
    const { transcription } = fixture.sites
    const own = await addSecret(fixture.store, transcription)
    await changeSite(fixture.store, transcription, { mode: 'invisible' })
    const visitor = siteverifyClient(fixture, transcription, how)
    const response = await visitor.getToken()
    fixture.moveClock(120_000)
    const reply = await visitor.verify({ secret: own, response })
    assert.deepEqual(reply, refused('timeout-or-duplicate'))
    await fixture.close()
  })

  test('needs the visitor’s address if the site says so', async () => {
    await changeSite(service.store, site, { needsRemoteIp: true, mode: 'invisible' })
    const response = await client.getToken()
    assert.deepEqual(await client.verify({ secret, response }), refused('bad-request'))
    const reply = await client.verify({ secret, response, remoteip: '203.0.113.7' })
    assert.equal(reply['success'], true)
    await changeSite(service.store, site, { needsRemoteIp: false, mode: 'invisible' })
  })

  test('passes every token with Google’s test secret, as often as one likes', async () => {
    const asked = await client.client.ask({ contract: how.contract, sitekey: testSitekey })
    const { token } = asked.json<{ pass: PassBody }>().pass
    assert.ok(token.length >= 100)
    for (const response of [token, token, 'anything', await client.getToken()])
      assert.deepEqual(await client.verify({ secret: testSecret, response }), {
        success: true,
        challenge_ts: '2026-01-01T00:00:00Z',
        hostname: 'testkey.google.com',
      })
    assert.deepEqual(await client.verify({ secret: testSecret }), refused('missing-input-response'))
    assert.deepEqual(
      await client.verify({ secret, response: token }),
      refused('invalid-input-response'),
    )
  })

  test('refuses test keys if they are switched off', async () => {
    const off = await openService({ settings: { ...testSettings, takesTestKeys: false } })
    const visitor = siteverifyClient(off, off.sites.transcription, how)
    const own = await addSecret(off.store, off.sites.transcription)
    const asked = await visitor.client.ask({ contract: how.contract, sitekey: testSitekey })
    assert.equal(asked.json().error, 'test_keys_off')
    assert.deepEqual(
      await visitor.verify({ secret: testSecret, response: 'x' }),
      refused('invalid-input-secret', 'test-keys-off'),
    )
    const response = 'for-testing-only.'.repeat(6)
    assert.deepEqual(
      await visitor.verify({ secret: own, response }),
      refused('invalid-input-response', 'test-keys-off'),
    )
    await off.close()
  })

  test('has a row in its documentation for every code', () => {
    const docs = readFileSync(
      new URL('../../../../docs/site/recaptcha.md', import.meta.url),
      'utf8',
    )
    const rows = [...docs.matchAll(/^\| `([a-z-]+)` +\| [A-Z]/gm)].map(([, code]) => code)
    assert.deepEqual(rows, [...recaptchaErrors])
  })
})
