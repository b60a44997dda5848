import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { foldText } from '../challenge/compare.ts'
import { cleanText } from '../model/clean-text.ts'
import type { Label } from '../model/challenge.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { Item } from '../model/item.ts'
import type { Reading } from '../model/reading.ts'
import { item } from '../store/records.contract.ts'
import { settle } from './settle.ts'

const spelling = { fold: (text: string) => foldText(text, defaultTextPolicy), clean: cleanText }
const unknown: Partial<Item> = { status: 'unknown', label: null }

let made = 0
const label = (given: string, change: Partial<Label> = {}): Label => {
  made += 1
  return {
    itemId: 'a',
    challengeId: `challenge ${made}`,
    corpus: 'letters',
    given,
    keyword: null,
    weight: 1,
    verdict: 'pass',
    cluster: `network ${made}`,
    elapsedMs: 4_000,
    givenAtMs: made,
    ...change,
  }
}

const read = (labels: readonly Label[], change: Partial<Item> = unknown): Reading | null =>
  settle({ item: item('a', change), labels, nowMs: 99 }, spelling)

const told = (labels: readonly Label[], change?: Partial<Item>): string => {
  const reading = read(labels, change)
  return reading ? `${reading.text}: ${reading.state}` : 'nothing'
}

describe('the labels of a text', () => {
  const cases: [string, readonly Label[], string][] = [
    ['none', [], 'nothing'],
    ['one', [label('Monat')], 'Monat: open'],
    ['two that agree', [label('Monat'), label('monat')], 'Monat: provisional'],
    ['three that agree', ['Monat', 'Monat', 'monat'].map((of) => label(of)), 'Monat: accepted'],
    [
      'three of one network',
      ['Monat', 'Monat', 'Monat'].map((of) => label(of, { cluster: 'one' })),
      'Monat: provisional',
    ],
    ['two that differ', [label('Monat'), label('Monet')], 'Monat: open'],
    ['three that differ', ['Monat', 'Monet', 'Magnet'].map((of) => label(of)), 'Magnet: contested'],
    [
      'three against one',
      ['Monat', 'Monat', 'x', 'Monat'].map((of) => label(of)),
      'Monat: accepted',
    ],
    [
      'two against two',
      ['Monat', 'Monet', 'Monet', 'Monat'].map((of) => label(of)),
      'Monat: contested',
    ],
    [
      'failed challenges',
      ['Monat', 'Monat'].map((of) => label(of, { verdict: 'fail' })),
      'nothing',
    ],
    ['answers without a letter', [label('???'), label('—')], 'nothing'],
  ]
  for (const [name, labels, wanted] of cases)
    test(`${name} settle as ${wanted}`, () => assert.equal(told(labels), wanted))

  test('are given back in the form that most have written, and of equals in the fuller one', () => {
    assert.equal(read(['élan', 'elan', 'Elan', 'élan'].map((of) => label(of)))?.text, 'élan')
    assert.equal(read(['elan', 'élan', 'elan,'].map((of) => label(of)))?.text, 'elan,')
  })

  test('are kept with what else was said', () => {
    const reading = read(['Monat', 'Monat', 'Monat', 'Monet'].map((of) => label(of)))
    assert.deepEqual(
      reading?.alternatives.map(({ text }) => text),
      ['Monet'],
    )
    assert.equal(reading?.answers, 4)
  })

  test('go before a machine’s text, which is a weak vote and never enough', () => {
    const machine: Partial<Item> = { status: 'doubtful', label: 'Monet', confidence: 1 }
    assert.equal(told([], machine), 'nothing')
    assert.equal(told([label('Monat')], machine), 'Monat: open')
    const reading = read(
      ['Monat', 'Monat', 'Monat'].map((of) => label(of)),
      machine,
    )
    assert.equal(reading?.state, 'accepted')
    assert.deepEqual(
      reading.alternatives.map(({ text }) => text),
      ['Monet'],
    )
    assert.equal(told([label('Monet'), label('Monet')], machine), 'Monet: provisional')
  })
})

describe('the labels of a picture', () => {
  const picture: Partial<Item> = { ...unknown, kind: 'classification', level: 'image' }
  const said = (keyword: string, given: 'yes' | 'no'): Label => label(given, { keyword })

  test('settle on the class with the most that said yes', () => {
    const labels = [
      said('apple', 'yes'),
      said('apple', 'yes'),
      said('pear', 'no'),
      said('apple', 'yes'),
    ]
    assert.equal(told(labels, picture), 'apple: accepted')
    assert.equal(told([...labels, said('pear', 'yes')], picture), 'apple: accepted')
  })
  test('settle on nothing where all said no', () => {
    assert.equal(told([said('apple', 'no'), said('pear', 'no')], picture), 'nothing')
  })
  test('do not settle on a class that as many deny', () => {
    const labels = ['yes', 'yes', 'yes', 'no', 'no', 'no'] as const
    assert.equal(
      told(
        labels.map((of) => said('apple', of)),
        picture,
      ),
      'apple: contested',
    )
  })
})

describe('settling', () => {
  const labels = fc.array(
    fc.record({
      given: fc.constantFrom('Monat', 'monat', 'Monet', 'x', '?'),
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
    }),
    { maxLength: 12 },
  )

  test('gives the same reading in whatever order the labels come', () => {
    fc.assert(
      fc.property(labels, (some) => {
        const given = some.map(({ given: text, weight }) => label(text, { weight }))
        const [one, other] = [read(given), read(given.toReversed())]
        assert.equal(one?.text, other?.text)
        assert.equal(one?.state, other?.state)
        assert.ok(Math.abs((one?.confidence ?? 0) - (other?.confidence ?? 0)) < 1e-9)
      }),
    )
  })
  test('is never less sure of a text for one more label that says it, nor ever quite sure', () => {
    fc.assert(
      fc.property(labels, (some) => {
        const given = some.map(({ given: text, weight }) => label(text, { weight }))
        const before = read(given)
        if (!before) return
        const after = read([...given, label(before.text)])
        assert.equal(after?.text.toLowerCase(), before.text.toLowerCase())
        assert.ok(after && after.confidence >= before.confidence && after.confidence < 1)
      }),
    )
  })
  test('accepts nothing on one answer alone', () => {
    fc.assert(fc.property(fc.string(), (text) => read([label(text)])?.state !== 'accepted'))
  })
})
