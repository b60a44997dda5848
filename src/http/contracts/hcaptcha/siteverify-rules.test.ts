import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as fc from 'fast-check'
import { addSecret, changeSite, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { openService, testSettings, type ServiceFixture } from '../../../../test/setup/service.ts'
import type { Site } from '../../../model/site.ts'

const testSecret = '0x0000000000000000000000000000000000000000'
const testToken = '10000000-aaaa-bbbb-cccc-000000000001'
const otherUuid = '99999999-ffff-ffff-ffff-000000000009'

describe('what siteverify looks for', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof hcaptchaClient>
  let secret: string
  before(async () => {
    service = await openService()
    site = await changeSite(service.store, service.sites.transcription, { mode: 'invisible' })
    client = hcaptchaClient(service, site)
    secret = await addSecret(service.store, site)
  })
  after(() => service.close())

  const getToken = async (): Promise<string> =>
    (await client.ask()).json<{ pass: { token: string } }>().pass.token
  const errorsOf = async (fields: Record<string, string>): Promise<readonly string[]> => {
    const reply = await client.verify(fields)
    return reply.success ? ['success'] : reply['error-codes']
  }

  test('an address of the visitor may be left out, plain or blinded', async () => {
    const table = [
      ['', 'success'],
      ['127.0.0.1', 'success'],
      ['0.0.0.0', 'success'],
      ['2001:db8::1', 'success'],
      ['a'.repeat(32), 'success'],
      [`${'Ab+/'.repeat(16)}==`, 'success'],
      ['a'.repeat(31), 'invalid-remoteip'],
      ['a'.repeat(129), 'invalid-remoteip'],
      ['256.1.1.1', 'invalid-remoteip'],
      ['203.0.113.7:4711', 'success'],
      ['[2001:db8::1]', 'success'],
      ['127.0.0.1, 10.0.0.1', 'success'],
      ['127.0.0.1, nonsense', 'invalid-remoteip'],
    ] as const
    for (const [remoteip, outcome] of table) {
      const response = await getToken()
      assert.deepEqual(await errorsOf({ secret, response, remoteip }), [outcome], remoteip)
    }
  })

  test('a site may require the visitor’s address', async () => {
    await changeSite(service.store, site, { needsRemoteIp: true })
    const response = await getToken()
    assert.deepEqual(await errorsOf({ secret: 'x', response }), ['invalid-input-secret'])
    assert.deepEqual(await errorsOf({ secret, response }), ['missing-remoteip'])
    assert.deepEqual(await errorsOf({ secret, response, remoteip: '192.0.2.1' }), ['success'])
    await changeSite(service.store, site, {})
  })

  test('a score is reported if the site wants it', async () => {
    await changeSite(service.store, site, { tellsScore: true, mode: 'always' })
    const { token } = await client.pass()
    const reply = await client.verify({ secret, response: token })
    assert.ok(reply.success)
    assert.deepEqual([reply.score, reply.score_reason], [0.1, ['solved']])
    assert.equal(reply.hostname, 'not-provided')
    await changeSite(service.store, site, {})
  })

  test('a secret is valid for the sites it names, or for all of its organisation', async () => {
    const { classification: other } = service.sites
    const wide = await addSecret(service.store, site, { sitekeys: [] })
    const foreign = await addSecret(service.store, site, { organisation: 'other', sitekeys: [] })
    const both = [site.sitekey, other.sitekey]
    const alien = await addSecret(service.store, site, { organisation: 'other', sitekeys: both })
    const ofOther = await addSecret(service.store, other)
    const response = await getToken()
    for (const wrong of [foreign, alien, ofOther])
      assert.deepEqual(await errorsOf({ secret: wrong, response }), ['sitekey-secret-mismatch'])
    assert.deepEqual(await errorsOf({ secret: wide, response }), ['success'])
    const named = await addSecret(service.store, site, { sitekeys: both })
    assert.deepEqual(await errorsOf({ secret: named, response: await getToken() }), ['success'])
  })

  test('a secret that was replaced is good until its grace ends', async () => {
    const fixture = await openService()
    const { transcription } = fixture.sites
    const ends = Date.UTC(2026, 0, 1) + 60_000
    const old = await addSecret(fixture.store, transcription, { expiresAtMs: ends })
    const visitor = hcaptchaClient(fixture, transcription)
    const [one, two] = [(await visitor.pass()).token, (await visitor.pass()).token]
    fixture.moveClock(59_999)
    assert.equal((await visitor.verify({ secret: old, response: one })).success, true)
    fixture.moveClock(1)
    assert.deepEqual(await visitor.verify({ secret: old, response: two }), {
      success: false,
      'error-codes': ['invalid-input-secret'],
    })
    const fresh = await addSecret(fixture.store, transcription)
    assert.equal((await visitor.verify({ secret: fresh, response: two })).success, true)
    await fixture.close()
  })

  test('a token is expired from its end on, also when nothing of it is kept any more', async () => {
    const fixture = await openService()
    const { transcription } = fixture.sites
    const key = await addSecret(fixture.store, transcription)
    const visitor = hcaptchaClient(fixture, transcription)
    const spent = (await visitor.pass()).token
    await visitor.verify({ secret: key, response: spent })
    const unused = (await visitor.pass()).token
    const late = (await visitor.pass()).token
    fixture.moveClock(119_999)
    assert.equal((await visitor.verify({ secret: key, response: late })).success, true)
    fixture.moveClock(1)
    const expired = { success: false, 'error-codes': ['expired-input-response'] }
    for (const response of [unused, spent])
      assert.deepEqual(await visitor.verify({ secret: key, response }), expired)
    assert.ok((await fixture.store.tickets.sweep()) > 0)
    assert.deepEqual(await visitor.verify({ secret: key, response: unused }), expired)
    await fixture.close()
  })

  test('the test keys pass as often as they like, each with its own answer', async () => {
    const answers = [{ credit: false }, { score: 0 }, { score: 1 }]
    for (const [n, expected] of answers.entries()) {
      const sitekey = `${n + 1}0000000-ffff-ffff-ffff-00000000000${n + 1}`
      const response = `${n + 1}0000000-aaaa-bbbb-cccc-00000000000${n + 1}`
      for (const extra of [{}, { remoteip: '127.0.0.1' }, { sitekey }]) {
        assert.deepEqual(await client.verify({ secret: testSecret, response, ...extra }), {
          success: true,
          challenge_ts: '2026-01-01T00:00:00.000000Z',
          hostname: 'dummy-key-pass',
          ...expected,
          sitekey,
        })
      }
      const own = { secret: testSecret, response }
      assert.deepEqual(await errorsOf({ ...own, remoteip: 'abc' }), ['invalid-remoteip'])
      assert.deepEqual(await errorsOf({ ...own, sitekey: 'invalid' }), ['invalid-sitekey'])
      assert.deepEqual(await errorsOf({ ...own, sitekey: otherUuid }), ['sitekey-secret-mismatch'])
    }
  })

  test('the test keys are refused if they are switched off', async () => {
    const off = await openService({ settings: { ...testSettings, takesTestKeys: false } })
    const { transcription } = off.sites
    const visitor = hcaptchaClient(off, transcription)
    const { token } = await visitor.pass()
    for (const [fields, code] of [
      [{ secret: testSecret, response: testToken }, 'invalid-input-response'],
      [{ secret: 'x', response: testToken }, 'invalid-input-response'],
      [{ secret: testSecret, response: token }, 'invalid-input-secret'],
    ] as const)
      assert.deepEqual(await visitor.verify(fields), {
        success: false,
        'error-codes': [code, 'test-keys-off'],
      })
    await off.close()
  })

  test('anything sent as a token gets a reply, and only a real token passes', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 3000 })
    await fc.assert(
      fc.asyncProperty(text, async (response) => {
        const [code] = await errorsOf({ secret, response })
        const expected =
          response.trim() === '' ? 'missing-input-response' : 'invalid-input-response'
        return code === expected || code === 'bad-request'
      }),
      { numRuns: 300 },
    )
  })
})
