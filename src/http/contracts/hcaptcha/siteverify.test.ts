import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../../../../test/setup/service.ts'
import type { Site } from '../../../model/site.ts'
import { siteverifyErrors, type SiteverifyReply } from '../../../wire/siteverify.ts'

const testSecret = '0x0000000000000000000000000000000000000000'
const testToken = '10000000-aaaa-bbbb-cccc-000000000001'
const otherUuid = '99999999-ffff-ffff-ffff-000000000009'

type Fields = Record<string, string>
type Send = (fields: Fields) => Promise<{ status: number; body: SiteverifyReply }>

const boundary = '------------------------d74496d66958873e'
function partsOf(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) =>
      [`--${boundary}`, `Content-Disposition: form-data; name="${name}"`, '', value, ''].join(
        '\r\n',
      ),
    )
    .concat(`--${boundary}--\r\n`)
    .join('')
}

function transports(service: () => ServiceFixture): Record<string, Send> {
  const post =
    (type: string, write: (fields: Fields) => string, query = ''): Send =>
    async (fields) => {
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
      const url = `/siteverify${query}`
      const payload = write(fields)
      const reply = await service().app.inject({ method: 'POST', url, headers, payload })
      return { status: reply.statusCode, body: reply.json() }
    }
  const form = (fields: Fields): string => new URLSearchParams(fields).toString()
  const inQuery =
    (method: 'GET' | 'POST'): Send =>
    async (fields) => {
      const reply = await service().app.inject({ method, url: `/siteverify?${form(fields)}` })
      return { status: reply.statusCode, body: reply.json() }
    }
  return {
    'a form': post('application/x-www-form-urlencoded', form),
    'a form with a charset': post('application/x-www-form-urlencoded; charset=UTF-8', form),
    JSON: post('application/json', JSON.stringify),
    multipart: post(`multipart/form-data; boundary=${boundary}`, partsOf),
    'a form called text': post('text/plain', form),
    'a form without a type': post('', form),
    'JSON called text': post('text/plain', JSON.stringify),
    'the body, over the URL': post('application/json', JSON.stringify, '?secret=x&response=y'),
    'the URL of a GET': inQuery('GET'),
    'the URL of a POST': inQuery('POST'),
  }
}

describe('siteverify', () => {
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
    (await client.ask({ host: 'shop.example' })).json<{ pass: { token: string } }>().pass.token

  for (const [name, send] of Object.entries(transports(() => service))) {
    test(`by ${name} a token is taken once, and every refusal has its code`, async () => {
      const response = await getToken()
      const spent = await getToken()
      assert.equal((await client.verify({ secret, response: spent })).success, true)
      const own = { secret, response }
      const isOverUrl = name === 'the body, over the URL'
      const table: [Fields, string][] = [
        ...(isOverUrl
          ? []
          : ([
              [{}, 'missing-input-secret'],
              [{ response }, 'missing-input-secret'],
              [{ secret: '', response }, 'missing-input-secret'],
              [{ secret }, 'missing-input-response'],
              [{ secret, response: '' }, 'missing-input-response'],
            ] satisfies [Fields, string][])),
        [{ secret, response: 'garbage' }, 'invalid-input-response'],
        [{ secret: 'garbage', response: 'garbage' }, 'invalid-input-response'],
        [{ secret, response: testToken }, 'not-using-dummy-secret'],
        [{ secret: testSecret, response }, 'not-using-dummy-passcode'],
        [{ ...own, remoteip: 'abc' }, 'invalid-remoteip'],
        [{ secret: 'garbage', response, remoteip: 'abc' }, 'invalid-remoteip'],
        [{ ...own, sitekey: 'invalid' }, 'invalid-sitekey'],
        [{ ...own, sitekey: otherUuid }, 'sitekey-secret-mismatch'],
        [{ secret: 'garbage', response }, 'invalid-input-secret'],
        [{ secret, response: spent }, 'already-seen-response'],
      ]
      for (const [fields, code] of table) {
        const { status, body } = await send(fields)
        assert.equal(status, 200)
        assert.deepEqual(body, { success: false, 'error-codes': [code] }, JSON.stringify(fields))
      }
      const { body } = await send({ ...own, sitekey: site.sitekey, remoteip: '127.0.0.1' })
      assert.deepEqual(body, {
        success: true,
        challenge_ts: '2026-01-01T00:00:00.000000Z',
        hostname: 'shop.example',
        credit: false,
        sitekey: site.sitekey,
      })
      assert.deepEqual((await send(own)).body, {
        success: false,
        'error-codes': ['already-seen-response'],
      })
    })
  }

  // A client that sent an empty header got a bad-request error; one that left it out did not.
  test('an invalid media type is treated like none', async () => {
    const types = ['', ' ', 'form', 'text/', ';', '/', ';charset=utf-8', 'a b/c']
    for (const type of types)
      for (const write of [JSON.stringify, (of: Fields) => new URLSearchParams(of).toString()]) {
        const headers = { 'content-type': type }
        const payload = write({ secret, response: await getToken() })
        const url = '/siteverify'
        const reply = await service.app.inject({ method: 'POST', url, headers, payload })
        assert.equal(reply.json().success, true, type)
      }
  })

  test('a body that cannot be read is a bad request, with status 200', async () => {
    const type = 'application/x-www-form-urlencoded'
    const bodies = [
      ['application/json', '{"secret"'],
      ['application/json', '[]'],
      ['application/json', '{"secret":["a","b"],"response":"b"}'],
      ['application/json', '{"secret":{"0":"a"},"response":"b"}'],
      ['application/json', '{"secret":"a","response":1}'],
      [type, 'secret=a&secret=b&response=c'],
      [type, `secret=a&response=${'x'.repeat(20_000)}`],
      ['multipart/form-data', partsOf({ secret, response: 'x' })],
      [
        `multipart/form-data; boundary=${boundary}`,
        partsOf(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`n${n}`, 'x']))),
      ],
      [
        `multipart/form-data; boundary=${boundary}`,
        partsOf({ secret }).replace('name="secret"', 'name="secret"; filename="a"'),
      ],
      [`multipart/form-data; boundary=${boundary}`, 'nonsense'],
      [`multipart/form-data; boundary=${boundary}`, partsOf({ secret }).slice(0, -10)],
      [
        `multipart/form-data; boundary=${boundary}`,
        partsOf({ secret }).replace(`--${boundary}--`, partsOf({ secret: 'b' })),
      ],
      [
        `multipart/form-data; boundary=${boundary}`,
        partsOf({ secret, response: 'x' }).replace('"secret"', '"secret"; filename="a"'),
      ],
    ]
    for (const [contentType = '', payload = ''] of bodies) {
      const headers = { 'content-type': contentType }
      const url = '/siteverify'
      const reply = await service.app.inject({ method: 'POST', url, headers, payload })
      assert.deepEqual(
        [reply.statusCode, reply.json()],
        [200, { success: false, 'error-codes': ['bad-request'] }],
        payload.slice(0, 80),
      )
    }
    const twice = await service.app.inject('/siteverify?secret=a&secret=b&response=c')
    assert.deepEqual(twice.json()['error-codes'], ['bad-request'])
  })

  test('only an internal failure has a status other than 200', async () => {
    const failing = await openService({
      findActiveSecret: () => Promise.reject(new Error('private cause')),
    })
    const token = (await hcaptchaClient(failing, failing.sites.transcription).pass()).token
    const url = `/siteverify?secret=a&response=${token}`
    const reply = await failing.app.inject(url)
    assert.deepEqual([reply.statusCode, reply.json().error], [500, 'internal'])
    assert.ok(!reply.body.includes('private cause'))
    await failing.close()
  })

  test('every refusal stands in its documentation, in the order it is looked for', () => {
    const docs = readFileSync(
      new URL('../../../../docs/site/siteverify.md', import.meta.url),
      'utf8',
    )
    const rows = [...docs.matchAll(/^\| `([a-z-]+)` +\| [A-Z`]/gm)].map(([, code]) => code)
    assert.deepEqual(rows, [...siteverifyErrors])
  })
})
