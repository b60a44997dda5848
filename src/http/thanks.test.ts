import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hcaptchaClient } from '../../test/setup/hcaptcha-client.ts'
import { ocapiClient } from '../../test/setup/ocapi-client.ts'
import { openService, type ServiceFixture } from '../../test/setup/service.ts'
import { demoParts } from '../model/demonstration.ts'
import { thanksOf } from './thanks.ts'

const words = {
  transcription: 'You read a word for {name}.',
  other: 'You did something for {name}.',
  somebody: 'an archive',
  demonstration: 'this demonstration',
}
const credit = { text: 'An archive of $& words', url: 'https://a.example/', licence: 'CC0-1.0' }
const challenge = {
  kind: 'transcription',
  corpus: 'letters',
  thanks: 'link',
  credits: [credit],
} as const

describe('the line that thanks a visitor', () => {
  const lineFor = (change: Partial<Parameters<typeof thanksOf>[0]>) =>
    thanksOf({ ...challenge, ...change }, { thanks: words })

  test('names whom the credit names, with its address only if the corpus wants that', () => {
    const text = 'You read a word for An archive of $& words.'
    assert.deepEqual(lineFor({}), { text, url: credit.url })
    assert.deepEqual(lineFor({ thanks: 'name' }), { text, url: null })
    assert.equal(lineFor({ thanks: 'nothing' }), null)
  })

  test('names nobody in particular where pictures have different credits, as it must not tell which one counts', () => {
    const other = { ...credit, text: 'Another', url: 'https://b.example/' }
    const text = 'You read a word for an archive.'
    assert.deepEqual(lineFor({ credits: [credit, other] }), { text, url: null })
    assert.deepEqual(lineFor({ credits: [other, { ...credit, text: 'Another' }] }), {
      text: 'You read a word for Another.',
      url: null,
    })
  })

  test('takes no credit for a name that is too long for one, and the demonstration for no archive', () => {
    const long = { ...credit, text: 'x'.repeat(81) }
    assert.match(lineFor({ credits: [long] })!.text, /for an archive\.$/)
    assert.match(lineFor({ credits: [{ ...credit, text: '' }] })!.text, /for an archive\.$/)
    const { corpus } = demoParts.words
    assert.match(lineFor({ corpus, credits: [long] })!.text, /for this demonstration\.$/)
  })

  test('has a sentence for a kind that no language knows', () => {
    assert.match(lineFor({ kind: 'pointing' })!.text, /^You did something for /)
  })
})

describe('a challenge', () => {
  let service: ServiceFixture
  before(async () => {
    service = await openService()
  })
  after(() => service.close())

  const line = { atMs: 0, organisation: 'main', actor: 'a', action: 'a', subject: '', detail: '' }

  test('brings the thanks of its corpus in the visitor’s language, in every contract, the same for every one', async () => {
    const { store, sites } = service
    const hcaptcha = hcaptchaClient(service, sites.transcription)
    const ocapi = ocapiClient(service, sites.transcription)
    assert.equal((await hcaptcha.getChallenge({})).thanks, undefined)
    await store.corpora.changeThanks('main', 'transcription', 'link', line)
    const url = 'https://archive.example/'
    const told = new Set<string>()
    for (let n = 0; n < 10; n += 1)
      told.add(JSON.stringify((await hcaptcha.getChallenge({ language: 'de' })).thanks))
    assert.deepEqual(
      [...told].map((text) => JSON.parse(text)),
      [[{ text: 'Danke: Damit haben Sie auch ein Wort für An archive gelesen.', url }]],
    )
    assert.equal((await ocapi.create()).thanks?.[0]?.url, url)
  })
})
