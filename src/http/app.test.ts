import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { addSecret, hcaptchaClient } from '../../test/setup/hcaptcha-client.ts'
import { answerTo, openService, lookInside, type ServiceFixture } from '../../test/setup/service.ts'
import { publicErrors } from '../model/errors.ts'
import { addresses } from './app.ts'

async function redeemEveryWay(
  { app }: ServiceFixture,
  fields: Record<string, string>,
): Promise<void> {
  const bodies = Object.entries({
    'application/x-www-form-urlencoded': new URLSearchParams(fields).toString(),
    'application/json': JSON.stringify(fields),
    'multipart/form-data; boundary=canary': Object.entries(fields)
      .map(
        ([name, value]) =>
          `--canary\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .concat('--canary--\r\n')
      .join(''),
  })
  for (const [type, payload] of bodies) {
    const headers = { 'content-type': type, 'user-agent': 'canary-agent' }
    const reply = await app.inject({ method: 'POST', url: '/siteverify', headers, payload })
    assert.equal(reply.statusCode, 200)
  }
  await app.inject(`/siteverify?${new URLSearchParams(fields).toString()}`)
  await app.inject(`/checksiteconfig?sitekey=${fields['response'] ?? ''}&host=canary.example`)
}

describe('the service', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  test('serves every address on its list and no other', () => {
    const routes = service.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .filter((line) => /\(.*(GET|POST)/.test(line))
    const methods = routes.flatMap((line) => /\(([A-Z, ]+)\)/.exec(line)?.[1]?.split(', ') ?? [])
    const served = methods.filter((method) => method === 'GET' || method === 'POST').length
    const listed = Object.keys(addresses)
    assert.equal(served, listed.length)
    for (const address of listed) {
      const [method = 'GET', url = ''] = address.split(' ')
      assert.ok(service.app.hasRoute({ method, url }), address)
    }
  })

  test('an address that is not there gets an error of the list', async () => {
    for (const url of [
      '/nothing',
      '/%zz',
      '/state/a',
      `/state/${'x'.repeat(300)}/y`,
      '/api/picture/../../nothing',
    ]) {
      const reply = await service.app.inject(url)
      assert.ok([400, 404].includes(reply.statusCode), url)
      assert.ok(Object.keys(publicErrors).includes(reply.json().error), reply.body)
    }
  })

  test('is live while it runs and ready while its store answers', async () => {
    assert.deepEqual((await service.app.inject('/health/live')).json(), { status: 'live' })
    assert.deepEqual((await service.app.inject('/health/ready')).json(), { status: 'ready' })
  })

  test('asks its store once a second whether it is ready, however many want to know', async () => {
    let asked = 0
    const { app, moveClock, close } = await openService({ check: async () => void (asked += 1) })
    for (let n = 0; n < 5; n += 1) await app.inject('/health/ready')
    assert.equal(asked, 1)
    moveClock(1_000)
    await app.inject('/health/ready')
    assert.equal(asked, 2)
    await close()
  })

  test('is not ready when its store fails or when it is told to stop', async () => {
    const failing = await openService({ check: () => Promise.reject(new Error('disk')) })
    const closing = await openService({ isOpen: () => false })
    for (const { app, close } of [failing, closing]) {
      const reply = await app.inject('/health/ready')
      assert.deepEqual([reply.statusCode, reply.json().error], [503, 'not_ready'])
      await close()
    }
  })

  // Fastify answered these in its own shape, which none of our clients reads.
  test('what is not HTTP, or has headers without end, gets an error of the list', async () => {
    const fixture = await openService()
    const { port } = new URL(await fixture.app.listen({ port: 0, host: '127.0.0.1' }))
    const long = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`
    for (const text of ['nonsense\r\n\r\n', long]) {
      const reply = await new Promise<string>((resolve) => {
        let got = ''
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
        socket.on('data', (chunk) => (got += String(chunk))).on('error', () => undefined)
        socket.on('close', () => resolve(got))
      })
      assert.match(reply, /^HTTP\/1\.1 400 .*Cache-Control: no-store.*"error":"bad_request"/s)
    }
    await fixture.close()
  })

  test('an internal failure goes to the log and not to the caller', async () => {
    const broken = await openService({
      findHolder: () => Promise.reject(new Error('secret cause')),
    })
    const reply = await broken.app.inject(`/challenge/${broken.sites.transcription.sitekey}`)
    assert.deepEqual([reply.statusCode, reply.json().error], [500, 'internal'])
    assert.ok(!reply.body.includes('secret cause'))
    assert.ok(broken.log.some((line) => line.includes('secret cause')))
    await broken.close()
  })

  test('no secret, id, answer, header or address of a visitor stands in the log', async () => {
    const site = service.sites.transcription
    const created = await service.app.inject({
      url: `/v2/challenge/${site.sitekey}`,
      remoteAddress: '203.0.113.77',
      headers: { 'user-agent': 'canary-agent', referer: 'https://canary.example/' },
    })
    const { challenge_id: id } = created.json<{ challenge_id: string }>()
    const inside = await lookInside(service.store, id)
    const url = `/v2/challenge/${site.sitekey}/${id}`
    await service.app.inject({
      method: 'POST',
      url,
      payload: answerTo(inside, true),
      remoteAddress: '203.0.113.77',
    })
    await service.app.inject({
      url: `/state/${site.sitekey}/${id}`,
      headers: { authorization: 'canary-jwt' },
    })
    await service.app.inject({
      method: 'POST',
      url,
      payload: '{"canary-body"',
      headers: { 'content-type': 'application/json' },
    })
    await service.app.inject(`/canary-path/${id}`)
    const siteSecret = await addSecret(service.store, site)
    const { token } = await hcaptchaClient(service, site).pass({ host: 'canary.example' })
    for (const response of [token, token, `${token}x`])
      await redeemEveryWay(service, { secret: siteSecret, response, remoteip: '203.0.113.77' })
    const log = service.log.join('')
    assert.ok(log.includes('/v2/challenge/:client/:challenge'))
    const secrets = ['203.0.113', 'canary', site.privateId, site.sitekey, id, 'perdrix', 'notaire']
    secrets.push(siteSecret, token, token.slice(0, 40), token.slice(-40))
    for (const secret of secrets) assert.ok(!log.includes(secret), secret)
  })

  test('the pictures of an open challenge are drawn for it alone, of one size and in steps of bytes', async () => {
    const site = service.sites.transcription
    const fetchPictures = async (): Promise<Buffer[]> => {
      const { images } = (await service.app.inject(`/challenge/${site.sitekey}`)).json<{
        images: { url: string }[]
      }>()
      return Promise.all(
        images.map(async ({ url }) => {
          const reply = await service.app.inject({ url, headers: { accept: 'image/webp,*/*' } })
          assert.equal(reply.headers['content-type'], 'image/jpeg')
          assert.equal(reply.headers['cache-control'], 'no-store')
          return reply.rawPayload
        }),
      )
    }
    // Every item of the test corpus has the same picture on disk.
    const pictures = [...(await fetchPictures()), ...(await fetchPictures())]
    assert.equal(new Set(pictures.map((bytes) => bytes.toString('base64'))).size, 4)
    for (const bytes of pictures) assert.equal(bytes.length % 512, 0)
  })

  test('an image is WebP if the browser accepts it, and otherwise the same picture as JPEG', async () => {
    const site = service.sites.classification
    const { images } = (await service.app.inject(`/challenge/${site.sitekey}`)).json<{
      images: { url: string }[]
    }>()
    const url = images[0]?.url ?? ''
    const typeFor = async (accept: string): Promise<unknown> => {
      const reply = await service.app.inject({ url, headers: { accept } })
      assert.equal(reply.headers['vary'], 'Accept')
      assert.equal(reply.rawPayload.length % 512, 0)
      return reply.headers['content-type']
    }
    for (const accept of ['image/avif,image/webp,*/*;q=0.8', 'text/html, IMAGE/WEBP;q=0.1'])
      assert.equal(await typeFor(accept), 'image/webp')
    for (const accept of ['*/*', 'image/png,image/*;q=0.8', 'image/webp;q=0, image/jpeg'])
      assert.equal(await typeFor(accept), 'image/jpeg')
  })

  test('a picture is gone when its challenge is answered, and unknown ones were never there', async () => {
    const site = service.sites.transcription
    const challenge = (await service.app.inject(`/challenge/${site.sitekey}`)).json<{
      challenge_id: string
      images: { url: string }[]
    }>()
    const [first] = challenge.images
    assert.ok(first)
    assert.equal((await service.app.inject(first.url)).statusCode, 200)
    const foreign = await service.app.inject(`/api/picture/${challenge.challenge_id}/0000`)
    assert.deepEqual([foreign.statusCode, foreign.json().error], [404, 'unknown_picture'])
    const url = `/challenge/${site.sitekey}/${challenge.challenge_id}`
    const inside = await lookInside(service.store, challenge.challenge_id)
    await service.app.inject({ method: 'POST', url, payload: answerTo(inside, false) })
    assert.equal((await service.app.inject(first.url)).json().error, 'unknown_picture')
  })

  test('a payload is immutable, open to every origin, and compressed when asked', async () => {
    const url = '/ocapi/0.4.2/ocapi-0.4.2.js'
    const plain = await service.app.inject({ url, headers: { origin: 'https://partner.example' } })
    assert.match(String(plain.headers['cache-control']), /immutable/)
    assert.match(String(plain.headers['content-type']), /^text\/javascript/)
    assert.equal(plain.headers['access-control-allow-origin'], '*')
    assert.equal(plain.headers['content-encoding'], undefined)
    const brotli = await service.app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.equal((await service.app.inject('/ocapi/9.9.9/ocapi-9.9.9.js')).statusCode, 404)
    assert.equal((await service.app.inject('/ocapi/releases.json')).json().releases.length, 1)
  })
})
