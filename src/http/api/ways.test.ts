import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite, hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import { jwtOf } from '../../../test/setup/ocapi-client.ts'
import {
  answerTo,
  lookInside,
  openService,
  testSettings,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import { solveWork } from '../../../test/setup/work.ts'
import { openWayTally, type WayTally } from '../../challenge/way-tally.ts'
import { openLimits } from '../../defence/limits.ts'
import { classification } from '../../kinds/classification/classification.ts'
import { tableOf } from '../../kinds/kind.ts'
import { transcription } from '../../kinds/transcription/transcription.ts'
import type { Site } from '../../model/site.ts'
import type { SolvePuzzle } from '../../model/way.ts'
import type { ChallengeBody } from '../../wire/challenge.ts'

// The fixture's pictures to choose stand in for what is heard: each kind says by which sense it is answered.
const kinds = tableOf([transcription, { ...classification, way: 'ear' }])
const floorMs = testSettings.work.floorSeconds * 1000

describe('the ways of passing', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService({ kinds })
    site = await changeSite(service.store, service.sites.transcription, { corpora: [] })
    client = hcaptchaClient(service, site)
  })
  after(() => service.close())

  test('a script that knows of no ways gets a challenge as before, which names none', async () => {
    const challenge = await client.getChallenge()
    assert.ok(!('way' in challenge) && !('ways' in challenge))
    const ofOcapi = (await service.app.inject(`/v2/challenge/${site.sitekey}`)).json<object>()
    assert.ok(!('ways' in ofOcapi))
  })

  test('a visitor is asked by the way of his choice, and told of all that there are', async () => {
    const types = { default: 'transcription', eye: 'transcription', ear: 'classification' }
    for (const [way, type] of Object.entries(types)) {
      const challenge = await client.getChallenge({ way })
      assert.deepEqual(
        [challenge.type, challenge.way, challenge.ways],
        [type, way === 'default' ? 'eye' : way, ['eye', 'ear', 'neither']],
      )
      const ocapi = await service.app.inject(`/v1/challenge/${site.sitekey}?way=${way}`)
      assert.equal(ocapi.json<ChallengeBody>().type, type)
    }
    const work = await client.getChallenge({ way: 'neither', language: 'ar' })
    assert.deepEqual([work.type, work.way, work.images], ['work', 'neither', []])
    assert.deepEqual([work.language, work.direction], ['ar', 'rtl'])
    assert.deepEqual(work.work, { puzzles: 4, memory_kib: 16_384, passes: 1, floor_seconds: 1 })
  })

  test('a way that is not to be had is refused by its name, and no other comes in its place', async () => {
    const seeing = hcaptchaClient(service, service.sites.classification)
    const onlyHeard = await changeSite(service.store, service.sites.classification, {
      corpora: ['classification'],
      hasNeither: false,
      defaultWay: 'neither',
    })
    for (const way of ['eye', 'neither']) {
      const reply = await seeing.ask({ way })
      assert.deepEqual([reply.statusCode, reply.json().error], [404, 'no_way'])
    }
    const refused = await service.app.inject(`/v2/challenge/${onlyHeard.sitekey}?way=neither`)
    assert.equal(refused.json().error, 'no_way')
    assert.equal((await seeing.ask({ way: 'sideways' })).statusCode, 400)
    const challenge = await seeing.getChallenge({ way: 'default' })
    assert.deepEqual([challenge.way, challenge.ways], ['ear', ['ear']])
  })

  test('a site may ask for work at first, but not of scripts that cannot do it', async () => {
    const first = await changeSite(service.store, site, { defaultWay: 'neither' })
    assert.equal((await client.getChallenge({ way: 'default' })).type, 'work')
    assert.notEqual((await client.getChallenge()).type, 'work')
    await changeSite(service.store, first, { defaultWay: 'eye' })
  })

  test('a challenge that is open can be extended ten times, and then ends', async () => {
    const { challenge_id: challenge } = await client.getChallenge()
    const extend = () =>
      service.app.inject({ method: 'POST', url: '/api/extend', payload: { challenge } })
    const right = answerTo(await lookInside(service.store, challenge), true)
    for (let times = 1; times <= 10; times += 1) {
      service.moveClock(590_000)
      assert.deepEqual((await extend()).json(), { expires_in_seconds: 600 }, String(times))
    }
    service.moveClock(590_000)
    assert.deepEqual((await extend()).json(), { expires_in_seconds: 110 })
    assert.ok((await client.answer(challenge, right)).json().pass)
    const over = await extend()
    assert.deepEqual([over.statusCode, over.json().error], [404, 'unknown_challenge'])
  })

  test('work is a pass once it is done and its time is over, and the site learns what it was worth', async () => {
    const scoring = await changeSite(service.store, site, { tellsScore: true })
    const work = await client.getChallenge({ way: 'neither' })
    const done = await solveWork(work)
    const early = await client.answer(work.challenge_id, done)
    assert.deepEqual(
      [early.statusCode, early.json().error, early.headers['retry-after']],
      [409, 'too_early', '1'],
    )
    service.moveClock(floorMs)
    const { pass } = (await client.answer(work.challenge_id, done)).json()
    assert.equal(pass.key, work.challenge_id)
    const secret = await addSecret(service.store, scoring)
    const checked = await client.verify({ secret, response: pass.token })
    assert.ok(checked.success)
    assert.deepEqual([checked.score, checked.score_reason], [0.5, ['worked']])
    const again = await client.answer(work.challenge_id, done)
    assert.deepEqual([again.statusCode, again.json().error], [409, 'already_answered'])
  })

  test('wrong work is no pass, and spends the challenge', async () => {
    const work = await client.getChallenge({ way: 'neither' })
    const done = await solveWork(work)
    service.moveClock(floorMs)
    const wrong = { work: done.work.map(() => 'A'.repeat(22)) }
    assert.deepEqual((await client.answer(work.challenge_id, wrong)).json(), { pass: null })
    assert.equal((await client.answer(work.challenge_id, done)).json().error, 'already_answered')
  })

  test('work is bound to its site, its contract and its end, in one spelling', async () => {
    const work = await client.getChallenge({ way: 'neither' })
    const { challenge_id: id } = work
    const done = await solveWork(work)
    service.moveClock(floorMs)
    const other = hcaptchaClient(service, service.sites.classification)
    const last = id.at(-1) === 'A' ? 'B' : 'A'
    const replies = [
      await other.answer(id, done),
      await client.answer(id, { ...done, contract: 'turnstile' }),
      await client.answer(id, { ...done, contract: 'ocapi' }),
      await client.answer(id.slice(0, -1) + last, done),
      await client.answer(`${id.slice(0, 10)}A${id.slice(11)}`, done),
      await client.answer(`${id}=`, done),
    ]
    for (const reply of replies) assert.equal(reply.json().error, 'unknown_challenge')
    const few = await client.answer(id, { work: done.work.slice(1) })
    assert.deepEqual([few.statusCode, few.json().error], [400, 'bad_request'])
    assert.ok((await client.answer(id, done)).json().pass, 'none of this has spent it')
    const late = await client.getChallenge({ way: 'neither' })
    service.moveClock(testSettings.challengeTtlMs)
    const reply = await client.answer(late.challenge_id, done)
    assert.equal(reply.json().error, 'unknown_challenge')
  })

  test('of many that answer one piece of work at once, one passes', async () => {
    const work = await client.getChallenge({ way: 'neither' })
    const done = await solveWork(work)
    service.moveClock(floorMs)
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => client.answer(work.challenge_id, done)),
    )
    assert.equal(replies.filter((reply) => reply.statusCode === 200).length, 1)
    assert.equal(replies.filter((reply) => reply.statusCode === 409).length, 19)
  })

  test('in Ocapi’s contract its state is read as that of any challenge, also if the frame asked', async () => {
    const stateOf = async (id: string): Promise<string> => {
      const url = `/v2/state/${site.sitekey}/${id}`
      const reply = await service.app.inject({ url, headers: { authorization: jwtOf(site) } })
      return reply.json().state
    }
    const direct = (
      await service.app.inject(`/v2/challenge/${site.sitekey}?way=neither`)
    ).json<ChallengeBody>()
    const framed = await client.getChallenge({ way: 'neither', contract: 'ocapi' })
    assert.equal(await stateOf(direct.challenge_id), 'created')
    const payload = await solveWork(direct)
    const ofFrame = await solveWork(framed)
    service.moveClock(floorMs)
    const url = `/v2/challenge/${site.sitekey}/${direct.challenge_id}`
    const reply = await service.app.inject({ method: 'POST', url, payload })
    assert.equal(reply.json().state, 'validated')
    assert.equal(await stateOf(direct.challenge_id), 'validated')
    const { pass } = (
      await client.answer(framed.challenge_id, { ...ofFrame, contract: 'ocapi' })
    ).json()
    assert.equal(pass.token, framed.challenge_id)
    assert.equal(await stateOf(framed.challenge_id), 'validated')
    const seen = await client.getChallenge({ way: 'eye', contract: 'ocapi' })
    const right = answerTo(await lookInside(service.store, seen.challenge_id), true)
    await client.answer(seen.challenge_id, { ...right, contract: 'ocapi' })
    assert.equal(await stateOf(seen.challenge_id), 'validated')
  })
})

test('the passes are counted by way, with what they took', async () => {
  const day = Date.UTC(2026, 0, 1) / 86_400_000
  let tally: WayTally | null = null
  const service = await openService(({ wayCounts }) => {
    tally = openWayTally({ wayCounts, clock: () => day * 86_400_000 })
    return { wayTally: tally }
  })
  const site = service.sites.transcription
  const client = hcaptchaClient(service, site)
  const work = await client.getChallenge({ way: 'neither' })
  const done = await solveWork(work)
  service.moveClock(floorMs)
  await client.answer(work.challenge_id, done)
  const { challenge_id: id } = await client.getChallenge({ way: 'eye' })
  service.moveClock(11_000)
  await client.answer(id, answerTo(await lookInside(service.store, id), true))
  await client.answer((await client.getChallenge()).challenge_id, { answers: {} })
  await tally!.store()
  const { sitekey } = site
  assert.deepEqual(await service.store.wayCounts.listOf('main', sitekey, day), [
    { sitekey, way: 'eye', passes: 1, puzzles: 0, seconds: 11 },
    { sitekey, way: 'neither', passes: 1, puzzles: 4, seconds: 1 },
  ])
  await service.close()
})

test('a network passes by neither as often as its allowance lets it, and otherwise still by eye', async () => {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const service = await openService((store) => ({
    limits: openLimits({
      allowances: store.allowances,
      clock: () => clock.now,
      percent: 100,
      neitherPercent: 5,
      warn: () => undefined,
    }),
  }))
  const client = hcaptchaClient(service, service.sites.transcription)
  const codes = []
  for (let n = 0; n < 4; n += 1) codes.push((await client.ask({ way: 'neither' })).statusCode)
  assert.deepEqual(codes, [200, 200, 200, 429])
  const refused = await client.ask({ way: 'neither' })
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.equal((await client.ask({ way: 'eye' })).statusCode, 200)
  await service.close()
})

// Somebody who solves a part of the puzzles hopes that another is looked at.
test('who solves a part of the work passes as seldom as that part is small', async () => {
  const solvePuzzle: SolvePuzzle = async ({ text }) => text.padEnd(22, 'x')
  const service = await openService({ solvePuzzle })
  const client = hcaptchaClient(service, service.sites.transcription)
  let passed = 0
  const tries = 200
  for (let n = 0; n < tries; n += 1) {
    const { challenge_id: id } = await client.getChallenge({ way: 'neither' })
    service.moveClock(floorMs)
    const work = ['00000000', '00000009', '00000009', '00000009'].map((text) =>
      text.padEnd(22, 'x'),
    )
    if ((await client.answer(id, { work })).json().pass) passed += 1
  }
  assert.ok(passed > tries / 10 && passed < tries / 2.4, `${passed} of ${tries}`)
  await service.close()
})
