import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { Challenge, ChallengeItem, Given } from '../model/challenge.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import { kinds } from '../kinds/kinds.ts'
import { judge } from './judge.ts'

function item(imageId: string, role: ChallengeItem['role'], label: string | null): ChallengeItem {
  return {
    imageId,
    itemId: `item ${imageId}`,
    mediaId: 'p',
    role,
    label,
    seed: 1,
  }
}

function challenge(change: Partial<Challenge>): Challenge {
  return {
    id: 'c',
    sitekey: 's',
    corpus: 'letters',
    kind: 'transcription',
    keyword: null,
    shownKeyword: null,
    language: 'fr',
    direction: 'ltr',
    textPolicy: defaultTextPolicy,
    pairIds: [],
    items: [item('1', 'known', 'notaire'), item('2', 'unknown', null)],
    credits: [],
    thanks: 'nothing',
    level: 'easy',
    host: null,
    networkHash: 'n',
    prefixes: [],
    issuedAtMs: 0,
    expiresAtMs: 1,
    ...change,
  }
}

const tiles = challenge({
  kind: 'classification',
  keyword: 'pears',
  pairIds: [],
  items: [
    ...['1', '2', '3'].map((id) => item(id, 'known', 'pears')),
    ...['4', '5', '6', '7'].map((id) => item(id, 'known', 'plums')),
    item('8', 'unknown', 'pears'),
    item('9', 'unknown', null),
  ],
})

function texts(given: Record<string, string>): Given {
  return {
    kind: 'transcription',
    byImage: new Map(Object.entries(given)),
  }
}
function selected(...ids: string[]): Given {
  return { kind: 'classification', byImage: new Map(ids.map((id) => [id, 'yes'])) }
}

describe('judging a transcription', () => {
  test('the known text decides', () => {
    assert.equal(judge(kinds, challenge({}), texts({ 1: 'Notaire', 2: 'x' })).verdict, 'pass')
    assert.equal(judge(kinds, challenge({}), texts({ 1: 'x', 2: 'notaire' })).verdict, 'fail')
  })

  test('the unknown text never decides', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 50 }), (text) => {
        assert.equal(judge(kinds, challenge({}), texts({ 1: 'notaire', 2: text })).verdict, 'pass')
        assert.equal(
          judge(kinds, challenge({}), texts({ 1: 'tabellion', 2: text })).verdict,
          'fail',
        )
      }),
    )
  })

  test('a picture left out, or one of another challenge, fails', () => {
    assert.equal(judge(kinds, challenge({}), texts({ 1: 'notaire' })).verdict, 'fail')
    assert.equal(judge(kinds, challenge({}), texts({ 1: 'notaire', 3: 'x' })).verdict, 'fail')
    assert.equal(
      judge(kinds, challenge({}), texts({ 1: 'notaire', 2: 'x', 3: 'x' })).verdict,
      'fail',
    )
    assert.equal(judge(kinds, challenge({}), texts({})).verdict, 'fail')
  })

  test('an answer of the other kind fails', () => {
    assert.equal(judge(kinds, challenge({}), selected('1')).verdict, 'fail')
    assert.equal(judge(kinds, tiles, texts({ 1: 'pears' })).verdict, 'fail')
  })

  test('a challenge without a known item cannot be passed', () => {
    const nothing = challenge({
      pairIds: [],
      items: [item('1', 'unknown', 'a'), item('2', 'unknown', 'b')],
    })
    assert.equal(judge(kinds, nothing, texts({ 1: 'a', 2: 'b' })).verdict, 'fail')
    const unlabelled = challenge({
      pairIds: [],
      items: [item('1', 'known', null), item('2', 'unknown', null)],
    })
    assert.equal(judge(kinds, unlabelled, texts({ 1: '', 2: '' })).verdict, 'fail')
  })

  test('what each known item said is returned, for the labels of the same answer', () => {
    const { known } = judge(kinds, challenge({}), texts({ 1: 'notoire', 2: 'x' }))
    assert.deepEqual(known, [{ itemId: 'item 1', given: 'notoire', isRight: true }])
  })
})

describe('judging a classification', () => {
  test('of all 512 subsets of the nine pictures those four pass that have the three and none of the four', () => {
    const passing: string[] = []
    for (let bits = 0; bits < 512; bits += 1) {
      const ids = tiles.items.filter((_, n) => bits & (1 << n)).map(({ imageId }) => imageId)
      if (judge(kinds, tiles, selected(...ids)).verdict === 'pass') passing.push(ids.join(''))
    }
    assert.deepEqual(passing, ['123', '1238', '1239', '12389'])
  })

  test('what the visitor read in place of the class decides nothing', () => {
    const shown = { ...tiles, shownKeyword: { text: 'plums', language: 'de' } }
    assert.equal(judge(kinds, shown, selected('1', '2', '3')).verdict, 'pass')
    assert.equal(judge(kinds, shown, selected('4', '5', '6', '7')).verdict, 'fail')
  })

  test('a picture of another challenge fails', () => {
    assert.equal(judge(kinds, tiles, selected('1', '2', '3', 'x')).verdict, 'fail')
  })
})

// The judge compared kinds by name, and treated all but transcription as classification. For a challenge of a
// third kind any answer was right, because it said no to a class that nobody had asked for.
describe('judging a kind that nobody knows', () => {
  const pointing = challenge({
    kind: 'pointing',
    pairIds: [],
    items: [item('1', 'known', '12,40')],
  })

  test('fails whatever was given', () => {
    const byImage = new Map([['1', '12,40']])
    for (const kind of ['pointing', 'transcription', 'classification', '', 'constructor'])
      for (const given of [byImage, new Map<string, string>()])
        assert.equal(judge(kinds, pointing, { kind, byImage: given }).verdict, 'fail')
  })

  test('fails whatever its name is', () => {
    fc.assert(
      fc.property(fc.string(), (kind) => {
        fc.pre(!kinds.has(kind))
        const given = { kind, byImage: new Map([['1', '12,40']]) }
        assert.equal(judge(kinds, { ...pointing, kind }, given).verdict, 'fail')
      }),
    )
  })
})
