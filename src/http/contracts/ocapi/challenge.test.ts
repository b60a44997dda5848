import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerTo,
  openService,
  lookInside,
  type ServiceFixture,
} from '../../../../test/setup/service.ts'
import { changeSite } from '../../../../test/setup/hcaptcha-client.ts'
import { jwtOf, ocapiClient } from '../../../../test/setup/ocapi-client.ts'
import type { Site } from '../../../model/site.ts'

describe('the Ocapi contract', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof ocapiClient>
  before(async () => {
    service = await openService()
    site = service.sites.transcription
    client = ocapiClient(service, site)
  })
  after(() => service.close())

  for (const base of ['', '/v1', '/v2']) {
    test(`below “${base}” a challenge is created, then validated or rejected`, async () => {
      const right = await client.create(base)
      assert.deepEqual((await client.readState(right.challenge_id, jwtOf(site), base)).json(), {
        state: 'created',
      })
      const verdict = await client.answerRightly(right.challenge_id, base)
      assert.deepEqual(verdict.json(), { state: 'validated', expires_in_seconds: 300 })
      assert.deepEqual((await client.readState(right.challenge_id, jwtOf(site), base)).json(), {
        state: 'validated',
      })

      const wrong = await client.create(base)
      const inside = await lookInside(service.store, wrong.challenge_id)
      const rejected = await client.answer(wrong.challenge_id, answerTo(inside, false), base)
      assert.deepEqual(rejected.json(), { state: 'rejected' })
      assert.deepEqual((await client.readState(wrong.challenge_id, jwtOf(site), base)).json(), {
        state: 'rejected',
      })
    })
  }

  test('a transcription has two pictures of one size, with opaque ids in an order of chance', async () => {
    const places = new Set<number>()
    for (let n = 0; n < 40; n += 1) {
      const challenge = await client.create()
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
      const challenge = await ocapiClient(service, service.sites.classification).create()
      const inside = await lookInside(service.store, challenge.challenge_id)
      const known = inside.items.filter(({ role }) => role === 'known')
      const matching = known.filter(({ label }) => label === challenge.keyword)
      assert.deepEqual([matching.length, known.length, inside.items.length], [3, 7, 9])
      assert.equal(new Set(inside.items.map(({ itemId }) => itemId)).size, 9)
      orders.add(inside.items.map(({ role }) => role[0]).join(''))
    }
    assert.ok(orders.size > 5)
  })

  test('nothing in a challenge that is sent tells a known item from an unknown one', async () => {
    const challenge = await client.create()
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
    for (const { itemId, mediaId, label } of inside.items) {
      for (const secret of [itemId, mediaId, label])
        assert.ok(secret === null || !text.includes(secret))
    }
  })

  test('the credit and licence of the source go with the challenge', async () => {
    assert.deepEqual((await client.create()).credits, [
      { text: 'An archive', url: 'https://archive.example/', licence: 'CC-BY-4.0' },
    ])
  })

  test('an answered challenge, right or wrong, cannot be answered again', async () => {
    const { challenge_id: id } = await client.create()
    const right = answerTo(await lookInside(service.store, id), true)
    const wrong = answerTo(await lookInside(service.store, id), false)
    assert.equal((await client.answer(id, wrong)).json().state, 'rejected')
    const second = await client.answer(id, right)
    assert.equal(second.statusCode, 409)
    assert.equal(second.json().error, 'already_answered')
  })

  test('two hundred answers at once to one challenge get one verdict', async () => {
    const { challenge_id: id } = await client.create()
    const right = answerTo(await lookInside(service.store, id), true)
    const replies = await Promise.all(Array.from({ length: 200 }, () => client.answer(id, right)))
    assert.equal(replies.filter((reply) => reply.statusCode === 200).length, 1)
    assert.equal(replies.filter((reply) => reply.statusCode === 409).length, 199)
  })

  test('the label of the unknown item is kept with the verdict and what is needed to weigh it', async () => {
    const { challenge_id: id } = await client.create()
    const inside = await lookInside(service.store, id)
    service.moveClock(7_000)
    await client.answer(id, answerTo(inside, true))
    const labels = await service.store.answers.listLabels('main', 'transcription', 1000)
    const label = labels.find(({ challengeId }) => challengeId === id)
    const unknown = inside.items.find(({ role }) => role === 'unknown')
    assert.ok(label)
    assert.equal(label.itemId, unknown?.itemId)
    assert.deepEqual(
      [label.given, label.weight, label.verdict, label.elapsedMs],
      ['perdrix', 1, 'pass', 7_000],
    )
    assert.match(label.networkHash, /^[0-9a-f]{16}$/)
  })

  test('a body that is not an answer is refused with a sentence and uses nothing up', async () => {
    const { challenge_id: id } = await client.create()
    const bodies = [
      {},
      { answers: {}, selected: [] },
      { answers: { a: '' } },
      { answers: 'x' },
      { selected: [1] },
      [],
    ]
    for (const payload of bodies) {
      const reply = await client.answer(id, payload)
      assert.equal(reply.statusCode, 400, JSON.stringify(payload))
      assert.equal(reply.json().error, 'bad_request')
      assert.match(reply.json().message, /^The request is not what this address expects\. .+\.$/)
    }
    const [first] = (await lookInside(service.store, id)).items
    const partial = { answers: { [first?.imageId ?? '']: 'notaire' } }
    for (const payload of [
      partial,
      { answers: { x: 'a', y: 'b' } },
      { selected: [first?.imageId] },
    ]) {
      const reply = await client.answer(id, payload)
      assert.deepEqual([reply.statusCode, reply.json().error], [400, 'bad_request'])
    }
    assert.equal((await client.answerRightly(id)).json().state, 'validated')
  })

  test('broken JSON, another content type and a large body are refused with their own errors', async () => {
    const url = `/challenge/${site.sitekey}/x`
    const post = (payload: string, type: string) =>
      service.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
    assert.equal((await post('{', 'application/json')).json().error, 'bad_request')
    assert.equal((await post('{}', 'text/plain')).json().error, 'unsupported_media')
    assert.equal((await post('a=b', 'application/x-yaml')).json().error, 'unsupported_media')
    assert.equal(
      (await post(`{"a":"${'x'.repeat(20_000)}"}`, 'application/json')).json().error,
      'body_too_large',
    )
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

  // The archivist's command printed what a visitor typed raw, so it could clear the terminal.
  test('a reading is kept without signs that command a terminal or turn the text', async () => {
    const { challenge_id: id } = await client.create()
    const inside = await lookInside(service.store, id)
    const texts = inside.items.map(({ imageId, role, label }) => [
      imageId,
      role === 'known' ? label : '\u001b[31m per\u202edrix\n\u0007e\u0301 ',
    ])
    await client.answer(id, { answers: Object.fromEntries(texts) as Record<string, string> })
    const labels = await service.store.answers.listLabels('main', 'transcription', 1000)
    assert.equal(labels.find(({ challengeId }) => challengeId === id)?.given, '[31m perdrix \u00e9')
  })

  test('a HEAD request makes no challenge', async () => {
    const pool = await service.store.corpora.count('main', 'transcription')
    const url = `/challenge/${site.sitekey}`
    assert.equal((await service.app.inject({ method: 'HEAD', url })).statusCode, 200)
    const unknown = await service.app.inject({ method: 'HEAD', url: '/v2/challenge/nobody' })
    assert.equal(unknown.statusCode, 404)
    assert.deepEqual(await service.store.corpora.count('main', 'transcription'), pool)
  })

  test('a site whose corpora are empty gets a clear error', async () => {
    const empty = { ...site, sitekey: 'empty-site', corpora: ['no such corpus'] }
    await service.store.sites.add(empty)
    const reply = await service.app.inject('/challenge/empty-site')
    assert.deepEqual([reply.statusCode, reply.json().error], [503, 'no_items'])
  })

  // A difficulty that was set became less where a corpus had too little for it, and nobody was told.
  test('a site whose difficulty no corpus has enough for is told so', async () => {
    const { corpora } = await changeSite(service.store, site, {})
    const hard = { ...site, sitekey: 'hard-site', difficulty: 'difficult' } as const
    await service.store.sites.add({ ...hard, corpora: ['no such corpus'] })
    const refused = await service.app.inject('/challenge/hard-site')
    assert.deepEqual([refused.statusCode, refused.json().error], [503, 'no_items'])
    assert.match(refused.json().message, /none of its corpora has enough items/)
    await service.store.sites.add({ ...hard, sitekey: 'hard-site-2', corpora })
    const challenge = (await service.app.inject('/challenge/hard-site-2')).json()
    assert.equal(challenge.images.length, 4)
  })

  // The only unknown item of a corpus was in every challenge, so anyone could tell it from the known ones.
  test('a corpus that was shown out goes on with the same pairs, each still with its partner', async () => {
    const partners = new Map<string, Set<string>>()
    for (let n = 0; n < 250; n += 1) {
      const { challenge_id: id } = await client.create()
      const { items } = await lookInside(service.store, id)
      await client.answerRightly(id)
      const [one = '', another = ''] = items.map(({ itemId }) => itemId)
      partners.set(one, (partners.get(one) ?? new Set()).add(another))
      partners.set(another, (partners.get(another) ?? new Set()).add(one))
    }
    assert.equal(partners.size, 40)
    for (const { size } of partners.values()) assert.equal(size, 1)
  })

  test('items are shown again when all have been shown as often as allowed', async () => {
    for (let n = 0; n < 250; n += 1) {
      const { challenge_id: id } = await client.create()
      assert.equal((await client.answerRightly(id)).statusCode, 200)
    }
    assert.ok((await service.store.corpora.count('main', 'transcription')).retired > 30)
  })
})
