import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changeSite } from '../../../../test/setup/hcaptcha-client.ts'
import { openService, testSettings, type ServiceFixture } from '../../../../test/setup/service.ts'

const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const isRight = { pass: true, features: { custom_theme: true } }

describe('the check of a site’s configuration', () => {
  let service: ServiceFixture
  let sitekey: string
  before(async () => {
    service = await openService()
    const { transcription: site } = service.sites
    sitekey = site.sitekey
    await changeSite(service.store, site, { domains: ['example.org'] })
  })
  after(() => service.close())

  test('answers a plug-in’s post with a query, whatever its body', async () => {
    const url = `/checksiteconfig?host=www.example.org&sitekey=${sitekey}&sc=1&swa=1&spst=0`
    const types = ['', 'application/json', 'application/x-www-form-urlencoded', 'text/plain']
    for (const type of types) {
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
      for (const payload of [undefined, '{']) {
        const body = payload === undefined ? {} : { payload }
        const reply = await service.app.inject({ method: 'POST', url, headers, ...body })
        assert.deepEqual([reply.statusCode, reply.json()], [200, isRight], type)
        assert.equal(reply.headers['access-control-allow-origin'], '*')
      }
    }
    assert.deepEqual((await service.app.inject(url)).json(), isRight)
  })

  test('says in a sentence what is wrong', async () => {
    const table = [
      [`host=evil.example&sitekey=${sitekey}`, /is not among its domains/],
      [`host=a/b&sitekey=${sitekey}`, /not a host name/],
      ['host=example.org&sitekey=nobody', /No site has this sitekey/],
      ['host=example.org', /Give a sitekey/],
      [`sitekey=${sitekey}&sitekey=${sitekey}`, /Give a sitekey/],
    ] as const
    for (const [query, sentence] of table) {
      const reply = await service.app.inject({ method: 'POST', url: `/checksiteconfig?${query}` })
      assert.equal(reply.statusCode, 200)
      assert.equal(reply.json().pass, false)
      assert.match(reply.json().error, sentence)
    }
  })

  // Apps were refused for a foreign host, and then got a challenge under the same name.
  test('takes the labels of the site’s own apps, and of no other’s', async () => {
    const passOf = async (host: string): Promise<boolean> =>
      (await service.app.inject(`/checksiteconfig?host=${host}&sitekey=${sitekey}`)).json().pass
    for (const sdk of ['android-sdk', 'ios-sdk', 'react-native']) {
      assert.equal(await passOf(`${sitekey}.${sdk}.hcaptcha.com`), true)
      assert.equal(await passOf(`${testSitekey}.${sdk}.hcaptcha.com`), false)
    }
    assert.equal(await passOf(`${sitekey}.other-sdk.hcaptcha.com`), false)
  })

  test('takes the test keys from any host, until they are switched off', async () => {
    const url = `/checksiteconfig?host=any.example&sitekey=${testSitekey}`
    assert.deepEqual((await service.app.inject(url)).json(), isRight)
    const off = await openService({ settings: { ...testSettings, takesTestKeys: false } })
    assert.match((await off.app.inject(url)).json().error, /switched off/)
    const payload = { sitekey: testSitekey }
    const reply = await off.app.inject({ method: 'POST', url: '/api/challenge', payload })
    assert.deepEqual([reply.statusCode, reply.json().error], [403, 'test_keys_off'])
    await off.close()
  })
})
