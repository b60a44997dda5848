import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fallbackPages } from '../../test/setup/fallback-client.ts'
import { hcaptchaClient } from '../../test/setup/hcaptcha-client.ts'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'

type Headers = Record<string, string>
const cross = { 'sec-fetch-site': 'cross-site' }
const ways: Readonly<Record<string, Headers>> = {
  script: { ...cross, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
  'own script': {
    'sec-fetch-site': 'same-origin',
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': 'same-origin',
  },
  'old browser': {},
  image: { ...cross, 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' },
  'readable image': { ...cross, 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'cors' },
  audio: { ...cross, 'sec-fetch-dest': 'audio', 'sec-fetch-mode': 'no-cors' },
  'script element': { ...cross, 'sec-fetch-dest': 'script', 'sec-fetch-mode': 'no-cors' },
  'style sheet': { ...cross, 'sec-fetch-dest': 'style', 'sec-fetch-mode': 'no-cors' },
  frame: { ...cross, 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' },
  link: { ...cross, 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  beacon: { ...cross, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors' },
  'something new': { ...cross, 'sec-fetch-dest': 'hologram', 'sec-fetch-mode': 'cors' },
}
const asked = ['script', 'own script', 'old browser']
const shown = [...asked, 'image', 'readable image', 'beacon']

// 8 000 GETs retired most items of a corpus, and an `<img>` on any page could make them.
describe('what browsers say of a request', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  /** The ways in which an address was not refused as misplaced. */
  const waysTo = async (request: { method?: 'POST'; url: string }): Promise<string[]> => {
    const taken: string[] = []
    for (const [way, headers] of Object.entries(ways)) {
      const payload = request.method ? { payload: {} } : {}
      const reply = await service.app.inject({ ...request, headers, ...payload })
      // A page for people says it in HTML.
      if (/\bmisplaced\b/.test(reply.body)) assert.equal(reply.statusCode, 403)
      else taken.push(way)
    }
    return taken
  }

  test('every contract is asked and answered by scripts alone, and reports too', async () => {
    const { sitekey } = service.sites.transcription
    for (const base of ['', '/v1', '/v2']) {
      const url = `${base}/challenge/${sitekey}`
      assert.deepEqual(await waysTo({ url }), asked, url)
      assert.deepEqual(await waysTo({ method: 'POST', url: `${url}/c` }), asked, url)
    }
    for (const url of ['/api/challenge', '/api/answer', '/api/report'])
      assert.deepEqual(await waysTo({ method: 'POST', url }), asked, url)
  })

  test('pictures are shown or fetched, and never framed or run; recordings are heard', async () => {
    const client = hcaptchaClient(service, service.sites.transcription)
    const { challenge_id: id, images } = await client.getChallenge()
    const path = `/${id}/${images[0]?.id}`
    assert.deepEqual(await waysTo({ url: `/api/picture${path}` }), shown)
    const heard = Object.keys(ways).filter((way) => way === 'audio' || shown.includes(way))
    assert.deepEqual(await waysTo({ url: `/api/media${path}` }), heard)
  })

  test('pages without scripts are shown by links and frames, and send only forms of their own', async () => {
    const shownPages = ['old browser', 'frame', 'link']
    const { sitekey } = service.sites.transcription
    for (const page of Object.values(fallbackPages)) {
      const url = `${page}${sitekey}`
      assert.deepEqual(await waysTo({ url }), shownPages, url)
      assert.deepEqual(await waysTo({ method: 'POST', url }), ['old browser'], url)
    }
  })

  test('servers, scripts, words and pages are not held to them', async () => {
    const open = ['/1/api.js', '/health/live', '/demo', '/1/releases.json', '/words']
    for (const url of open) assert.deepEqual(await waysTo({ url }), Object.keys(ways), url)
    const url = '/siteverify'
    assert.deepEqual(await waysTo({ method: 'POST', url }), Object.keys(ways))
  })
})
