import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openService, type ServiceFixture } from '../../../test/setup/service.ts'
import { changeSite } from '../../../test/setup/hcaptcha-client.ts'

describe('the page that the links of the widgets lead to', () => {
  let service: ServiceFixture
  const open = async (query: string): Promise<string> => {
    const reply = await service.app.inject(`/about?${query}`)
    assert.equal(reply.statusCode, 200)
    return reply.body
  }
  before(async () => {
    // The page about the service is switched off, and the links of the widgets must lead somewhere.
    service = await openService({ hasHomePage: false })
  })
  after(() => service.close())

  test('shows what the site says about privacy, as text, and links to its notice', async () => {
    const site = service.sites.transcription
    const privacyUrl = 'https://www.example.org/privacy?a=1&b=2'
    await changeSite(service.store, site, { privacyText: 'Nothing is <sold>.', privacyUrl })
    const page = await open(`sitekey=${site.sitekey}&lang=fr`)
    assert.match(page, /<html lang="fr" dir="ltr">/)
    assert.match(page, /<p dir="auto">Nothing is &lt;sold&gt;\.<\/p>/)
    assert.match(
      page,
      /<a href="https:\/\/www\.example\.org\/privacy\?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">Politique/,
    )
    for (const [, query = ''] of page.matchAll(/<a href="\?([^"]*)"/g))
      assert.match(await open(query.replaceAll('&amp;', '&')), /Nothing is &lt;sold/)
  })

  test('is there for a site without a note, for one that nobody knows, and without any', async () => {
    for (const sitekey of [service.sites.classification.sitekey, 'nobody', '', 'x'.repeat(300)]) {
      const page = await open(`sitekey=${sitekey}`)
      assert.match(page, /id="privacy">What is kept of you/)
      assert.doesNotMatch(page, /What this site says|notice|https?:\/\//)
    }
    await open('')
  })

  test('runs nothing and says nothing of where the visitor comes from', async () => {
    const page = await open('sitekey="><script>alert(1)</script>')
    assert.doesNotMatch(page, /<script/)
    const { headers } = await service.app.inject('/about')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.match(String(headers['content-security-policy']), /^default-src 'none'/)
  })
})
