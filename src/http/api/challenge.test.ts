import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changeSite, hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  openService,
  lookInside,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import type { Site } from '../../model/site.ts'
import { mayUse } from '../page-host.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const tokenShape = /^P1_[\w.-]{97,2045}$/

describe('the contract of api.js', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService()
    site = service.sites.transcription
    client = hcaptchaClient(service, site)
  })
  after(() => service.close())

  test('gives a challenge of the shape that Ocapi gives, and for a right answer a pass', async () => {
    const challenge = await client.getChallenge({ language: 'fr', rqdata: 'x'.repeat(8192) })
    const ocapi = (await service.app.inject(`/challenge/${site.sitekey}`)).json<object>()
    assert.deepEqual(Object.keys(challenge), Object.keys(ocapi))
    const { challenge_id: id } = challenge
    const reply = await client.answer(id, answerTo(await lookInside(service.store, id), true))
    const { pass } = reply.json<{ pass: Record<string, unknown> }>()
    assert.match(String(pass['token']), tokenShape)
    assert.deepEqual([pass['key'], pass['expires_in_seconds']], [id, 120])
    assert.equal(reply.headers['cache-control'], 'no-store')
    assert.equal(reply.headers['access-control-allow-origin'], '*')
    const labels = await service.store.answers.listLabels('main', 'transcription', 1000)
    assert.ok(labels.some(({ challengeId }) => challengeId === id))
  })

  test('gives nothing for a contract that there is not', async () => {
    const { challenge_id: id } = await client.getChallenge()
    const right = answerTo(await lookInside(service.store, id), true)
    for (const contract of ['nonsense', '', 'toString']) {
      const replies = [
        await client.ask({ contract }),
        await client.answer(id, { contract, ...right }),
      ]
      for (const reply of replies)
        assert.deepEqual([reply.statusCode, reply.json().error], [400, 'bad_request'], contract)
    }
    const reply = await client.answer(id, { contract: 'hcaptcha', ...right })
    assert.match(reply.json().pass.token, tokenShape)
  })

  test('gives no pass for a wrong answer, and the challenge is spent', async () => {
    const { challenge_id: id } = await client.getChallenge()
    const inside = await lookInside(service.store, id)
    assert.deepEqual((await client.answer(id, answerTo(inside, false))).json(), { pass: null })
    const again = await client.answer(id, answerTo(inside, true))
    assert.deepEqual([again.statusCode, again.json().error], [409, 'already_answered'])
  })

  test('refuses invalid answers, challenges and sites, and uses nothing up', async () => {
    const { challenge_id: id } = await client.getChallenge()
    const right = answerTo(await lookInside(service.store, id), true)
    const stranger = hcaptchaClient(service, { ...site, sitekey: 'nobody' })
    const other = hcaptchaClient(service, service.sites.classification)
    const table = [
      [await client.answer(id, { answers: { x: 'y' } }), 400, 'bad_request'],
      [await client.answer(id, { answers: {}, selected: [] }), 400, 'bad_request'],
      [await client.ask({ rqdata: 'x'.repeat(8193) }), 400, 'bad_request'],
      [await client.ask({ host: 'no host' }), 400, 'bad_request'],
      [await client.ask({ sitekey: '' }), 400, 'bad_request'],
      [await stranger.ask(), 404, 'unknown_client'],
      [await stranger.answer(id, right), 404, 'unknown_client'],
      [await other.answer(id, right), 404, 'unknown_challenge'],
    ] as const
    for (const [reply, status, code] of table)
      assert.deepEqual([reply.statusCode, reply.json().error], [status, code])
    assert.ok((await client.answer(id, right)).json().pass)
  })

  test('says that there is nothing to ask', async () => {
    const empty = { ...site, sitekey: 'empty-site', corpora: ['no such corpus'] }
    await service.store.sites.add(empty)
    const reply = await hcaptchaClient(service, empty).ask()
    assert.deepEqual([reply.statusCode, reply.json().error], [503, 'no_items'])
  })

  test('gives a pass unasked if the site is invisible, and three if it is passive', async () => {
    for (const [mode, asked] of [
      ['invisible', [false, false, false, false, false]],
      ['passive', [false, false, false, true, true]],
    ] as const) {
      const lenient = { ...site, sitekey: `site-${mode}`, mode }
      await service.store.sites.add(lenient)
      const visitor = hcaptchaClient(service, lenient)
      const replies = await Promise.all(asked.map(() => visitor.ask()))
      const isAsked = replies.map((reply) => 'challenge' in reply.json<object>())
      assert.deepEqual(
        isAsked.toSorted((a, b) => Number(a) - Number(b)),
        asked,
      )
      const { pass } = replies[0]?.json<{ pass: { key: string; token: string } }>() ?? {}
      assert.match(pass?.key ?? '', uuid)
      assert.match(pass?.token ?? '', tokenShape)
      // Another network has its own count of visits, and the first one starts again after the window.
      assert.ok('pass' in (await visitor.ask({}, {}, '198.51.100.9')).json<object>())
    }
    service.moveClock(600_000)
    const passive = hcaptchaClient(service, { ...site, sitekey: 'site-passive' })
    assert.ok('pass' in (await passive.ask()).json<object>())
  })

  // It was asked the more, the more it had been asked: an office behind one address soon had to type four words.
  test('asks a network the more, the more it has failed of late, at both faces', async () => {
    const auto = { ...site, sitekey: 'site-auto', difficulty: 'auto' } as const
    await service.store.sites.add(auto)
    const visitor = hcaptchaClient(service, auto)
    const askOcapi = async (): Promise<{ challenge_id: string }> =>
      (await service.app.inject('/challenge/site-auto')).json()
    const levels: string[] = []
    for (const [n, isRight] of [true, false]
      .flatMap((is) => Array<boolean>(22).fill(is))
      .entries()) {
      const { challenge_id: id } = await (n % 2 === 0 ? visitor.getChallenge() : askOcapi())
      const inside = await lookInside(service.store, id)
      levels.push(inside.level)
      await visitor.answer(id, answerTo(inside, isRight))
    }
    const wanted = { easy: 22 + 6, moderate: 15, difficult: 1 }
    assert.deepEqual(
      levels,
      Object.entries(wanted).flatMap(([level, count]) => Array<string>(count).fill(level)),
    )
  })

  test('gives the test keys their token at once, from any host', async () => {
    for (const digit of [1, 2, 3]) {
      const sitekey = `${digit}0000000-ffff-ffff-ffff-00000000000${digit}`
      const keys = hcaptchaClient(service, { ...site, sitekey })
      const { pass } = (await keys.ask({}, { origin: 'https://any.example' })).json<{
        pass: { token: string }
      }>()
      assert.equal(pass.token, `${digit}0000000-aaaa-bbbb-cccc-00000000000${digit}`)
    }
  })
})

describe('the host a site is used from', () => {
  let service: ServiceFixture
  let site: Site
  before(async () => {
    service = await openService()
    const domains = ['example.org', 'xn--mller-kva.example']
    site = await changeSite(service.store, service.sites.transcription, { domains })
  })
  after(() => service.close())

  const ios = (sitekey: string): string => `${sitekey}.ios-sdk.hcaptcha.com`
  type Row = [origin: string | undefined, claimed: string | undefined, recorded: string | null]
  const allowed: Row[] = [
    ['https://example.org', undefined, 'example.org'],
    ['https://www.Example.org:8443', undefined, 'www.example.org'],
    ['https://example.org.', undefined, 'example.org'],
    ['https://müller.example', undefined, 'xn--mller-kva.example'],
    // The host that a page states is no longer believed where the browser names one.
    ['https://example.org', 'shown.example', 'example.org'],
    ['http://localhost:3000', undefined, 'localhost'],
    ['http://shop.localhost', undefined, 'shop.localhost'],
    ['http://127.1.2.3', undefined, '127.1.2.3'],
    ['http://[::1]:80', undefined, '[::1]'],
    [undefined, undefined, null],
    [undefined, '', null],
  ]
  const refused: [origin: string | undefined, claimed: string | undefined, host?: string][] = [
    ['https://example.com', undefined],
    ['https://notexample.org', undefined],
    ['https://example.org.evil.example', undefined],
    ['https://evil.example', 'example.org'],
    ['https://localhost.evil.example', undefined],
    ['null', undefined],
    // A sandboxed frame on any page could use any site by stating its host.
    ['null', 'example.org'],
    ['null', 'localhost'],
    ['file://', 'example.org'],
    ['app://x', 'example.org'],
    ['null', 'evil.example'],
    ['null', ios('10000000-0000-4000-8000-000000000000')],
    [undefined, undefined, 'captcha.example'],
    [undefined, 'example.org', 'captcha.example'],
  ]

  for (const [origin, claimed, recorded] of allowed) {
    test(`a page of ${origin} that claims ${claimed} may use it`, async () => {
      const client = hcaptchaClient(service, site)
      const headers: Record<string, string> = origin === undefined ? {} : { origin }
      const reply = await client.ask(claimed === undefined ? {} : { host: claimed }, headers)
      assert.equal(reply.statusCode, 200, reply.body)
      const { challenge_id: id } = reply.json<{ challenge: { challenge_id: string } }>().challenge
      const inside = await lookInside(service.store, id)
      assert.equal(inside.host, recorded)
      assert.ok((await client.answer(id, answerTo(inside, true), headers)).json().pass)
    })
  }

  for (const [origin, claimed, host = 'localhost'] of refused) {
    test(`a page of ${origin} (at ${host}) that claims ${claimed} may not use it`, async () => {
      const client = hcaptchaClient(service, site)
      const headers: Record<string, string> = origin === undefined ? { host } : { origin, host }
      const reply = await client.ask(claimed === undefined ? {} : { host: claimed }, headers)
      assert.deepEqual([reply.statusCode, reply.json().error], [403, 'foreign_host'])
    })
  }

  // React Native's documentation gives the vendor's host as the page's base address: a site with domains refused it,
  // though the label of its own app came with the request.
  test('a mobile app of the site is known by its label, and another one is not', async () => {
    const client = hcaptchaClient(service, site)
    for (const sdk of ['android-sdk', 'ios-sdk', 'react-native']) {
      const host = `${site.sitekey}.${sdk}.hcaptcha.com`
      for (const headers of [
        { origin: 'http://localhost' },
        { origin: 'https://hcaptcha.com' },
        { origin: 'https://www.hcaptcha.com' },
        { host: 'captcha.example' },
      ] as Record<string, string>[]) {
        const { challenge } = (await client.ask({ host }, headers)).json()
        const inside = await lookInside(service.store, challenge.challenge_id)
        assert.equal(inside.host, host)
        const { pass } = (
          await client.answer(challenge.challenge_id, answerTo(inside, true), headers)
        ).json()
        assert.ok(pass)
      }
      const sandboxed = await client.ask({ host }, { origin: 'null' })
      assert.equal(sandboxed.json().error, 'foreign_host')
      const foreign = await client.ask({ host }, { origin: 'https://evil.example' })
      assert.equal(foreign.json().error, 'foreign_host')
    }
  })

  test('a page of another host can neither ask nor answer, at both faces', async () => {
    const client = hcaptchaClient(service, site)
    const headers = { origin: 'https://evil.example' }
    const { challenge_id: id } = await client.getChallenge()
    const right = answerTo(await lookInside(service.store, id), true)
    const path = `/v2/challenge/${site.sitekey}`
    const replies = [
      await client.answer(id, right, headers),
      await service.app.inject({ url: path, headers }),
      await service.app.inject({ method: 'POST', url: `${path}/${id}`, headers, payload: right }),
    ]
    for (const reply of replies)
      assert.deepEqual([reply.statusCode, reply.json().error], [403, 'foreign_host'])
    assert.ok((await client.answer(id, right)).json().pass)
  })

  const opaque: Row[] = [
    ['null', undefined, null],
    ['null', 'example.org', 'example.org'],
    ['file://', 'EXAMPLE.org:80', 'example.org'],
    ['app://x', 'm%C3%BCller.example', 'xn--mller-kva.example'],
    ['null', 'localhost', 'localhost'],
    ['', undefined, null],
  ]
  for (const [origin = '', claimed, recorded] of opaque) {
    test(`a page of “${origin}” that claims ${claimed} may use a site that allows such pages`, async () => {
      const client = hcaptchaClient(service, site)
      const ask = () => client.ask(claimed === undefined ? {} : { host: claimed }, { origin })
      assert.equal((await ask()).json().error, 'foreign_host')
      await changeSite(service.store, site, { allowsNullOrigin: true })
      const { challenge } = (await ask()).json<{ challenge: { challenge_id: string } }>()
      const inside = await lookInside(service.store, challenge.challenge_id)
      assert.equal(inside.host, recorded)
      const right = answerTo(inside, true)
      assert.ok((await client.answer(inside.id, right, { origin })).json().pass)
      const app = await client.ask({ host: ios(site.sitekey) }, { origin })
      assert.equal(app.statusCode, 200)
      for (const host of ['evil.example', ios('10000000-0000-4000-8000-000000000000')])
        assert.equal((await client.ask({ host }, { origin })).json().error, 'foreign_host')
      await changeSite(service.store, site, {})
      const late = await client.answer(inside.id, right, { origin })
      assert.equal(late.json().error, 'foreign_host')
      const path = `/v2/challenge/${site.sitekey}`
      const alike = await service.app.inject({ url: path, headers: { origin } })
      assert.equal(alike.json().error, 'foreign_host')
    })
  }

  test('a site that does not allow the visitor’s own machine refuses it, whatever its domains', async () => {
    for (const domains of [['example.org'], []]) {
      await changeSite(service.store, site, { domains, allowsLocalhost: false })
      const client = hcaptchaClient(service, site)
      const replies = [
        await client.ask({}, { origin: 'http://localhost' }),
        await client.ask({ host: 'example.org' }, { origin: 'http://127.0.0.1:3000' }),
        await client.ask({ host: ios(site.sitekey) }, { origin: 'http://localhost' }),
        await client.ask({}),
      ]
      for (const reply of replies) assert.equal(reply.json().error, 'foreign_host')
      const own = await client.ask({}, { origin: 'https://example.org' })
      assert.equal(own.statusCode, 200)
    }
  })

  test('a site without domains may be used from anywhere', async () => {
    const page = { origin: null, isOpaque: false, own: null, claimed: null }
    assert.equal(mayUse(service.sites.classification, page), true, 'a client of HTTP/1.0')
    assert.equal(mayUse(site, page), false)
    const client = hcaptchaClient(service, service.sites.classification)
    for (const origin of ['https://any.example', 'http://localhost'])
      assert.equal((await client.ask({}, { origin })).statusCode, 200)
    for (const origin of ['null', 'file://'])
      assert.equal((await client.ask({}, { origin })).json().error, 'foreign_host')
  })
})
