import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  openService,
  lookInside,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import type { Challenge, ChallengeItem } from '../../model/challenge.ts'
import { answerKnown, reportRules } from '../../store/suites/examples.contract.ts'
import type { Standing } from '../../model/lifecycle.ts'

const line = {
  atMs: 0,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.pause',
  subject: '',
  detail: '',
}

describe('the contract of reports', () => {
  let service: ServiceFixture
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService()
    client = hcaptchaClient(service, service.sites.transcription)
  })
  after(() => service.close())

  const report = (payload: object) =>
    service.app.inject({ method: 'POST', url: '/api/report', payload })
  const open = async (): Promise<Challenge> =>
    lookInside(service.store, (await client.getChallenge()).challenge_id)
  const itemOf = ({ items }: Challenge, role: ChallengeItem['role']): ChallengeItem => {
    const item = items.find((of) => of.role === role)
    assert.ok(item)
    return item
  }
  const getPicture = (challenge: Challenge, { imageId }: ChallengeItem) =>
    service.app.inject(`/api/picture/${challenge.id}/${imageId}`)
  const codeOf = (reply: { json: () => unknown }): unknown =>
    (reply.json() as { error?: unknown }).error

  test('answers the same for known and unknown items, for the first report and every other', async () => {
    const challenge = await open()
    const answers = new Set<string>()
    for (const { imageId } of challenge.items)
      for (const reason of ['unreadable', 'unreadable', 'inappropriate']) {
        const reply = await report({ challenge: challenge.id, image: imageId, reason })
        const { date: _, ...headers } = reply.headers
        answers.add(JSON.stringify([reply.statusCode, headers, reply.body]))
      }
    assert.equal(answers.size, 1)
    const [answer = ''] = answers
    assert.match(answer, /"\{\\"reported\\":true\}"/)
    assert.match(answer, /no-store/)
  })

  test('refuses invalid reports, and pictures that are in no open challenge', async () => {
    const challenge = await open()
    const { imageId } = itemOf(challenge, 'known')
    const right = { challenge: challenge.id, image: imageId, reason: 'unreadable' }
    for (const wrong of [
      { reason: 'ugly' },
      { image: '' },
      { challenge: 'x'.repeat(200) },
      { more: true },
    ]) {
      const reply = await report({ ...right, ...wrong })
      assert.deepEqual([reply.statusCode, codeOf(reply)], [400, 'bad_request'])
    }
    for (const wrong of [{ image: 'other' }, { challenge: 'other' }]) {
      const reply = await report({ ...right, ...wrong })
      assert.deepEqual([reply.statusCode, codeOf(reply)], [404, 'unknown_picture'])
    }
    await client.answer(challenge.id, answerTo(challenge, true))
    assert.equal(codeOf(await report(right)), 'unknown_picture')
  })

  test('an item that enough networks report is gone from this and every challenge to come', async () => {
    const challenge = await open()
    const { imageId, itemId } = itemOf(challenge, 'known')
    const { reports, items, answers } = service.store
    await answerKnown(answers, 'of another', { itemId })
    await reports.keepReport(
      {
        challengeId: 'of another',
        itemId,
        corpus: challenge.corpus,
        reason: 'inappropriate',
        networkHash: 'of another',
        day: 0,
        reportedAtMs: 0,
      },
      reportRules,
    )
    assert.equal((await getPicture(challenge, itemOf(challenge, 'known'))).statusCode, 200)
    await report({ challenge: challenge.id, image: imageId, reason: 'inappropriate' })
    assert.equal((await items.find(itemId))?.stage, 'reported')
    const reply = await getPicture(challenge, itemOf(challenge, 'known'))
    assert.deepEqual([reply.statusCode, codeOf(reply)], [410, 'picture_gone'])
    for (let n = 0; n < 60; n += 1)
      assert.ok((await open()).items.every((item) => item.itemId !== itemId))
  })

  test('the visitor who reports still passes with a right answer, even if the item has left rotation', async () => {
    const challenge = await open()
    const { imageId } = itemOf(challenge, 'unknown')
    await report({ challenge: challenge.id, image: imageId, reason: 'unreadable' })
    const reply = await client.answer(challenge.id, answerTo(challenge, true))
    assert.ok(reply.json<{ pass: unknown }>().pass)
  })

  test('one network that reports all it sees takes nothing out of rotation', async () => {
    const waiting = await service.store.reports.countReported('main', 'transcription')
    for (let n = 0; n < 30; n += 1) {
      const challenge = await open()
      for (const { imageId } of challenge.items)
        await report({ challenge: challenge.id, image: imageId, reason: 'inappropriate' })
    }
    assert.equal(await service.store.reports.countReported('main', 'transcription'), waiting)
  })

  const standings: [string, Standing][] = [
    ['paused', { state: 'paused', embargoUntilMs: null }],
    ['under embargo', { state: 'open', embargoUntilMs: Date.UTC(2030, 0, 1) }],
    ['taken down', { state: 'taken down', embargoUntilMs: null }],
  ]
  for (const [name, standing] of standings) {
    test(`nothing of a corpus is shown from the moment it is ${name}, and an answer counts all the same`, async () => {
      const challenge = await open()
      const { lifecycle } = service.store
      await lifecycle.changeStanding('main', 'transcription', standing, line)
      const refused = await client.ask()
      assert.deepEqual([refused.statusCode, codeOf(refused)], [503, 'no_items'])
      for (const item of challenge.items) {
        const reply = await getPicture(challenge, item)
        assert.deepEqual([reply.statusCode, codeOf(reply)], [410, 'picture_gone'])
      }
      const answer = await client.answer(challenge.id, answerTo(challenge, true))
      assert.ok(answer.json<{ pass: unknown }>().pass)
      const again = { state: 'open', embargoUntilMs: null } as const
      await lifecycle.changeStanding('main', 'transcription', again, line)
      assert.equal((await client.ask()).statusCode, 200)
    })
  }

  test('an open challenge of a corpus that was removed can be answered', async () => {
    const challenge = await open()
    const { lifecycle } = service.store
    await lifecycle.forgetItems('main', 'transcription', 1_000)
    await lifecycle.forgetCorpus('main', 'transcription', line)
    assert.equal(codeOf(await getPicture(challenge, itemOf(challenge, 'known'))), 'picture_gone')
    const answer = await client.answer(challenge.id, answerTo(challenge, true))
    assert.ok(answer.json<{ pass: unknown }>().pass)
    assert.equal(codeOf(await client.ask()), 'no_items')
  })
})
