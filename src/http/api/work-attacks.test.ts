import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import { openService, testSettings, type ServiceFixture } from '../../../test/setup/service.ts'
import { solveWork } from '../../../test/setup/work.ts'
import { openLimits } from '../../defence/limits.ts'
import { openSigner } from '../../defence/signer.ts'
import type { Site } from '../../model/site.ts'
import { openStore } from '../../store/sqlite/open-store.ts'
import type { ChallengeBody } from '../../wire/challenge.ts'

const floorMs = testSettings.work.floorSeconds * 1000
const prefix = 'W1_'
const claimsChars = 28

// Whoever has processors to spare tries each of these before he pays what work costs.
describe('work', () => {
  let dataDir = ''
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService({}, (order) => {
      ;({ dataDir } = order)
      return openStore(order)
    })
    site = service.sites.transcription
    client = hcaptchaClient(service, site)
  })
  after(() => service.close())
  const getWork = (): Promise<ChallengeBody> => client.getChallenge({ way: 'neither' })
  const codeOf = async (id: string, done: object): Promise<string> =>
    (await client.answer(id, done)).json<{ error: string }>().error

  test('cannot be done ahead: no two have a puzzle in common, whoever asks when', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, getWork))
    assert.equal(new Set(all.map((work) => work.challenge_id)).size, all.length)
    const [first, second] = all
    assert.ok(first && second)
    const done = await solveWork(first)
    service.moveClock(floorMs)
    const { pass } = (await client.answer(second.challenge_id, done)).json<{ pass: unknown }>()
    assert.equal(pass, null)
    assert.ok((await client.answer(first.challenge_id, done)).json<{ pass: unknown }>().pass)
  })

  test('is what the service says: nobody makes it less, earlier, longer, or his own', async () => {
    const work = await getWork()
    const { challenge_id: id } = work
    const claims = Buffer.from(id.slice(prefix.length, prefix.length + claimsChars), 'base64url')
    const signature = id.slice(prefix.length + claimsChars)
    // When it was issued, for how long it can be answered, the least time, and the number of puzzles.
    for (const [at, bytes, value] of [
      [0, 6, claims.readUIntBE(0, 6) - 60_000],
      [6, 3, 0xff_ff_ff],
      [9, 2, 0],
      [11, 2, 0],
      [11, 2, 1],
    ] as const) {
      const changed = Buffer.from(claims)
      changed.writeUIntBE(value, at, bytes)
      const forged = prefix + changed.toString('base64url') + signature
      assert.equal(await codeOf(forged, { work: [] }), 'unknown_challenge')
      assert.equal(await codeOf(forged, { work: ['A'.repeat(22)] }), 'unknown_challenge')
    }
    const own = prefix + randomBytes(39).toString('base64url')
    assert.equal(
      await codeOf(own, await solveWork({ ...work, challenge_id: own })),
      'unknown_challenge',
    )
  })

  test('takes its time by the service’s clock alone, however many processors did it', async () => {
    const work = await getWork()
    const done = await solveWork(work)
    for (let n = 0; n < 5; n += 1) assert.equal(await codeOf(work.challenge_id, done), 'too_early')
    service.moveClock(floorMs - 1)
    const reply = await client.answer(work.challenge_id, done)
    assert.deepEqual([reply.statusCode, reply.headers['retry-after']], [409, '1'])
    // A clock that is put back lets nobody in sooner.
    service.moveClock(-5 * floorMs)
    assert.equal(await codeOf(work.challenge_id, done), 'too_early')
    service.moveClock(5 * floorMs + 1)
    assert.ok((await client.answer(work.challenge_id, done)).json<{ pass: unknown }>().pass)
  })

  test('that is done once is one token, over two processes and both doors of Ocapi’s contract', async () => {
    const clock = (): number => Date.UTC(2026, 0, 1)
    const second = openStore({ dataDir, clock, random: randomBytes })
    const other = await openService(() => ({
      ...second,
      signer: openSigner({ keys: second.keys, random: randomBytes }),
    }))
    const otherClient = hcaptchaClient(other, site)
    const work = await getWork()
    const ofOcapi = await client.getChallenge({ way: 'neither', contract: 'ocapi' })
    const [done, framed] = [await solveWork(work), await solveWork(ofOcapi)]
    const elapsedMs = 120_000
    service.moveClock(floorMs)
    other.moveClock(elapsedMs)
    const replies = await Promise.all(
      [client, otherClient, client, otherClient, client, otherClient].map((one) =>
        one.answer(work.challenge_id, done),
      ),
    )
    assert.equal(replies.filter((reply) => reply.statusCode === 200).length, 1)
    const url = `/v2/challenge/${site.sitekey}/${ofOcapi.challenge_id}`
    const twice = { ...framed, contract: 'ocapi' }
    const doors = await Promise.all([
      service.app.inject({ method: 'POST', url, payload: framed }),
      other.app.inject({ method: 'POST', url, payload: framed }),
      client.answer(ofOcapi.challenge_id, twice),
      otherClient.answer(ofOcapi.challenge_id, twice),
    ])
    assert.equal(doors.filter((reply) => reply.statusCode === 200).length, 1)
    await second.close()
    await other.close()
  })

  test('is not even begun where the site has switched it off, by no contract and no spelling', async () => {
    const { store } = service
    const line = {
      atMs: 0,
      organisation: 'main',
      actor: '',
      action: 'site.set',
      subject: '',
      detail: '',
    }
    await store.sites.change('main', { ...site, hasNeither: false }, line)
    for (const contract of ['hcaptcha', 'recaptcha', 'turnstile', 'ocapi'])
      assert.equal((await client.ask({ way: 'neither', contract })).json().error, 'no_way')
    for (const base of ['', '/v1', '/v2']) {
      const reply = await service.app.inject(`${base}/challenge/${site.sitekey}?way=neither`)
      assert.equal(reply.json<{ error: string }>().error, 'no_way')
    }
    for (const way of ['NEITHER', 'neither ', ['neither'], 'work', ''])
      assert.equal((await client.ask({ way })).statusCode, 400, String(way))
    await store.sites.change('main', site, line)
  })
})

test('a /24 gets a few hands’ share of work, however many addresses of it ask', async () => {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const service = await openService(({ allowances }) => ({
    isTrustedProxy: () => true,
    limits: openLimits({ allowances, clock: () => clock.now, percent: 100, warn: () => undefined }),
  }))
  const { sitekey } = service.sites.transcription
  const ask = async (address: string): Promise<number> => {
    const reply = await service.app.inject({
      method: 'POST',
      url: '/api/challenge',
      payload: { sitekey, way: 'neither' },
      headers: { 'x-forwarded-for': address },
    })
    return reply.statusCode
  }
  const handMost = 60
  let given = 0
  for (let n = 0; n < 500; n += 1) if ((await ask(`192.0.2.${n % 256}`)) === 200) given += 1
  assert.ok(given >= 4 * handMost && given <= 6 * handMost, `${given} pieces of work`)
  assert.equal(await ask('198.51.100.7'), 200)
  await service.close()
})
