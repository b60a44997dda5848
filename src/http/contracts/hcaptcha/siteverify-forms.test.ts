import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../../../../test/setup/service.ts'
import type { Site } from '../../../model/site.ts'

const boundary = 'boundary-of-parts'
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

describe('siteverify understands what clients mean', () => {
  let service: ServiceFixture
  let site: Site
  let secret: string
  before(async () => {
    service = await openService()
    site = await changeSite(service.store, service.sites.transcription, { mode: 'invisible' })
    secret = await addSecret(service.store, site)
  })
  after(() => service.close())

  const getToken = async (): Promise<string> =>
    (await hcaptchaClient(service, site).ask()).json<{ pass: { token: string } }>().pass.token

  async function verify(
    payload: string,
    { type = form, path = '/siteverify' }: { type?: string; path?: string } = {},
  ): Promise<unknown> {
    const url = `http://localhost${path}`
    const headers = { 'content-type': type }
    const reply = await service.app.inject({ method: 'POST', url, headers, payload })
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.json()['error-codes'] ?? reply.json().success
  }

  // A base address that ends in a slash, put before the path, was 404: a client then reads no `success` at all.
  test('below doubled and trailing slashes', async () => {
    for (const path of ['//siteverify', '/siteverify/', '///siteverify//'])
      assert.equal(await verify(`secret=${secret}&response=${await getToken()}`, { path }), true)
  })

  // A secret that was read from a file ends a line; it was unknown, and nothing said why.
  test('with blanks and line ends around the values', async () => {
    const text = (token: string) => [
      `secret=${secret}%0A&response=${token}`,
      `secret=${secret}&response=${token}\r\n`,
      `secret=+${secret}%0D%0A&response=%09${token}%0A&remoteip=+192.0.2.1%0A&sitekey=${site.sitekey}%0A`,
    ]
    for (const n of [0, 1, 2]) assert.equal(await verify(text(await getToken())[n] ?? ''), true)
    const body = { secret: `\n${secret}\r\n`, response: ` ${await getToken()}\n` }
    assert.equal(await verify(JSON.stringify(body), { type: json }), true)
    assert.deepEqual(await verify(`secret=%0A&response=x`), ['missing-input-secret'])
  })

  test('with a byte order mark', async () => {
    const body = JSON.stringify({ secret, response: await getToken() })
    assert.equal(await verify(`\uFEFF${body}`, { type: json }), true)
    assert.equal(await verify(`\uFEFFsecret=${secret}&response=${await getToken()}`), true)
  })

  // PHP and Rails write a list of one where the form has such a field; it was a missing or a bad field.
  test('with a field as a list of one, or given twice with the same value', async () => {
    assert.equal(await verify(`secret=${secret}&response[0]=${await getToken()}`), true)
    assert.equal(await verify(`secret[]=${secret}&response%5B%5D=${await getToken()}`), true)
    const token = await getToken()
    assert.equal(await verify(`secret=${secret}&response=&response=${token}`), true)
    const twice = await getToken()
    assert.equal(await verify(`secret=${secret}&response=${twice}&response=${twice}`), true)
    const list = { secret: [secret], response: [await getToken()] }
    assert.equal(await verify(JSON.stringify(list), { type: json }), true)
    const parts = [`secret`, secret, 'response[]', await getToken()]
    const text = `--${boundary}\r\nContent-Disposition: form-data; name="${parts[0]}"\r\n\r\n${parts[1]}\r\n--${boundary}\r\nContent-Disposition: form-data; name="${parts[2]}"\r\n\r\n${parts[3]}\r\n--${boundary}--\r\n`
    assert.equal(await verify(text, { type: `multipart/form-data; boundary=${boundary}` }), true)
  })

  test('JSON that is called a form', async () => {
    assert.equal(await verify(JSON.stringify({ secret, response: await getToken() })), true)
  })

  test('but two different values are a bad request', async () => {
    const token = await getToken()
    for (const body of [
      `secret=${secret}&response=${token}&response=x`,
      `secret=${secret}&response[0]=${token}&response[1]=x`,
      `secret=${secret}&response[a]=${token}&response=x&response[0]=y`,
    ])
      assert.deepEqual(await verify(body), ['bad-request'])
    assert.equal(await verify(`secret=${secret}&response=${token}`), true)
  })

  test('a HEAD request is answered and uses no token up', async () => {
    const query = `secret=${secret}&response=${await getToken()}`
    for (const path of ['/siteverify', '/checksiteconfig', '/1/api.js']) {
      const url = `${path}?${query}`
      const reply = await service.app.inject({ method: 'HEAD', url })
      assert.deepEqual([reply.statusCode, reply.body], [200, ''], path)
    }
    assert.equal(await verify(query), true)
  })

  test('the script and its list below doubled and trailing slashes, too', async () => {
    for (const path of ['//1/api.js', '/1//api.js', '/1/api.js/', '/1/releases.json/']) {
      const reply = await service.app.inject(`http://localhost${path}`)
      assert.equal(reply.statusCode, 200, path)
    }
  })
})
