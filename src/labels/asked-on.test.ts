import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Reading } from '../model/reading.ts'
import { stopRulesOf } from '../../test/setup/stop-rules.ts'
import { askedOnRules, isAskedOn, isShortOfKnown, type Asking } from './asked-on.ts'
import { informationGainOf } from './information-gain.ts'

function accepted(itemId: string, change: Partial<Reading> = {}): Reading {
  return {
    itemId,
    corpus: 'letters',
    text: 'Monat',
    state: 'accepted',
    confidence: 0.98,
    rawConfidence: 0.99,
    answers: 2,
    networks: 2,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 0,
    lastAnswerAtMs: 0,
    engine: 'test',
    ...change,
  }
}

const rich: Asking = { isShort: false, canDecide: () => true }
const short: Asking = { ...rich, isShort: true }
const ids = Array.from({ length: 4_000 }, (_, n) => `pool ${n}`)
function chosen(asking: Asking): string[] {
  return ids.filter((id) => isAskedOn(accepted(id), asking))
}

describe('an item is asked on when its reading is accepted', () => {
  test('in one case of eight, and in one of two if known items are short', () => {
    const { itemsPerOne, itemsPerOneWhereShort } = askedOnRules
    assert.ok(Math.abs(chosen(rich).length - ids.length / itemsPerOne) < 80)
    assert.ok(Math.abs(chosen(short).length - ids.length / itemsPerOneWhereShort) < 120)
  })

  test('if known items are short, whenever it is asked on if they are not', () => {
    const ofShort = new Set(chosen(short))
    assert.deepEqual(
      chosen(rich).filter((id) => !ofShort.has(id)),
      [],
    )
  })

  const ends: [string, Partial<Reading>][] = [
    ['enough networks gave the text', { networks: 4 }],
    ['somebody gave another', { agreement: 0.75 }],
    ['it was perhaps given in collusion', { attack: 0.02 }],
    ['its reading stands no more', { state: 'contested' }],
  ]
  for (const [name, change] of ends)
    test(`until ${name}`, () => {
      for (const id of chosen(rich)) assert.equal(isAskedOn(accepted(id, change), short), false)
    })

  test('but not one whose text no visitor could be asked to type', () => {
    const asking = { ...short, canDecide: (text: string) => text !== 'Monat' }
    assert.deepEqual(chosen(asking), [])
  })

  test('and an answer is worth the more the more networks it has, until it has enough', () => {
    const [id = ''] = chosen(rich)
    const [two, three, four] = [2, 3, 4].map((networks) =>
      informationGainOf(accepted(id, { networks }), 0.9, stopRulesOf('transcription')),
    )
    assert.ok((three ?? 0) > (two ?? 0) && (two ?? 0) > 0)
    assert.equal(four, 0)
  })
})

test('known items are short if there is less than one for every four to be read', () => {
  const supplies = [
    [0, 1, true],
    [100, 1_000, true],
    [100, 401, true],
    [100, 400, false],
    [10_000, 1_000_000, false],
  ] as const
  for (const [known, unread, isShort] of supplies)
    assert.equal(isShortOfKnown({ known, unread }), isShort, `${known} to ${unread}`)
})
