import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addSecret, changeSite, hcaptchaClient } from '../../../test/setup/hcaptcha-client.ts'
import {
  answerTo,
  openService,
  lookInside,
  type ServiceFixture,
} from '../../../test/setup/service.ts'
import type { Site } from '../../model/site.ts'
import type { PassBody } from '../../wire/api.ts'
import type { ChallengeBody } from '../../wire/challenge.ts'

const host = 'captcha.example'
const listed = 'https://www.example.org:8443'
const evil = 'https://evil.example'
const garbage = ['', ' ', 'www.example.org', 'https://', 'javascript:1', `${listed} ${evil}`]
const tooMuch = [7, null, [listed], 'x'.repeat(801)]

function nameOf(sent: object): string {
  return JSON.stringify(sent).slice(0, 100)
}

type Headers = Record<string, string>
const ours: Headers[] = [
  { host, origin: `https://${host}` },
  { host, 'sec-fetch-site': 'same-origin' },
  { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' },
]
const foreign: Headers[] = [
  { host, origin: evil },
  { host, origin: evil, 'sec-fetch-site': 'cross-site' },
  { host, origin: 'null', 'sec-fetch-site': 'cross-site' },
  { host, 'sec-fetch-site': 'cross-site' },
  { host, 'sec-fetch-site': 'none' },
  { host },
  // Another port or scheme on our own host was taken for our own origin.
  { host, origin: `https://${host}:8443` },
  { host, origin: `http://${host}`, 'sec-fetch-site': 'same-site' },
]

// Our frame asks at its own origin, so `Origin` no longer names the page around it. The field that names the
// page instead must not be trusted from anyone else.
describe('the page around our own frame', () => {
  let service: ServiceFixture
  let site: Site
  let client: ReturnType<typeof hcaptchaClient>
  before(async () => {
    service = await openService()
    const change = { domains: ['example.org'], allowsLocalhost: false }
    site = await changeSite(service.store, service.sites.transcription, change)
    client = hcaptchaClient(service, site)
  })
  after(() => service.close())

  /** The host recorded with the challenge that was issued, or the code of the refusal. */
  const outcomeOf = async (reply: Awaited<ReturnType<typeof client.ask>>): Promise<string> => {
    const { challenge, error } = reply.json<{ challenge?: ChallengeBody; error?: string }>()
    if (!challenge) return `${reply.statusCode} ${error}`
    return String((await lookInside(service.store, challenge.challenge_id)).host)
  }

  const page = listed
  const ofOurs: [body: object, outcome: string][] = [
    [{ page }, 'www.example.org'],
    [{ page, host: 'shown.example' }, 'www.example.org'],
    [{ page: 'null', host: 'example.org' }, '403 foreign_host'],
    [{ page: 'null' }, '403 foreign_host'],
    [{ page: 'null', host: 'evil.example' }, '403 foreign_host'],
    [{ page: evil }, '403 foreign_host'],
    [{ page: evil, host: 'example.org' }, '403 foreign_host'],
    [{}, '403 foreign_host'],
    ...garbage.map((text): [object, string] => [{ page: text }, '403 foreign_host']),
    ...tooMuch.map((value): [object, string] => [{ page: value }, '400 bad_request']),
  ]
  for (const [body, outcome] of ofOurs) {
    test(`our frame that asks with ${nameOf(body)} gets ${outcome}`, async () => {
      for (const headers of ours)
        assert.equal(await outcomeOf(await client.ask(body, headers)), outcome, nameOf(headers))
    })
  }

  for (const headers of foreign) {
    test(`a claimed page is ignored if the request has ${nameOf(headers)}`, async () => {
      assert.equal(await outcomeOf(await client.ask({ page }, headers)), '403 foreign_host')
    })
  }

  test('a page that asks for itself is known by its Origin, whatever page it names', async () => {
    for (const named of [evil, 'null', ...garbage]) {
      const headers = { host, origin: listed, 'sec-fetch-site': 'cross-site' }
      assert.equal(await outcomeOf(await client.ask({ page: named }, headers)), 'www.example.org')
    }
  })

  // It recorded the host that the page stated, so a hostile page got a token with its victim's name.
  test('a site without domains takes any page around our frame that has a name, and records that', async () => {
    const { classification } = service.sites
    const open = hcaptchaClient(service, classification)
    for (const headers of ours) {
      for (const more of [{}, { host: 'victim.example' }])
        assert.equal(
          await outcomeOf(await open.ask({ page: evil, ...more }, headers)),
          'evil.example',
        )
      for (const named of ['null', ...garbage])
        assert.equal(await outcomeOf(await open.ask({ page: named }, headers)), '403 foreign_host')
    }
  })

  for (const headers of ours) {
    test(`our frame answers for its page, with ${nameOf(headers)}, and siteverify names that page`, async () => {
      const asked = (await client.ask({ page }, headers)).json<{ challenge: ChallengeBody }>()
      const { challenge_id: id } = asked.challenge
      const right = answerTo(await lookInside(service.store, id), true)
      const refused = [
        await client.answer(id, { ...right, page: evil }, headers),
        ...(await Promise.all(
          foreign
            .filter(({ origin }) => origin === evil)
            .map((from) => client.answer(id, { ...right, page }, from)),
        )),
      ]
      for (const reply of refused) assert.equal(await outcomeOf(reply), '403 foreign_host')
      for (const value of tooMuch) {
        const reply = await client.answer(id, { ...right, page: value }, headers)
        assert.equal(await outcomeOf(reply), '400 bad_request')
      }
      const { pass } = (await client.answer(id, { ...right, page }, headers)).json<{
        pass: PassBody
      }>()
      const secret = await addSecret(service.store, site)
      const verified = await client.verify({ secret, response: pass.token })
      assert.equal(verified.success && verified.hostname, 'www.example.org')
    })
  }

  test('our frame in an app or a file answers for the host that was claimed when it asked, if the site allows such pages', async () => {
    await changeSite(service.store, site, { allowsNullOrigin: true })
    const body = { page: 'null', host: 'example.org' }
    for (const headers of ours) {
      const asked = (await client.ask(body, headers)).json<{ challenge: ChallengeBody }>()
      const { challenge_id: id } = asked.challenge
      const right = answerTo(await lookInside(service.store, id), true)
      const reply = await client.answer(id, { ...right, page: 'null' }, headers)
      assert.match(reply.json<{ pass: PassBody }>().pass.token, /^P1_/)
    }
  })
})
