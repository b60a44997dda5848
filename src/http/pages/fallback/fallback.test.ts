import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fallbackClient, fallbackPages, fieldsOf } from '../../../../test/setup/fallback-client.ts'
import { addSecret, hcaptchaClient } from '../../../../test/setup/hcaptcha-client.ts'
import { ocapiClient } from '../../../../test/setup/ocapi-client.ts'
import { openService, lookInside, type ServiceFixture } from '../../../../test/setup/service.ts'
import type { Site } from '../../../model/site.ts'

type Verify = (code: string, site: Site) => Promise<unknown>
type ContractName = keyof typeof fallbackPages

const contracts = Object.keys(fallbackPages) as ContractName[]

let service: ServiceFixture
before(async () => {
  service = await openService()
})
after(() => service.close())

function clientOf(contract: ContractName, site = service.sites.transcription, more = '') {
  return fallbackClient(service, `${fallbackPages[contract]}${site.sitekey}${more}`)
}

/** What the site's server learns of a code: whether it is good. */
const servers: Readonly<Record<ContractName, Verify>> = {
  ocapi: async (id, site) => {
    const reply = (await ocapiClient(service, site).readState(id)).json<{ state?: string }>()
    return reply.state === 'validated'
  },
  hcaptcha: verifyAt('/siteverify'),
  recaptcha: verifyAt('/recaptcha/api/siteverify'),
  turnstile: verifyAt('/turnstile/v0/siteverify'),
}

function verifyAt(url: string): Verify {
  return async (response, site) => {
    const secret = await addSecret(service.store, site)
    const payload = new URLSearchParams({ secret, response }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await service.app.inject({ method: 'POST', url, payload, headers })
    return reply.json<{ success: boolean }>().success
  }
}

describe('the page without scripts', () => {
  for (const contract of contracts)
    for (const kind of ['transcription', 'classification'] as const)
      test(`gives a code for ${contract} that the site’s server can check, for a ${kind}`, async () => {
        const site = service.sites[kind]
        const client = clientOf(contract, site)
        const won = await client.answer(await client.open())
        assert.equal(won.status, 200)
        assert.match(won.html, /That is right, thank you\./)
        assert.equal(await servers[contract](won.code, site), true)
      })

  test('thanks for a right answer, and says for whom it was, if the corpus wants that', async () => {
    const line = { atMs: 0, organisation: 'main', actor: 'a', action: 'a', subject: '', detail: '' }
    const client = clientOf('hcaptcha')
    const thanked = /<a href="https:\/\/archive\.example\/"[^>]*>Thank you: [^<]* for An archive\.</
    assert.doesNotMatch((await client.answer(await client.open())).html, thanked)
    const { corpora } = service.store
    await corpora.changeThanks('main', 'transcription', 'link', line)
    assert.match((await client.answer(await client.open())).html, thanked)
    await corpora.changeThanks('main', 'transcription', 'nothing', line)
  })

  test('gives a token that one contract takes, once, for its own site and in its time', async () => {
    const site = service.sites.transcription
    const other = service.sites.classification
    const client = clientOf('hcaptcha')
    const win = async (): Promise<string> => (await client.answer(await client.open())).code
    const code = await win()
    assert.equal(await servers.recaptcha(code, site), false)
    assert.equal(await servers.hcaptcha(code, other), false)
    assert.equal(await servers.hcaptcha(`${code}\r\n`, site), true)
    assert.equal(await servers.hcaptcha(code, site), false)
    const late = await win()
    service.moveClock(121_000)
    assert.equal(await servers.hcaptcha(late, site), false)
  })

  test('says how long the code is good, in the language of the visitor', async () => {
    const token = clientOf('hcaptcha', service.sites.transcription, '&hl=de')
    const { html } = await token.answer(await token.open())
    assert.match(html, /<html lang="de" dir="ltr">/)
    assert.match(html, /Gültig für: 2 Minuten\./)
    const state = clientOf('ocapi', service.sites.transcription, '&hl=ar')
    const shown = await state.answer(await state.open())
    assert.match(shown.html, /<html lang="ar" dir="rtl">/)
    assert.match(shown.html, /٥ دقائق|5 دقائق/)
    const accepted = await clientOf('hcaptcha').open({ 'accept-language': 'fr-CA,fr;q=0.9' })
    assert.match(accepted.html, /<html lang="fr"/)
  })

  test('loads what is its own, runs no script, and keeps nothing', async () => {
    for (const contract of contracts) {
      const { sitekey } = service.sites.classification
      const url = `${fallbackPages[contract]}${sitekey}`
      const { headers, body } = await service.app.inject(url)
      assert.match(
        String(headers['content-security-policy']),
        /^default-src 'none'; img-src 'self';/,
      )
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['set-cookie'], undefined)
      assert.equal(headers['access-control-allow-origin'], undefined)
      assert.doesNotMatch(body, /<script| on\w+=|javascript:|style="/)
      const pictures = [...body.matchAll(/<img src="([^"]*)"/g)]
      assert.equal(pictures.length, 9)
      const links = [...body.matchAll(/<a href="(\.[^"]*)"/g)]
      assert.equal(links.length, 2)
      for (const [, address = ''] of [...pictures, ...links]) {
        const plain = address.replaceAll('&amp;', '&')
        const { pathname, search } = new URL(plain, `http://a.example${url}`)
        const reply = await service.app.inject(`${pathname}${search}`)
        assert.equal(reply.statusCode, 200, plain)
      }
    }
  })

  test('says that an answer was wrong, and shows another challenge in its place', async () => {
    for (const contract of contracts) {
      const client = clientOf(contract)
      const page = await client.open()
      const right = await fieldsOf(service.store, page)
      const next = await client.answer(page, false)
      assert.match(next.html, /That was not right\. Here is another challenge\./)
      assert.equal(next.code, '')
      assert.notEqual(next.challengeId, page.challengeId)
      // A wrong answer has spent the challenge.
      const again = await client.send(right)
      assert.match(again.html, /already used or too old/)
      assert.equal(again.code, '')
      assert.equal(await servers[contract](page.challengeId, service.sites.transcription), false)
    }
  })

  test('takes an answer once, and none to a challenge that is old, foreign or made up', async () => {
    const client = clientOf('hcaptcha')
    const used = await client.open()
    const fields = await fieldsOf(service.store, used)
    assert.notEqual((await client.send(fields)).code, '')
    const foreign = await clientOf('hcaptcha', service.sites.classification).open()
    const foreignFields = await fieldsOf(service.store, foreign)
    const old = await client.open()
    const oldFields = await fieldsOf(service.store, old)
    service.moveClock(601_000)
    for (const sent of [fields, foreignFields, oldFields, [['challenge', 'nothing']] as const]) {
      const page = await client.send(sent)
      assert.deepEqual([page.status, page.code], [200, ''])
      assert.match(page.html, /already used or too old/)
    }
  })

  // To the site's own visitor, that would be the loss of a challenge which was half typed.
  test('asks for what is missing, and keeps the challenge and what was typed', async () => {
    const client = clientOf('hcaptcha')
    const page = await client.open()
    const fields = await fieldsOf(service.store, page)
    const last = fields.findLastIndex(([name]) => name.startsWith('text-'))
    for (const text of ['', ' \u200B', 'x'.repeat(201)]) {
      const half = fields.map(([name, value], at): [string, string] => [
        name,
        at === last ? text : value,
      ])
      const asked = await client.send(half)
      assert.equal(asked.challengeId, page.challengeId)
      assert.match(asked.html, /Type a text for each picture/)
      assert.ok(asked.html.includes(`value="${fields[1]?.[1]}"`))
    }
    assert.notEqual((await client.send(fields)).code, '')

    const tiles = clientOf('hcaptcha', service.sites.classification)
    const nine = await tiles.open()
    const none = await tiles.send([['challenge', nine.challengeId]])
    assert.equal(none.challengeId, nine.challengeId)
    assert.match(none.html, /Choose at least one picture/)
    assert.notEqual((await tiles.answer(nine)).code, '')
  })

  test('shows what was typed as text and never as markup', async () => {
    const client = clientOf('ocapi')
    const page = await client.open()
    const fields = await fieldsOf(service.store, page)
    const markup = '"><img src=x onerror=alert(1)>'
    const { html } = await client.send(
      fields.map(([name, text], at) => [name, at === 1 ? markup : at > 1 ? '' : text]),
    )
    assert.ok(html.includes('value="&quot;&gt;&lt;img'))
    const { html: refused } = await fallbackClient(
      service,
      `/1/fallback?sitekey=${encodeURIComponent(markup)}`,
    ).open()
    assert.doesNotMatch(refused, /<img/)
  })

  test('shows another challenge if asked to, and takes reports', async () => {
    const client = clientOf('hcaptcha')
    const page = await client.open()
    const another = await client.send([
      ['challenge', page.challengeId],
      ['another', '1'],
    ])
    assert.notEqual(another.challengeId, page.challengeId)
    const { items } = await lookInside(service.store, another.challengeId)
    const reported = await client.send([
      ['challenge', another.challengeId],
      ['picture', items[0]?.imageId ?? ''],
      ['report', 'unreadable'],
    ])
    assert.match(reported.html, /Thank you\. Here is another challenge\./)
    const unknown = await client.send([
      ['challenge', 'nothing'],
      ['report', 'unreadable'],
    ])
    assert.match(unknown.html, /already used or too old/)
  })

  test('always asks, whatever the mode of the site, and shows the code of a test key', async () => {
    const site = { ...service.sites.transcription, mode: 'invisible' as const }
    const what = { actor: 'test', action: 'site.set', subject: site.sitekey, detail: '' }
    await service.store.sites.change('main', site, { atMs: 0, organisation: 'main', ...what })
    assert.notEqual((await clientOf('hcaptcha').open()).challengeId, '')
    const shown = await fallbackClient(
      service,
      `${fallbackPages.hcaptcha}10000000-ffff-ffff-ffff-000000000001`,
    ).open()
    assert.equal(shown.code, '10000000-aaaa-bbbb-cccc-000000000001')
    const { verify } = hcaptchaClient(service, site)
    const secret = '0x0000000000000000000000000000000000000000'
    assert.equal((await verify({ secret, response: shown.code })).success, true)
  })
})
