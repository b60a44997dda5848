import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite, hcaptchaClient } from '../../test/setup/hcaptcha-client.ts'
import { ocapiClient } from '../../test/setup/ocapi-client.ts'
import { answerTo, lookInside, openService, type ServiceFixture } from '../../test/setup/service.ts'
import { openLimits } from '../defence/limits.ts'
import type { Challenge } from '../model/challenge.ts'
import type { Site } from '../model/site.ts'

// A hundredth of the limits: 6 challenges, 12 answers and 1.5 wrong ones at once from an address.
const percent = 1
const start = Date.UTC(2026, 0, 1)

describe('a service whose limits are reached', () => {
  let service: ServiceFixture
  let site: Site
  let addresses = 0
  let elapsedMs = 0
  before(async () => {
    service = await openService(({ allowances }) => ({
      limits: openLimits({
        allowances,
        clock: () => start + elapsedMs,
        percent,
        warn: () => undefined,
      }),
    }))
    site = service.sites.transcription
  })
  after(() => service.close())

  const passTime = (byMs: number): void => {
    elapsedMs += byMs
    service.moveClock(byMs)
  }
  /** An address that no other test has used. */
  const freshAddress = (): string => `192.0.${(addresses += 1)}.1`
  const askOcapi = (remoteAddress: string) =>
    service.app.inject({ url: `/challenge/${site.sitekey}`, remoteAddress })
  const askFrom = (remoteAddress: string) =>
    hcaptchaClient(service, site).ask({}, {}, remoteAddress)
  const open = async (from: string): Promise<Challenge> => {
    const { challenge_id: id } = (await askOcapi(from)).json<{ challenge_id: string }>()
    return lookInside(service.store, id)
  }
  const answerFrom = (remoteAddress: string, challenge: Challenge, isRight: boolean) =>
    service.app.inject({
      method: 'POST',
      url: `/challenge/${site.sitekey}/${challenge.id}`,
      payload: answerTo(challenge, isRight),
      remoteAddress,
    })

  test('says so with 429, a sentence and the seconds to wait, in every contract alike', async () => {
    for (const ask of [askOcapi, askFrom]) {
      const from = freshAddress()
      for (let n = 0; n < 6; n += 1) assert.equal((await ask(from)).statusCode, 200)
      const refused = await ask(from)
      assert.equal(refused.statusCode, 429)
      assert.deepEqual(refused.json(), {
        error: 'rate_limited',
        message: 'There were too many requests; Retry-After says how many seconds to wait.',
      })
      const seconds = Number(refused.headers['retry-after'])
      // The script of another origin could not read how long to wait.
      assert.equal(refused.headers['access-control-expose-headers'], 'Retry-After')
      assert.equal(refused.headers['cache-control'], 'no-store')
      passTime((seconds - 1) * 1000)
      assert.equal((await ask(from)).statusCode, 429)
      passTime(1000)
      assert.equal((await ask(from)).statusCode, 200)
      assert.equal((await ask(freshAddress())).statusCode, 200)
    }
  })

  test('gives whoever answers more challenges than whoever only asks', async () => {
    const from = freshAddress()
    let given = 0
    for (let minute = 0; minute < 60; minute += 1) {
      passTime(60_000)
      const reply = await askOcapi(from)
      if (reply.statusCode !== 200) continue
      given += 1
      const challenge = await lookInside(
        service.store,
        reply.json<{ challenge_id: string }>().challenge_id,
      )
      assert.equal((await answerFrom(from, challenge, true)).statusCode, 200)
    }
    assert.equal(given, 60)
    let skipped = 0
    const other = freshAddress()
    for (let minute = 0; minute < 60; minute += 1) {
      passTime(60_000)
      if ((await askOcapi(other)).statusCode === 200) skipped += 1
    }
    assert.ok(skipped < 45, `${skipped}`)
  })

  // A wrong answer cost nothing, so one address guessed thousands of passes an hour.
  test('gives no challenge after too many wrong answers, whichever address they came from', async () => {
    const from = freshAddress()
    for (let n = 0; n < 2; n += 1)
      assert.equal((await answerFrom(freshAddress(), await open(from), false)).statusCode, 200)
    assert.equal((await askOcapi(from)).statusCode, 429)
    const honest = freshAddress()
    for (let n = 0; n < 4; n += 1)
      assert.equal((await answerFrom(honest, await open(honest), true)).statusCode, 200)
    assert.equal((await askOcapi(honest)).statusCode, 200)
  })

  test('counts a /48 as one, whichever of its networks asks', async () => {
    const statuses = []
    for (let n = 0; n < 20; n += 1)
      statuses.push((await askOcapi(`2001:db8:7:${n.toString(16)}00::1`)).statusCode)
    assert.equal(statuses.filter((status) => status === 200).length, 9)
  })

  test('limits who guesses secrets, and never a good secret of the same network', async () => {
    const client = hcaptchaClient(
      service,
      await changeSite(service.store, site, { mode: 'invisible' }),
    )
    const secret = await addSecret(service.store, site)
    const tokenFrom = async (from: string): Promise<string> =>
      (await client.ask({}, {}, from)).json<{ pass: { token: string } }>().pass.token
    const verifyFrom = (remoteAddress: string, fields: Record<string, string>) =>
      service.app.inject({ method: 'POST', url: '/siteverify', payload: fields, remoteAddress })
    const server = freshAddress()
    const response = await tokenFrom(freshAddress())
    const first = await verifyFrom(server, { secret: 'wrong', response })
    assert.deepEqual(
      [first.statusCode, first.json()['error-codes']],
      [200, ['invalid-input-secret']],
    )
    const second = await verifyFrom(server, { secret: 'wrong', response })
    assert.equal(second.statusCode, 429)
    assert.deepEqual(second.json(), { success: false, 'error-codes': ['rate-limited'] })
    assert.ok(Number(second.headers['retry-after']) > 0)
    assert.equal((await verifyFrom(server, { secret, response })).json().success, true)
    await changeSite(service.store, site, {})
  })

  test('limits who guesses JWTs, and never a good one of the same network', async () => {
    const client = ocapiClient(service, site)
    const { challenge_id: id } = await client.create()
    assert.equal((await client.readState(id, 'wrong')).statusCode, 403)
    const refused = await client.readState(id, 'wrong')
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.json().error, 'rate_limited')
    assert.equal((await client.readState(id)).statusCode, 200)
  })

  test('limits reports and pictures', async () => {
    const from = freshAddress()
    const challenge = await open(from)
    const image = challenge.items[0]?.imageId ?? ''
    const report = () =>
      service.app.inject({
        method: 'POST',
        url: '/api/report',
        payload: { challenge: challenge.id, image, reason: 'unreadable' },
        remoteAddress: from,
      })
    assert.equal((await report()).statusCode, 200)
    assert.equal((await report()).statusCode, 429)
    const statuses = []
    for (let n = 0; n < 100; n += 1) {
      const url = `/api/picture/${challenge.id}/unknown`
      statuses.push((await service.app.inject({ url, remoteAddress: from })).statusCode)
    }
    assert.ok(statuses.includes(429))
  })
})

// Awaiting the reply of a refusal gave nothing, so each address went on and did what it had just refused.
test('what is refused is not done: no challenge, no answer, no report, no picture', async () => {
  let isOver = false
  const done: string[] = []
  const service = await openService((store) => ({
    limits: { take: async () => (isOver ? 5 : null), countAnswer: async () => undefined },
    tickets: {
      ...store.tickets,
      put: (ticket) => (done.push('put'), store.tickets.put(ticket)),
      take: (...of) => (done.push('take'), store.tickets.take(...of)),
    },
    answers: {
      ...store.answers,
      keep: (...of) => (done.push('answer'), store.answers.keep(...of)),
    },
    reports: {
      ...store.reports,
      keepReport: (...of) => (done.push('report'), store.reports.keepReport(...of)),
    },
    drawVariant: async () => (done.push('draw'), Buffer.from('')),
  }))
  const { app, sites, log, close } = service
  const { sitekey } = sites.transcription
  const client = hcaptchaClient(service, sites.transcription)
  const { challenge_id: id, images } = await client.getChallenge()
  const right = answerTo(await lookInside(service.store, id), true)
  const report = { challenge: id, image: images[0]?.id, reason: 'unreadable' }
  isOver = true
  done.length = 0
  const replies = [
    await client.ask(),
    await app.inject(`/challenge/${sitekey}`),
    await client.answer(id, right),
    await app.inject({ method: 'POST', url: `/challenge/${sitekey}/${id}`, payload: right }),
    await app.inject({ method: 'POST', url: '/api/report', payload: report }),
    await app.inject(images[0]?.url ?? ''),
    await app.inject(`/state/${sitekey}/${id}`),
  ]
  for (const { statusCode } of replies) assert.equal(statusCode, 429)
  isOver = false
  assert.ok((await client.answer(id, right)).json().pass)
  assert.deepEqual(done, ['answer'])
  assert.ok(!log.join('').includes('already sent'))
  await close()
})
