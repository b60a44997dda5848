import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  fallbackClient,
  fallbackPages,
  fieldsOf,
  framedBy,
} from '../../../../test/setup/fallback-client.ts'
import { addSecret, changeSite, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { openService, testSettings, type ServiceFixture } from '../../../../test/setup/service.ts'
import { openLimits } from '../../../defence/limits.ts'

const pages = Object.values(fallbackPages)

describe('a page without scripts that cannot show a challenge', () => {
  test('says so to visitors and to who runs the site, when it is switched off', async () => {
    const off = await openService({ hasFallbackPage: false })
    for (const page of pages) {
      const client = fallbackClient(off, `${page}${off.sites.transcription.sitekey}`)
      for (const { status, html } of [await client.open(), await client.send([['another', '1']])]) {
        assert.equal(status, 404)
        assert.match(html, /this page is wrongly set up/)
        assert.match(html, /fallback_off: .*--fallback-page/)
        assert.doesNotMatch(html, /<img/)
      }
    }
    await off.close()
  })

  test('says so in the language of the visitor, for an unknown site, or one with nothing to ask', async () => {
    const service = await openService()
    const { sitekey } = service.sites.transcription
    const unknown = await fallbackClient(service, `${fallbackPages.hcaptcha}nobody&hl=fr`).open()
    assert.equal(unknown.status, 404)
    assert.match(unknown.html, /<html lang="fr".*unknown_client: /s)
    await changeSite(service.store, service.sites.transcription, { corpora: ['none'] })
    const nothing = await fallbackClient(service, `${fallbackPages.recaptcha}${sitekey}`).open()
    assert.equal(nothing.status, 503)
    assert.match(nothing.html, /the service has nothing to ask here.*Try again/s)
    await service.close()
  })

  test('gives no code of a test key where these are off', async () => {
    const settings = { ...testSettings, takesTestKeys: false }
    const service = await openService({ settings })
    const url = `${fallbackPages.hcaptcha}10000000-ffff-ffff-ffff-000000000001`
    const { status, html, code } = await fallbackClient(service, url).open()
    assert.deepEqual([status, code], [403, ''])
    assert.match(html, /test_keys_off/)
    await service.close()
  })

  test('has the limits of the front door, and says how long to wait', async () => {
    const service = await openService(({ allowances }) => ({
      limits: openLimits({ allowances, clock: () => 0, percent: 1, warn: () => undefined }),
    }))
    const { sitekey } = service.sites.transcription
    const url = `${fallbackPages.hcaptcha}${sitekey}`
    const client = fallbackClient(service, url)
    const statuses = []
    for (let n = 0; n < 8; n += 1) statuses.push((await client.open()).status)
    assert.deepEqual([statuses[0], statuses.at(-1)], [200, 429])
    const refused = await service.app.inject(url)
    assert.ok(Number(refused.headers['retry-after']) > 0)
    assert.match(refused.body, /There were too many attempts/)
    // What was taken here is taken there, too.
    const asked = await hcaptchaClient(service, service.sites.transcription).ask()
    assert.equal(asked.statusCode, 429)
    await service.close()
  })
})

describe('a request for a page without scripts', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
    await changeSite(service.store, service.sites.transcription, {
      domains: ['example.org', 'bücher.example'],
      allowsLocalhost: true,
    })
  })
  after(() => service.close())

  const open = (headers: Record<string, string> = {}) => {
    const url = `${fallbackPages.hcaptcha}${service.sites.transcription.sitekey}`
    return service.app.inject({ url, headers })
  }

  test('is refused from the pages of foreign hosts, which may not frame it either', async () => {
    const foreign = await open(framedBy('https://evil.example/'))
    assert.equal(foreign.statusCode, 403)
    assert.match(foreign.body, /foreign_host/)
    for (const headers of [
      {},
      framedBy('https://www.example.org/'),
      framedBy('http://localhost:3000/'),
    ]) {
      const reply = await open(headers)
      assert.equal(reply.statusCode, 200)
      const policy = String(reply.headers['content-security-policy'])
      assert.equal(
        /frame-ancestors (.*)$/.exec(policy)?.[1],
        'http://example.org:* http://*.example.org:* http://xn--bcher-kva.example:* http://*.xn--bcher-kva.example:* http://localhost:* http://*.localhost:* http://127.0.0.1:*',
      )
    }
    const { sitekey } = service.sites.classification
    const free = await service.app.inject(`${fallbackPages.hcaptcha}${sitekey}`)
    assert.match(String(free.headers['content-security-policy']), /frame-ancestors \*$/)
  })

  test('has the host of the page that frames it recorded with the token, over a wrong answer too', async () => {
    const site = service.sites.transcription
    const client = fallbackClient(service, `${fallbackPages.hcaptcha}${site.sitekey}`)
    const first = await client.open(framedBy('https://www.example.org/contact'))
    const second = await client.answer(first, false)
    const won = await client.answer(second)
    const secret = await addSecret(service.store, site)
    const reply = await hcaptchaClient(service, site).verify({ secret, response: won.code })
    assert.equal(reply.success && reply.hostname, 'www.example.org')
    // Opened alone, it names none.
    const alone = await client.answer(await client.open())
    const named = await hcaptchaClient(service, site).verify({ secret, response: alone.code })
    assert.equal(named.success && named.hostname, 'not-provided')
    // A host that somebody writes into the form is held to the site's list.
    const page = await client.open()
    const fields = await fieldsOf(service.store, page)
    const forged = await client.send([...fields, ['page', 'https://evil.example']])
    assert.deepEqual([forged.status, forged.code], [403, ''])
  })

  test('is refused if a script, an image or a foreign form makes it', async () => {
    const { sitekey } = service.sites.transcription
    const client = fallbackClient(service, `${fallbackPages.hcaptcha}${sitekey}`)
    const page = await client.open()
    const fields = await fieldsOf(service.store, page)
    const says = (destination: string, mode: string, site: string) => ({
      'sec-fetch-dest': destination,
      'sec-fetch-mode': mode,
      'sec-fetch-site': site,
    })
    for (const headers of [
      says('image', 'no-cors', 'cross-site'),
      says('empty', 'cors', 'cross-site'),
      says('empty', 'cors', 'same-origin'),
    ])
      assert.match((await open(headers)).body, /misplaced/)
    const foreign = await client.send(fields, says('document', 'navigate', 'cross-site'))
    assert.deepEqual([foreign.status, foreign.code], [403, ''])
    const own = await client.send(fields, says('iframe', 'navigate', 'same-origin'))
    assert.notEqual(own.code, '')
  })

  test('with a body that is rubbish gets a page that says so, and spends nothing', async () => {
    const url = `${fallbackPages.ocapi}${service.sites.classification.sitekey}`
    const client = fallbackClient(service, url)
    const page = await client.open()
    const form = 'application/x-www-form-urlencoded'
    const rubbish: [type: string, payload: string, status: number][] = [
      ['application/json', JSON.stringify({ challenge: page.challengeId }), 415],
      ['text/plain', 'x', 415],
      ['multipart/form-data; boundary=x', '--x--', 415],
      [form, 'x'.repeat(17_000), 413],
      [form, `challenge=${'x'.repeat(200)}`, 400],
      [form, `challenge=${page.challengeId}&challenge=b`, 400],
      [form, 'report=nonsense', 400],
      [form, `challenge=${page.challengeId}&page=${'x'.repeat(900)}`, 400],
      [form, '__proto__=x&constructor=y&%zz', 200],
      [form, `challenge=${page.challengeId}&selected=${'&selected='.repeat(30)}`, 200],
      [form, '', 200],
    ]
    for (const [type, payload, status] of rubbish) {
      const headers = { 'content-type': type }
      const reply = await service.app.inject({ method: 'POST', url, payload, headers })
      assert.equal(reply.statusCode, status, payload.slice(0, 40))
      assert.match(String(reply.headers['content-type']), /^text\/html/)
      assert.doesNotMatch(reply.body, /<textarea/)
    }
    const head = await service.app.inject({ method: 'HEAD', url })
    assert.deepEqual([head.statusCode, head.body], [200, ''])
    assert.equal((await client.answer(page)).code, page.challengeId)
  })
})
