import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { ChallengeBody } from '../../wire/challenge.ts'
import type { KindView } from '../kinds/kind.ts'
import type { KnownChallenge } from './challenge.ts'
import { parseChallenge, parseErrorCode } from './parse.ts'

const baseUrl = 'https://captcha.example/v2'

const kinds: readonly KindView[] = ['classification', 'hearing'].map((name) => ({
  name,
  css: '',
  _wording: {},
  _show: () => assert.fail(),
}))

const sent: ChallengeBody = {
  challenge_id: 'c1',
  type: 'classification',
  keyword: 'map',
  keyword_language: 'en',
  language: 'en',
  direction: 'ltr',
  images: [{ id: 'a', url: '/picture/a', width: 200, height: 200 }],
  credits: [{ text: 'An archive', url: null, licence: 'CC0-1.0' }],
  expires_in_seconds: 600,
}

test('a picture is found at the origin of the service, whatever the base URL ends with', () => {
  const challenge = parse(sent)
  assert.equal(challenge?._media[0]?.url, 'https://captcha.example/picture/a')
  assert.deepEqual([challenge?._keyword, challenge?._keywordLanguage], ['map', 'en'])
})

function parse(body: unknown): KnownChallenge | null {
  const fetched = parseChallenge(body, { _baseUrl: baseUrl, _kinds: kinds })
  return fetched?.is === 'challenge' ? fetched._challenge : null
}

const broken: [name: string, body: unknown][] = [
  ['a page of a proxy', '<html>'],
  ['nothing', null],
  ['no picture', { ...sent, images: [] }],
  ['a picture without an id', { ...sent, images: [{ url: '/picture/a' }] }],
  ['a picture at an impossible address', { ...sent, images: [{ id: 'a', url: 'http://[' }] }],
  ['no id', { ...sent, challenge_id: 7 }],
]

for (const [name, body] of broken) {
  test(`a challenge that is ${name} is not shown`, () => {
    assert.equal(parse(body), null)
  })
}

test('a challenge of a kind that is not in the table is refused as such', () => {
  for (const type of ['audio', 'constructor', '__proto__'])
    assert.deepEqual(parseChallenge({ ...sent, type }, { _baseUrl: baseUrl, _kinds: kinds }), {
      is: 'unknown-kind',
    })
})

test('what is heard is read as pictures are, with how long it lasts', () => {
  const media = [{ id: 'a', url: '/api/media/c1/a', type: 'audio/wav', duration_seconds: 2.5 }]
  const challenge = parse({ ...sent, type: 'hearing', images: [], media })
  const url = 'https://captcha.example/api/media/c1/a'
  const shown = { id: 'a', url, width: 1, height: 1, _durationSeconds: 2.5, _bytes: undefined }
  assert.deepEqual(challenge?._media, [shown])
  assert.equal(challenge._kind.name, 'hearing')
})

test('the pictures that came with a challenge are where it says, and none where it does not', () => {
  const rest = Uint8Array.of(1, 2, 3, 4, 5)
  const images = [
    { ...sent.images[0], bytes: [0, 2] },
    { ...sent.images[0], bytes: [2, 9] },
    sent.images[0],
  ]
  const known = { _baseUrl: baseUrl, _kinds: kinds, _rest: rest }
  const fetched = parseChallenge({ ...sent, images }, known)
  const media = fetched?.is === 'challenge' ? fetched._challenge._media : []
  assert.deepEqual(
    media.map(({ _bytes: bytes }) => [...(bytes ?? [])]),
    [[1, 2], [3, 4, 5], []],
  )
  for (const bytes of [7, null, {}, 'all'])
    parseChallenge({ ...sent, images: [{ ...sent.images[0], bytes }] }, known)
})

test('a challenge shows no more pictures and credits than its limits', () => {
  const long = {
    ...sent,
    images: Array.from({ length: 500 }, () => sent.images[0]),
    credits: Array.from({ length: 500 }, () => sent.credits[0]),
  }
  const challenge = parse(long)
  assert.equal(challenge?._media.length, 16)
  assert.equal(challenge?._credits.length, 16)
})

test('whatever JSON comes, reading it gives a challenge or null', () => {
  const almost = fc.record(
    {
      challenge_id: fc.oneof(fc.string(), fc.jsonValue()),
      type: fc.oneof(fc.constantFrom('transcription', 'classification'), fc.jsonValue()),
      images: fc.oneof(fc.array(fc.record({ id: fc.string(), url: fc.string() })), fc.jsonValue()),
      credits: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(almost, fc.jsonValue()), (body) => {
      const challenge = parse(body)
      assert.ok((challenge?._media ?? []).every(({ url }) => URL.canParse(url)))
    }),
  )
})

test('only an error that states its code has one', () => {
  assert.equal(parseErrorCode({ error: 'no_items', message: 'None.' }), 'no_items')
  for (const body of [undefined, null, 'no_items', {}, { error: 404 }]) {
    assert.equal(parseErrorCode(body), null)
  }
})
