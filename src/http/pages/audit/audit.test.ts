import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { demoOf } from '../../../../test/setup/demo.ts'
import { openService, type ServiceFixture } from '../../../../test/setup/service.ts'

describe('the audit kit', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService({ demo: demoOf('words', 'pictures') })
  })
  after(() => service.close())

  const get = (url: string) => service.app.inject({ url })

  test('it lists every state, each with a page of its own that names it', async () => {
    const { body, statusCode } = await get('/audit?lang=fr')
    assert.equal(statusCode, 200)
    const addresses = [...body.matchAll(/<li><a href="\.(\/audit\/[^"]+)"/g)].map(
      ([, address = '']) => address,
    )
    assert.equal(addresses.length, new Set(addresses).size)
    assert.ok(addresses.length > 20)
    for (const address of addresses) {
      const page = await get(address)
      assert.equal(page.statusCode, 200)
      const [name = ''] = address.replace('/audit/', '').split('?')
      assert.match(page.body, new RegExp(`<h1>${name}</h1>`))
      assert.match(page.body, /lang="fr"|hl=fr/)
    }
  })

  test('its pages run nothing but the widget and their own script', async () => {
    const { headers } = await get('/audit/box')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'; script-src 'self' 'sha256-/)
    assert.doesNotMatch(policy, /unsafe|https?:/)
  })

  test('a state that there is not is an unknown address', async () => {
    assert.equal((await get('/audit/none')).statusCode, 404)
    assert.equal((await get('/audit/__proto__')).statusCode, 404)
  })

  test('a service without the demonstration has no kit', async () => {
    const plain = await openService({ demo: null })
    assert.equal((await plain.app.inject('/audit')).statusCode, 404)
    await plain.close()
  })
})
