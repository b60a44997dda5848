import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fillDemo, hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../../../test/setup/service.ts'
import { ocapiClient } from '../../../test/setup/ocapi-client.ts'
import { demoOf } from '../../../test/setup/demo.ts'

/** An address outside the service that a browser would load; the lines to copy are only text. */
const foreignAddress = /(?:src|href|action)="(?:https?:)?\/\//

describe('the demonstration’s page', () => {
  let service: ServiceFixture
  let url: string
  before(async () => {
    service = await openService()
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

  test('shows either kind in any language, and loads nothing from elsewhere', async () => {
    for (const query of [
      '',
      '?kind=classification',
      '?lang=fr',
      '?lang=ar',
      '?kind=nonsense&lang=xx',
    ]) {
      const reply = await fetch(`${url}/demo${query}`)
      assert.equal(reply.status, 200)
      assert.equal(reply.headers.get('content-type'), 'text/html; charset=utf-8')
      assert.match(reply.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
      assert.doesNotMatch(await reply.text(), foreignAddress)
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
    const replayed = await send(id)
    assert.equal(replayed.status, 403)
    assert.match(replayed.page, /unknown, too old, or was used before/)
    assert.match((await send('')).page, /the challenge was not answered/)
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

  // Errors got the page's own headers, too, so a JSON error claimed to be HTML.
  test('answers a form that is too large with an error that says it is JSON', async () => {
    const body = new URLSearchParams({ name: 'x'.repeat(20_000) })
    const reply = await fetch(`${url}/demo`, { method: 'POST', body })
    assert.equal(reply.status, 413)
    assert.match(reply.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(((await reply.json()) as { error: string }).error, 'body_too_large')
  })
})

describe('the demonstration’s page of hCaptcha’s contract', () => {
  const demo = demoOf('', '')
  let service: ServiceFixture
  let url: string
  before(async () => {
    service = await openService({ demo })
    await fillDemo(demo, service)
    url = await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  after(() => service.close())

  const getToken = async (kind: 'transcription' | 'classification'): Promise<string> =>
    (await hcaptchaClient(service, service.sites[kind]).pass()).token
  const send = async (
    token: string,
    query = '',
    name = 'Ada',
  ): Promise<{ status: number; page: string }> => {
    const body = new URLSearchParams({ name, 'h-captcha-response': token })
    const reply = await fetch(`${url}/demo?contract=hcaptcha${query}`, { method: 'POST', body })
    return { status: reply.status, page: await reply.text() }
  }

  test('may load its own script and frames and nothing else', async () => {
    const reply = await fetch(`${url}/demo?contract=hcaptcha`)
    const policy = reply.headers.get('content-security-policy') ?? ''
    const script = /script-src 'self' 'sha256-[\w+/]+='/.exec(policy)?.[0]
    const style = /style-src 'sha256-[\w+/]+='/.exec(policy)?.[0]
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      script,
      "frame-src 'self'",
      "connect-src 'self'",
      "img-src 'self'",
      style,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
    const page = await reply.text()
    assert.match(page, new RegExp(`<div class="h-captcha" data-sitekey="${demo[0].sitekey}">`))
    assert.doesNotMatch(page, foreignAddress)
  })

  // The first published addresses called the contract a door.
  test('is found by its first address, and by none that names no contract', async () => {
    for (const [query, wanted] of [
      ['door=hcaptcha', 'h-captcha'],
      ['contract=hcaptcha&door=ocapi', 'h-captcha'],
      ['contract=nonsense&door=hcaptcha', 'ocapi-challenge'],
      ['contract=ocapi&contract=hcaptcha', 'ocapi-challenge'],
    ] as const) {
      const page = await (await fetch(`${url}/demo?${query}`)).text()
      assert.ok(
        page.includes(`<div class="challenge"><div`) && page.includes(`="${wanted}"`),
        query,
      )
    }
  })

  test('takes a token once, in either kind and language', async () => {
    for (const [kind, lang, taken, seen] of [
      ['transcription', 'en', 'Thank you, Ada', 'Not taken: this tick was used before.'],
      ['classification', 'fr', 'Merci, Ada', 'Refusé\u00a0: cette case cochée a déjà servi.'],
    ] as const) {
      const token = await getToken(kind)
      const query = `&kind=${kind}&lang=${lang}`
      const [first, second] = [await send(token, query), await send(token, query)]
      assert.deepEqual([first.status, second.status], [200, 403])
      assert.ok(first.page.includes(taken))
      assert.ok(second.page.includes(seen))
    }
  })

  test('refuses an unticked box and an invalid token, each with its own sentence', async () => {
    const missing = [/the box was not ticked/, /la case n’a pas été cochée/] as const
    const refused = [/did not accept this tick/, /n’a pas accepté cette case/] as const
    const foreign = await getToken('classification')
    for (const [token, [english, french]] of [
      ['', missing],
      ['nonsense', refused],
      ['P1_../../health/live.x', refused],
      [foreign, refused],
    ] as const) {
      const replies = [await send(token), await send(token, '&lang=fr')] as const
      assert.deepEqual([replies[0].status, replies[1].status], [403, 403])
      assert.match(replies[0].page, english)
      assert.match(replies[1].page, french)
    }
    assert.equal((await send(foreign, '&kind=classification')).status, 200)
  })

  test('refuses a token that is too old', async () => {
    const [one, two] = [await getToken('transcription'), await getToken('transcription')]
    service.moveClock(120_000)
    const [english, french] = [await send(one), await send(two, '&lang=fr')]
    assert.deepEqual([english.status, french.status], [403, 403])
    assert.match(english.page, /the box was ticked too long ago/)
    assert.match(french.page, /la case a été cochée il y a trop longtemps/)
  })

  test('does not blame the visitor if its own secret is not valid', async () => {
    const token = await getToken('transcription')
    const { secret } = demo[0]
    for (const wrong of ['', 'ES_wrong']) {
      demo[0].secret = wrong
      const [english, french] = [await send(token), await send(token, '&lang=fr')]
      assert.deepEqual([english.status, french.status], [503, 503])
      assert.match(english.page, /the service could not be asked/)
      assert.match(french.page, /le service n’a pas pu être interrogé/)
    }
    demo[0].secret = secret
    assert.equal((await send(token)).status, 200)
  })

  test('keeps what was typed when it refuses, and shows it as text', async () => {
    const { page } = await send('"><img src=x>', '', '"><img src=x onerror=alert(1)>')
    assert.ok(page.includes('value="&quot;&gt;&lt;img'))
    assert.doesNotMatch(page, /<img/)
  })

  test('is not taken for a form of Ocapi’s contract, nor the other way round', async () => {
    const body = new URLSearchParams({ 'h-captcha-response': await getToken('transcription') })
    const reply = await fetch(`${url}/demo`, { method: 'POST', body })
    assert.equal(reply.status, 403)
    const { challenge_id: id } = await ocapiClient(service, service.sites.transcription).create()
    const other = new URLSearchParams({ 'ocapi-challenge-id': id })
    const init = { method: 'POST', body: other }
    assert.equal((await fetch(`${url}/demo?contract=hcaptcha`, init)).status, 403)
  })
})

describe('what the demonstration shows a site’s owner', () => {
  const demo = demoOf('', '')
  let service: ServiceFixture
  before(async () => {
    service = await openService({ demo })
    await fillDemo(demo, service)
    await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  after(() => service.close())

  const fold = (page: string): string =>
    /<details class="asked">([\s\S]*?)<\/details>/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''

  async function send(contract: string, fields: Record<string, string>): Promise<string> {
    const url = service.app.listeningOrigin
    const body = new URLSearchParams({ name: 'Ada', ...fields })
    return (await fetch(`${url}/demo?contract=${contract}`, { method: 'POST', body })).text()
  }

  test('is a sentence until the form is sent, and another if it came without an answer', async () => {
    const page = await (await fetch(`${service.app.listeningOrigin}/demo`)).text()
    assert.match(fold(page), /Nothing yet/)
    assert.match(fold(await send('turnstile', {})), /the server asked nothing/)
  })

  test('is the question to siteverify without the secret, and the reply', async () => {
    const client = hcaptchaClient(service, service.sites.transcription)
    const { token } = await client.pass()
    const seen = fold(await send('hcaptcha', { 'h-captcha-response': token }))
    assert.match(seen, /POST \/siteverify\n/)
    assert.match(seen, /200\n\{\n {2}"success": true/)
    assert.ok(!seen.includes(demo[0].secret) && !seen.includes(token))
  })

  test('is the state of a challenge with Ocapi’s contract', async () => {
    const client = ocapiClient(service, service.sites.transcription)
    const { challenge_id: id } = await client.create()
    await client.answerRightly(id)
    const seen = fold(await send('ocapi', { 'ocapi-challenge-id': id }))
    assert.match(seen, new RegExp(`GET /v2/state/[^/]+/${id}\n`))
    assert.match(seen, /200\n\{\n {2}"state": "validated"/)
  })

  test('are lines with the address that the visitor uses, also behind a trusted proxy', async () => {
    const isTrustedProxy = () => true
    const proxied = await openService({ demo, isTrustedProxy })
    const headers = { 'x-forwarded-host': 'example.org', 'x-forwarded-proto': 'https' }
    const { body } = await proxied.app.inject({ url: '/demo?contract=hcaptcha', headers })
    await proxied.close()
    assert.match(body, /src=&quot;https:\/\/example\.org\/1\/api\.js&quot;/)
  })

  test('leads to the page about the service only if there is one', async () => {
    const { body } = await service.app.inject('/demo')
    assert.match(body, /<a class="brand" href="\.\/\?lang=en">/)
    const off = await openService({ demo, hasHomePage: false })
    const page = await off.app.inject('/demo')
    await off.close()
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /<a class="brand"/)
  })

  test('is at the same places for an address with a slash at its end', async () => {
    const { body } = await service.app.inject('/demo/?contract=hcaptcha')
    assert.match(body, /<script src="\.\.\/1\//)
  })
})
