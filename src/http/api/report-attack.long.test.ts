import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  lookInside,
  openService,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import type { ChallengeReply } from '../../wire/api.ts'
import type { Challenge } from '../../model/challenge.ts'

const minuteMs = 60_000
const addressesOfOne = 100
const strangers = 200

// One person with a /48 of IPv6 reported everything: 721 requests took out all known items of a corpus in 15
// seconds, and every visitor got `no_items`. No limit of requests helps here, so that this holds by itself.
describe('whoever reports everything', () => {
  let service: ServiceFixture
  let client: ReturnType<typeof hcaptchaClient>
  beforeEach(async () => {
    service = await openService()
    client = hcaptchaClient(service, service.sites.transcription)
  })
  afterEach(() => service.close())

  const open = async (remoteAddress: string): Promise<Challenge> => {
    const reply = (await client.ask({}, {}, remoteAddress)).json<ChallengeReply>()
    assert.ok('challenge' in reply)
    return lookInside(service.store, reply.challenge.challenge_id)
  }
  const report = (challenge: Challenge, image: string, remoteAddress: string) =>
    service.app.inject({
      method: 'POST',
      url: '/api/report',
      payload: { challenge: challenge.id, image, reason: 'inappropriate' },
      remoteAddress,
    })
  const reportAll = async (remoteAddress: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      const challenge = await open(remoteAddress)
      for (const { imageId } of challenge.items) await report(challenge, imageId, remoteAddress)
    }
  }
  const answerWell = async (remoteAddress: string): Promise<void> => {
    const challenge = await open(remoteAddress)
    await client.answer(challenge.id, answerTo(challenge, true))
  }
  const countWaiting = () => service.store.reports.countReported('main', 'transcription')
  const warnings = () =>
    service.log
      .map((line) => JSON.parse(line) as { level: number; undo?: string })
      .filter(({ undo }) => undo !== undefined)

  test('takes nothing out from any number of addresses of one /48', async () => {
    await answerWell('2001:db8:1::1')
    for (let n = 0; n < addressesOfOne; n += 1)
      await reportAll(`2001:db8:1:${n.toString(16)}::1`, 1)
    assert.equal(await countWaiting(), 0)
  })

  const reportFromEverywhere = async (): Promise<void> => {
    for (let n = 1; n <= strangers; n += 1)
      await reportAll(`2001:db8:${(0x100 + n).toString(16)}::1`, 1)
  }

  test('takes nothing out from 200 networks without a record, and is undone at once', async () => {
    await reportFromEverywhere()
    assert.equal(await countWaiting(), 0)
    assert.equal((await client.ask()).statusCode, 200)
    const undo = 'incipit corpus review --undo --corpus transcription --from 2025-12-31T23:50Z'
    assert.deepEqual(
      warnings().map((line) => [line.level, line.undo]),
      [[40, undo]],
    )
  })

  test('keeps nobody from taking out a bad picture: three honest people do', async () => {
    const honest = ['192.0.2.1', '198.51.100.1', '203.0.113.1']
    for (const address of honest) await answerWell(address)
    service.moveClock(15 * minuteMs)
    await reportFromEverywhere()
    const seen = await open(honest[0] ?? '')
    const bad = seen.items[0]?.itemId
    for (const address of honest) {
      let challenge = await open(address)
      for (let n = 0; n < 500 && !challenge.items.some(({ itemId }) => itemId === bad); n += 1)
        challenge = await open(address)
      const shown = challenge.items.find(({ itemId }) => itemId === bad)
      // Two suffice, so the third may not find it any more.
      if (shown) await report(challenge, shown.imageId, address)
    }
    assert.equal((await service.store.items.find(bad ?? ''))?.stage, 'reported')
    assert.equal(await countWaiting(), 1)
  })

  test('takes out no more than a tenth of a role, however well all of them read', async () => {
    for (let n = 1; n <= 40; n += 1) await answerWell(`2001:db8:${(0x100 + n).toString(16)}::1`)
    service.moveClock(15 * minuteMs)
    for (let round = 0; round < 4; round += 1) {
      for (let n = 1; n <= 40; n += 1) await reportAll(`2001:db8:${(0x100 + n).toString(16)}::1`, 1)
      service.moveClock(15 * minuteMs)
    }
    const { reported, known } = await service.store.corpora.count('main', 'transcription')
    assert.ok(reported <= 4, `${reported} are out`)
    assert.ok(known >= 18)
    for (let n = 0; n < 50; n += 1) assert.equal((await client.ask()).statusCode, 200)
  })

  test('at the first challenge of the day counts fully once the next one is answered well', async () => {
    const addresses = ['192.0.2.1', '198.51.100.1']
    const bad = (await open('203.0.113.1')).items[0]?.itemId ?? ''
    const stage = async () => (await service.store.items.find(bad))?.stage
    for (const address of addresses) {
      let challenge = await open(address)
      for (let n = 0; n < 500 && !challenge.items.some(({ itemId }) => itemId === bad); n += 1)
        challenge = await open(address)
      const shown = challenge.items.find(({ itemId }) => itemId === bad)
      await report(challenge, shown?.imageId ?? '', address)
    }
    await answerWell(addresses[0] ?? '')
    assert.equal(await stage(), 'open')
    await answerWell(addresses[1] ?? '')
    assert.equal(await stage(), 'reported')
  })
})
