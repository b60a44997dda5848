import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  lookInside,
  openService,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import type { ChallengeBody } from '../../wire/challenge.ts'

const german = { pears: 'Birnen', plums: 'Pflaumen' } as const
// Each class has the other's name: what compared a name with a class would be wrong each time.
const swapped = { pears: 'plums', plums: 'pears' } as const
const named = [
  ...Object.entries(german).map(([ofClass, name]) => ({ class: ofClass, language: 'de', name })),
  ...Object.entries(swapped).map(([ofClass, name]) => ({ class: ofClass, language: 'da', name })),
]
const line = { atMs: 0, organisation: 'main', actor: 'test', action: 'a', subject: '', detail: '' }

describe('the keyword of a classification', () => {
  let service: ServiceFixture
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService()
    client = hcaptchaClient(service, service.sites.classification)
    await service.store.classNames.set('main', 'classification', named, line)
  })
  after(() => service.close())

  const classOf = async ({ challenge_id: id }: ChallengeBody): Promise<keyof typeof german> =>
    (await lookInside(service.store, id)).keyword === 'pears' ? 'pears' : 'plums'

  for (const language of ['de', 'de-AT', 'DE_ch'])
    test(`is called by its German name if the page is in ${language}`, async () => {
      const challenge = await client.getChallenge({ language })
      const shown = [challenge.keyword, challenge.keyword_language]
      assert.deepEqual(shown, [german[await classOf(challenge)], 'de'])
    })

  for (const language of ['fr', 'fr-CA', 'it'])
    test(`is called as in the corpus if the page is in ${language}`, async () => {
      const challenge = await client.getChallenge({ language })
      assert.deepEqual(
        [challenge.keyword, challenge.keyword_language],
        [await classOf(challenge), 'fr'],
      )
    })

  test('follows the browser’s languages if the page gives none, in Ocapi’s contract too', async () => {
    const reply = await service.app.inject({
      url: `/v2/challenge/${service.sites.classification.sitekey}`,
      headers: { 'accept-language': 'it, de-CH;q=0.8, en;q=0.5' },
    })
    const challenge = reply.json<ChallengeBody>()
    assert.deepEqual(
      [challenge.keyword, challenge.keyword_language, challenge.language],
      [german[await classOf(challenge)], 'de', 'fr'],
    )
  })

  test('is judged and kept as the class, whatever it was shown as', async () => {
    const challenge = await client.getChallenge({ language: 'da' })
    const id = challenge.challenge_id
    const ofClass = await classOf(challenge)
    assert.equal(challenge.keyword, swapped[ofClass])
    const inside = await lookInside(service.store, id)
    const reply = await client.answer(id, answerTo(inside, true))
    assert.match(reply.json().pass.token, /^P1_/)
    const labels = await service.store.answers.listLabels('main', 'classification', 1000)
    const own = labels.filter(({ challengeId }) => challengeId === id)
    assert.equal(own.length, 2)
    for (const { keyword } of own) assert.equal(keyword, ofClass)
    const { challenge_id: other } = await client.getChallenge({ language: 'da' })
    const wrong = await client.answer(
      other,
      answerTo(await lookInside(service.store, other), false),
    )
    assert.deepEqual(wrong.json(), { pass: null })
  })
})
