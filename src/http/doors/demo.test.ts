import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { lendService, type LentService } from '../../../test/lent-service.ts'
import { ocapiClient } from '../../../test/ocapi-client.ts'

describe('the demonstration’s page', () => {
  let service: LentService
  let url: string
  before(async () => {
    service = await lendService()
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  after(() => service.close())

  const send = async (
    challengeId: string,
    name = 'Ada',
  ): Promise<{ status: number; page: string }> => {
    const body = new URLSearchParams({ name, 'ocapi-challenge-id': challengeId })
    const reply = await fetch(`${url}/demo`, { method: 'POST', body })
    return { status: reply.status, page: await reply.text() }
  }

  test('shows either kind in either language, and loads nothing from elsewhere', async () => {
    for (const query of ['', '?kind=classification', '?lang=fr', '?kind=nonsense&lang=xx']) {
      const reply = await fetch(`${url}/demo${query}`)
      assert.equal(reply.status, 200)
      assert.equal(reply.headers.get('content-type'), 'text/html; charset=utf-8')
      assert.match(reply.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
      assert.doesNotMatch(await reply.text(), /https?:\/\//)
    }
  })

  test('takes a form with a validated challenge, and refuses it when the challenge is used up', async () => {
    const client = ocapiClient(service, service.sites.transcription)
    const { challenge_id: id } = await client.create()
    assert.deepEqual((await send(id)).status, 403)
    await client.answerRightly(id)
    const taken = await send(id)
    assert.equal(taken.status, 200)
    assert.match(taken.page, /Thank you, Ada/)
    service.moveClock(16_000)
    const replayed = await send(id)
    assert.equal(replayed.status, 403)
    assert.match(replayed.page, /unknown, too old, or was used before/)
  })

  test('refuses a foreign challenge and one of its own making', async () => {
    const foreign = await ocapiClient(service, service.sites.classification).create()
    for (const id of [foreign.challenge_id, '../../health/live', ''])
      assert.equal((await send(id)).status, 403)
  })

  test('shows what was typed as text and never as markup', async () => {
    const { page } = await send('x', '"><img src=x onerror=alert(1)>')
    assert.ok(page.includes('&quot;&gt;&lt;img'))
    assert.doesNotMatch(page, /<img/)
  })

  // The page's own headers were put on errors too, so a JSON error said that it was HTML.
  test('answers a form that is too large with an error that says it is JSON', async () => {
    const body = new URLSearchParams({ name: 'x'.repeat(20_000) })
    const reply = await fetch(`${url}/demo`, { method: 'POST', body })
    assert.equal(reply.status, 413)
    assert.match(reply.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(((await reply.json()) as { error: string }).error, 'body_too_large')
  })
})
