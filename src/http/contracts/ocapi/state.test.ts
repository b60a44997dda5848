import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openService, type ServiceFixture } from '../../../../test/setup/service.ts'
import { encode, jwtOf, ocapiClient, sign } from '../../../../test/setup/ocapi-client.ts'
import type { Site } from '../../../model/site.ts'

describe('the state of a challenge', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof ocapiClient>
  before(async () => {
    service = await openService()
    site = service.sites.transcription
    client = ocapiClient(service, site)
  })
  after(() => service.close())

  test('an unknown client is answered 404 at every address, before anything else', async () => {
    for (const url of ['/challenge/nobody', '/state/nobody/x', '/v2/state/nobody/x']) {
      const reply = await service.app.inject(url)
      assert.equal(reply.statusCode, 404)
      assert.equal(reply.json().error, 'unknown_client')
    }
  })

  test('the header is looked at before the challenge', async () => {
    const without = await service.app.inject(`/state/${site.sitekey}/no-such-challenge`)
    assert.equal(without.statusCode, 403)
    assert.equal(without.json().error, 'unauthorized')
    const unknown = await client.readState('no-such-challenge')
    assert.equal(unknown.statusCode, 404)
    assert.equal(unknown.json().error, 'unknown_challenge')
  })

  test('a JWT is taken bare and behind Bearer', async () => {
    const { challenge_id: id } = await client.create()
    for (const header of [jwtOf(site), `Bearer ${jwtOf(site)}`, `bearer ${jwtOf(site)}`]) {
      assert.equal((await client.readState(id, header)).statusCode, 200)
    }
  })

  // A private id and an id that were read from a file end a line, and a base may end in a slash: 403 and 404.
  test('line ends and doubled slashes change nothing', async () => {
    const { challenge_id: id } = await client.create()
    const ended = sign({ client_id: site.sitekey }, `${site.privateId}\n`)
    const asks = [
      [`/v2/state/${site.sitekey}/${id}`, ended],
      [`/v2/state/${site.sitekey}%0A/${id}%0D%0A`, `Bearer  ${jwtOf(site)}`],
      [`//v2//state/${site.sitekey}/${id}/`, jwtOf(site)],
    ] as const
    for (const [path, authorization] of asks) {
      const url = `http://localhost${path}`
      const reply = await service.app.inject({ url, headers: { authorization } })
      assert.deepEqual(reply.json(), { state: 'created' }, path)
    }
  })

  test('every other algorithm, key, payload and shape of a JWT is refused', async () => {
    const { challenge_id: id } = await client.create()
    const payload = { client_id: site.sitekey }
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    assert.ok(privateKey)
    const forged = [
      sign(payload, site.privateId, 'HS256', 'sha256'),
      sign(payload, site.privateId, 'HS384', 'sha384'),
      sign(payload, site.privateId, 'none'),
      `${encode({ alg: 'none' })}.${encode(payload)}.`,
      `${encode({ alg: 'none' })}.${encode(payload)}`,
      sign(payload, pem, 'RS512'),
      sign(payload, service.sites.classification.privateId),
      sign(payload, ''),
      sign({ client_id: service.sites.classification.sitekey }, site.privateId),
      sign({}, site.privateId),
      sign({ ...payload, exp: 1 }, site.privateId),
      sign({ ...payload, nbf: 9_999_999_999 }, site.privateId),
      sign({ ...payload, exp: 'never' }, site.privateId),
      sign([payload], site.privateId),
      sign(payload, `${site.privateId} `),
      `${jwtOf(site).slice(0, -2)}AA`,
      'a.b.c',
      'Bearer',
      'x'.repeat(10_000),
      jwtOf(site).split('.').slice(0, 2).join('.'),
    ]
    for (const header of forged) {
      const reply = await client.readState(id, header)
      assert.equal(reply.statusCode, 403, header.slice(0, 80))
      assert.equal(reply.json().error, 'unauthorized')
    }
  })

  test('a challenge of another site is unknown, can not be answered and stays unspent', async () => {
    const { challenge_id: id } = await client.create()
    const other = service.sites.classification
    const url = `/state/${other.sitekey}/${id}`
    const state = await service.app.inject({ url, headers: { authorization: jwtOf(other) } })
    assert.deepEqual([state.statusCode, state.json().error], [404, 'unknown_challenge'])
    const payload = { selected: [] }
    const foreign = await service.app.inject({
      method: 'POST',
      url: `/challenge/${other.sitekey}/${id}`,
      payload,
    })
    assert.equal(foreign.statusCode, 404)
    assert.equal((await client.answerRightly(id)).json().state, 'validated')
    const later = await service.app.inject({ url, headers: { authorization: jwtOf(other) } })
    assert.equal(later.statusCode, 404)
  })

  // Answering at another site's address returned 409, which revealed that the id exists and was answered.
  test('an answered challenge of another site is as unknown as one that never was', async () => {
    const { challenge_id: id } = await client.create()
    await client.answerRightly(id)
    const stranger = ocapiClient(service, service.sites.classification)
    const reply = await stranger.answer(id, { selected: ['x'] })
    assert.deepEqual([reply.statusCode, reply.json().error], [404, 'unknown_challenge'])
    assert.equal((await client.answer(id, { selected: ['x'] })).statusCode, 409)
  })

  // It was used up after 15 seconds or three readings: a form that had another mistake was refused on its
  // second sending, while the widget said that it could be sent.
  test('a validated challenge is validated for its whole life, however often it is read', async () => {
    const { challenge_id: id } = await client.create()
    await client.answerRightly(id)
    for (let n = 0; n < 20; n += 1) {
      assert.deepEqual((await client.readState(id)).json(), { state: 'validated' })
      service.moveClock(14_000)
    }
    service.moveClock(19_999)
    assert.deepEqual((await client.readState(id)).json(), { state: 'validated' })
    service.moveClock(1)
    assert.equal((await client.readState(id)).json().error, 'unknown_challenge')
  })

  test('a validated challenge that nobody asked about in time is unknown', async () => {
    const { challenge_id: id } = await client.create()
    await client.answerRightly(id)
    service.moveClock(300_000)
    assert.equal((await client.readState(id)).json().error, 'unknown_challenge')
  })

  test('a challenge that nobody answered in time is unknown', async () => {
    const { challenge_id: id } = await client.create()
    service.moveClock(600_000)
    assert.equal((await client.readState(id)).json().error, 'unknown_challenge')
    assert.equal(
      (await client.answer(id, { answers: { a: 'x' } })).json().error,
      'unknown_challenge',
    )
  })
})
