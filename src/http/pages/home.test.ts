import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { commands } from '../../cli/commands.ts'
import { openService, type ServiceFixture } from '../../../test/setup/service.ts'

// Whoever opened the service's address in a browser read an error as JSON:
// the operator who had just started it, and the visitor who wondered what this is.
describe('the page about the service', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  test('says what this is and what is kept, in a language that the browser accepts', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'fr-CA,en;q=0.5' }
    const reply = await service.app.inject({ url: '/', headers })
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['content-type'], 'text/html; charset=utf-8')
    assert.match(reply.body, /<html lang="fr" dir="ltr">/)
    assert.match(reply.body, /Ce qui est conservé de vous/)
  })

  test('has a link to itself in every language, and follows the direction of each', async () => {
    const page = (await service.app.inject('/?lang=ar')).body
    assert.match(page, /<html lang="ar" dir="rtl">/)
    for (const [, address = ''] of page.matchAll(/<a href="(\?[^"]*)"/g))
      assert.equal((await service.app.inject(`/${address}`)).statusCode, 200)
    assert.match(page, /hreflang="ar" aria-current="page">العربية</)
  })

  test('loads nothing, runs no script and cannot be framed', async () => {
    const { headers, body } = await service.app.inject('/')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+';.* frame-ancestors 'none'$/)
    assert.doesNotMatch(body, /<script|<img|https?:\/\//)
  })

  test('links to the demonstration if there is one', async () => {
    assert.match((await service.app.inject('/?lang=de')).body, /href="demo\?lang=de"/)
    const bare = await openService({ demo: null })
    const { body } = await bare.app.inject('/')
    await bare.close()
    assert.doesNotMatch(body, /demo\?/)
  })

  // Without a demonstration the page led nowhere, and whoever had just started the service read no next step.
  test('tells whoever runs it the commands that come next, and where the documentation is', async () => {
    const { body } = await service.app.inject('/?lang=ar')
    const named = [...body.matchAll(/<code dir="ltr">([^<]*)</g)].map(([, text]) => text)
    const next = ['incipit corpus import PATH', 'incipit site add NAME', 'incipit --help']
    assert.deepEqual(named, [...next, 'docs/README.md'])
    const bare = await openService({ demo: null })
    const { body: alone } = await bare.app.inject('/?lang=de')
    await bare.close()
    assert.match(alone, /Wenn Sie diesen Dienst betreiben/)
    assert.match(alone, /incipit demo</)
    const visitors = await service.app.inject('/about?sitekey=x')
    assert.doesNotMatch(visitors.body, /incipit /)
  })

  test('names commands and a file that there are', async () => {
    const { body } = await service.app.inject('/')
    for (const [, command = ''] of body.matchAll(/>incipit ((?!--)[^<]*)</g))
      assert.ok(command.replace(/ [A-Z]+$/, '') in commands, command)
    assert.ok(existsSync(new URL('../../../docs/README.md', import.meta.url)))
  })

  test('is not there if the operator has switched it off', async () => {
    const off = await openService({ hasHomePage: false })
    const reply = await off.app.inject('/')
    await off.close()
    assert.deepEqual([reply.statusCode, reply.json().error], [404, 'unknown_address'])
  })
})
