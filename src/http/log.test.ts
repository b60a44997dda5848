import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addSecret, hcaptchaClient } from '../../test/setup/hcaptcha-client.ts'
import { answerTo, lookInside, openService, type ServiceFixture } from '../../test/setup/service.ts'

type Line = { address?: string; status?: number; site?: string; outcome?: string }

// An operator whose forms let nobody through saw “answered 200” and nothing else:
// a wrong answer, a right one and a refused token looked alike.
describe('the log', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  const linesOf = async (act: () => Promise<unknown>): Promise<Line[]> => {
    service.log.length = 0
    await act()
    return service.log.map((line) => JSON.parse(line) as Line)
  }
  const saidBy = (lines: readonly Line[]): (string | undefined)[][] =>
    lines.map(({ site, outcome }) => [site, outcome])

  test('names the site of a challenge and of its answer, and what came of them', async () => {
    const site = service.sites.transcription
    const client = hcaptchaClient(service, site)
    const lines = await linesOf(async () => {
      for (const isRight of [false, true]) {
        const { challenge_id: id } = await client.getChallenge()
        await client.answer(id, answerTo(await lookInside(service.store, id), isRight))
      }
    })
    assert.deepEqual(saidBy(lines), [
      [site.name, 'challenge'],
      [site.name, 'wrong'],
      [site.name, 'challenge'],
      [site.name, 'right'],
    ])
  })

  test('says of a token that it was redeemed, or the code with which it was refused', async () => {
    const site = service.sites.transcription
    const { pass, verify } = hcaptchaClient(service, site)
    const secret = await addSecret(service.store, site)
    const { token } = await pass()
    const lines = await linesOf(async () => {
      for (const response of [token, token, '']) await verify({ secret, response })
    })
    assert.deepEqual(saidBy(lines), [
      [site.name, 'redeemed'],
      [site.name, 'already-seen-response'],
      [undefined, 'missing-input-response'],
    ])
  })

  test('has the code of every error', async () => {
    const lines = await linesOf(async () => {
      await service.app.inject('/nothing')
      await service.app.inject('/challenge/nobody')
      await service.app.inject(`/state/${service.sites.transcription.sitekey}/x`)
    })
    assert.deepEqual(saidBy(lines), [
      [undefined, 'unknown_address'],
      [undefined, 'unknown_client'],
      [service.sites.transcription.name, 'unauthorized'],
    ])
  })

  test('says what Ocapi’s widget and its site were told', async () => {
    const { sitekey, name } = service.sites.transcription
    const lines = await linesOf(async () => {
      const { challenge_id: id } = (await service.app.inject(`/challenge/${sitekey}`)).json<{
        challenge_id: string
      }>()
      const payload = answerTo(await lookInside(service.store, id), false)
      await service.app.inject({ method: 'POST', url: `/challenge/${sitekey}/${id}`, payload })
    })
    assert.deepEqual(saidBy(lines), [
      [name, 'challenge'],
      [name, 'wrong'],
    ])
  })
})
