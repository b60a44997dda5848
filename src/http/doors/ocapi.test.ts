import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { answerTo, lendService, lookInside, type LentService } from '../../../test/lent-service.ts'
import type { Site } from '../../model/site.ts'
import type { OcapiChallenge } from '../../wire/ocapi.ts'

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const sign = (payload: object, key: string | Buffer, alg = 'HS512', hash = 'sha512'): string => {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(payload)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

const jwtOf = (site: Site): string => sign({ client_id: site.sitekey }, site.privateId)

describe('the Ocapi door', () => {
  let service: LentService
  let site: Site
  before(async () => {
    service = await lendService()
    site = service.sites.transcription
  })
  after(() => service.close())

  const create = async (client = site.sitekey, base = ''): Promise<OcapiChallenge> =>
    (await service.app.inject(`${base}/challenge/${client}`)).json()

  const answer = async (id: string, payload: object, base = '') => {
    const url = `${base}/challenge/${site.sitekey}/${id}`
    return service.app.inject({ method: 'POST', url, payload })
  }

  const answerRightly = async (id: string, base = '') =>
    answer(id, answerTo(await lookInside(service.store, id), true), base)

  const readState = (id: string, authorization = jwtOf(site), base = '') =>
    service.app.inject({ url: `${base}/state/${site.sitekey}/${id}`, headers: { authorization } })

  for (const base of ['', '/v1', '/v2']) {
    test(`below “${base}” a challenge is created, then validated or rejected`, async () => {
      const right = await create(site.sitekey, base)
      assert.deepEqual((await readState(right.challenge_id, jwtOf(site), base)).json(), {
        state: 'created',
      })
      const verdict = await answerRightly(right.challenge_id, base)
      assert.deepEqual(verdict.json(), { state: 'validated', expires_in_seconds: 300 })
      assert.deepEqual((await readState(right.challenge_id, jwtOf(site), base)).json(), {
        state: 'validated',
      })

      const wrong = await create(site.sitekey, base)
      const inside = await lookInside(service.store, wrong.challenge_id)
      const rejected = await answer(wrong.challenge_id, answerTo(inside, false), base)
      assert.deepEqual(rejected.json(), { state: 'rejected' })
      assert.deepEqual((await readState(wrong.challenge_id, jwtOf(site), base)).json(), {
        state: 'rejected',
      })
    })
  }

  test('a transcription has two pictures of one size, with opaque ids in an order of chance', async () => {
    const places = new Set<number>()
    for (let n = 0; n < 40; n += 1) {
      const challenge = await create()
      assert.equal(challenge.type, 'transcription')
      assert.equal(challenge.keyword, undefined)
      assert.equal(challenge.images.length, 2)
      for (const image of challenge.images) {
        assert.match(image.id, /^[0-9a-f]{16}$/)
        assert.deepEqual([image.width, image.height], [600, 160])
      }
      const inside = await lookInside(service.store, challenge.challenge_id)
      assert.deepEqual(inside.items.map(({ role }) => role).toSorted(), ['known', 'unknown'])
      places.add(inside.items.findIndex(({ role }) => role === 'known'))
    }
    assert.deepEqual(
      [...places].toSorted((a, b) => a - b),
      [0, 1],
    )
  })

  test('a classification has three known to match, four known not to, and two unknown, in an order of chance', async () => {
    const orders = new Set<string>()
    for (let n = 0; n < 20; n += 1) {
      const challenge = await create(service.sites.classification.sitekey)
      const inside = await lookInside(service.store, challenge.challenge_id)
      const known = inside.items.filter(({ role }) => role === 'known')
      const matching = known.filter(({ label }) => label === challenge.keyword)
      assert.deepEqual([matching.length, known.length, inside.items.length], [3, 7, 9])
      assert.equal(new Set(inside.items.map(({ itemId }) => itemId)).size, 9)
      orders.add(inside.items.map(({ role }) => role[0]).join(''))
    }
    assert.ok(orders.size > 5)
  })

  test('nothing of a challenge that leaves tells a known item from an unknown one', async () => {
    const challenge = await create()
    assert.deepEqual(Object.keys(challenge).toSorted(), [
      'challenge_id',
      'credits',
      'direction',
      'expires_in_seconds',
      'images',
      'language',
      'type',
    ])
    for (const image of challenge.images)
      assert.deepEqual(Object.keys(image), ['id', 'url', 'width', 'height'])
    const inside = await lookInside(service.store, challenge.challenge_id)
    const text = JSON.stringify(challenge)
    for (const { itemId, pictureId, label } of inside.items) {
      for (const secret of [itemId, pictureId, label])
        assert.ok(secret === null || !text.includes(secret))
    }
  })

  test('the credit and licence of the source go with the challenge', async () => {
    assert.deepEqual((await create()).credits, [
      { text: 'An archive', url: 'https://archive.example/', licence: 'CC-BY-4.0' },
    ])
  })

  test('an answered challenge, right or wrong, cannot be answered again', async () => {
    const { challenge_id: id } = await create()
    const right = answerTo(await lookInside(service.store, id), true)
    assert.equal((await answer(id, { answers: { x: 'wrong' } })).json().state, 'rejected')
    const second = await answer(id, right)
    assert.equal(second.statusCode, 409)
    assert.equal(second.json().error, 'already_answered')
  })

  test('two hundred answers at once to one challenge get one verdict', async () => {
    const { challenge_id: id } = await create()
    const right = answerTo(await lookInside(service.store, id), true)
    const replies = await Promise.all(Array.from({ length: 200 }, () => answer(id, right)))
    assert.equal(replies.filter((reply) => reply.statusCode === 200).length, 1)
    assert.equal(replies.filter((reply) => reply.statusCode === 409).length, 199)
  })

  test('the label of the unknown item is kept with the verdict and what is needed to weigh it', async () => {
    const { challenge_id: id } = await create()
    const inside = await lookInside(service.store, id)
    service.moveClock(7_000)
    await answer(id, answerTo(inside, true))
    const labels = await service.store.records.listLabels('transcription', 1000)
    const label = labels.find(({ challengeId }) => challengeId === id)
    const unknown = inside.items.find(({ role }) => role === 'unknown')
    assert.ok(label)
    assert.equal(label.itemId, unknown?.itemId)
    assert.deepEqual(
      [label.given, label.weight, label.verdict, label.elapsedMs],
      ['perdrix', 1, 'pass', 7_000],
    )
    assert.match(label.cluster, /^[0-9a-f]{16}$/)
  })

  test('a body that is no answer is refused with a sentence and spends nothing', async () => {
    const { challenge_id: id } = await create()
    const bodies = [
      {},
      { answers: {}, selected: [] },
      { answers: { a: '' } },
      { answers: 'x' },
      { selected: [1] },
      [],
    ]
    for (const payload of bodies) {
      const reply = await answer(id, payload)
      assert.equal(reply.statusCode, 400, JSON.stringify(payload))
      assert.equal(reply.json().error, 'bad_request')
      assert.match(reply.json().message, /^The request is not what this address expects\. .+\.$/)
    }
    assert.equal((await answerRightly(id)).json().state, 'validated')
  })

  test('broken JSON, another content type and a large body are refused with their own errors', async () => {
    const url = `/challenge/${site.sitekey}/x`
    const post = (payload: string, type: string) =>
      service.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
    assert.equal((await post('{', 'application/json')).json().error, 'bad_request')
    assert.equal((await post('a=b', 'application/x-yaml')).json().error, 'unsupported_media')
    assert.equal(
      (await post(`{"a":"${'x'.repeat(20_000)}"}`, 'application/json')).json().error,
      'body_too_large',
    )
  })

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
    const unknown = await readState('no-such-challenge')
    assert.equal(unknown.statusCode, 404)
    assert.equal(unknown.json().error, 'unknown_challenge')
  })

  test('a JWT is taken bare and behind Bearer', async () => {
    const { challenge_id: id } = await create()
    for (const header of [jwtOf(site), `Bearer ${jwtOf(site)}`, `bearer ${jwtOf(site)}`]) {
      assert.equal((await readState(id, header)).statusCode, 200)
    }
  })

  test('every other algorithm, key, payload and shape of a JWT is refused', async () => {
    const { challenge_id: id } = await create()
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
      `${jwtOf(site).slice(0, -2)}AA`,
      'a.b.c',
      'Bearer',
      'x'.repeat(10_000),
      jwtOf(site).split('.').slice(0, 2).join('.'),
    ]
    for (const header of forged) {
      const reply = await readState(id, header)
      assert.equal(reply.statusCode, 403, header.slice(0, 80))
      assert.equal(reply.json().error, 'unauthorized')
    }
  })

  test('a challenge of another site is unknown, can not be answered and stays unspent', async () => {
    const { challenge_id: id } = await create()
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
    assert.equal((await answerRightly(id)).json().state, 'validated')
    const later = await service.app.inject({ url, headers: { authorization: jwtOf(other) } })
    assert.equal(later.statusCode, 404)
  })

  test('a validated challenge can be read again for a short while, then it is unknown', async () => {
    const { challenge_id: id } = await create()
    await answerRightly(id)
    assert.equal((await readState(id)).json().state, 'validated')
    service.moveClock(14_000)
    assert.equal((await readState(id)).json().state, 'validated')
    service.moveClock(2_000)
    assert.equal((await readState(id)).json().error, 'unknown_challenge')
  })

  test('a validated challenge that nobody asked about in time is unknown', async () => {
    const { challenge_id: id } = await create()
    await answerRightly(id)
    service.moveClock(300_000)
    assert.equal((await readState(id)).json().error, 'unknown_challenge')
  })

  test('a challenge that nobody answered in time is unknown', async () => {
    const { challenge_id: id } = await create()
    service.moveClock(600_000)
    assert.equal((await readState(id)).json().error, 'unknown_challenge')
    assert.equal((await answer(id, { answers: { a: 'x' } })).json().error, 'unknown_challenge')
  })

  test('any page may ask for a challenge and answer it; nothing of it is cached', async () => {
    const headers = { origin: 'https://partner.example' }
    const created = await service.app.inject({ url: `/v2/challenge/${site.sitekey}`, headers })
    assert.equal(created.headers['access-control-allow-origin'], '*')
    assert.equal(created.headers['cache-control'], 'no-store')
    const preflight = await service.app.inject({
      method: 'OPTIONS',
      url: `/v2/challenge/${site.sitekey}/x`,
      headers: {
        ...headers,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    assert.equal(preflight.statusCode, 204)
    assert.equal(preflight.headers['access-control-allow-origin'], '*')
    assert.match(String(preflight.headers['access-control-allow-headers']), /content-type/i)
    const state = await service.app.inject({ url: `/state/${site.sitekey}/x`, headers })
    assert.equal(state.headers['access-control-allow-origin'], undefined)
  })

  test('a site whose corpora are empty gets a clear error', async () => {
    const empty = { ...site, sitekey: 'empty-site', corpora: ['no such corpus'] }
    await service.store.records.addSite(empty)
    const reply = await service.app.inject('/challenge/empty-site')
    assert.deepEqual([reply.statusCode, reply.json().error], [503, 'no_items'])
  })

  // The one unknown item of a corpus came in every challenge, so everybody could tell it from the known.
  test('an unknown item is not asked more often than allowed; known ones then play its part', async () => {
    for (let n = 0; n < 250; n += 1) await create()
    const inside = await lookInside(service.store, (await create()).challenge_id)
    assert.deepEqual(inside.items.map(({ role }) => role).toSorted(), ['known', 'unknown'])
    assert.equal(new Set(inside.items.map(({ itemId }) => itemId)).size, 2)
    assert.ok(inside.items.every(({ label }) => label?.startsWith('notaire')))
  })

  test('items are shown again when all have been shown as often as allowed', async () => {
    for (let n = 0; n < 250; n += 1) assert.ok((await create()).challenge_id)
    assert.ok((await service.store.records.countCorpus('transcription')).retired > 30)
  })
})
