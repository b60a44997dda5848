import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Reading } from '../model/reading.ts'
import { stopRulesOf } from '../../test/setup/stop-rules.ts'
import { accuracyOf, informationGainOf } from './information-gain.ts'

const rules = stopRulesOf('transcription')

function reading(confidence: number, change: Partial<Reading> = {}): Reading {
  return {
    itemId: 'a',
    corpus: 'letters',
    text: 'Monat',
    state: 'open',
    confidence,
    rawConfidence: confidence,
    answers: 1,
    networks: 1,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 0,
    lastAnswerAtMs: 0,
    engine: 'test',
    ...change,
  }
}

const chance = fc.double({ min: 0, max: 1, noNaN: true })
const accuracies = fc.double({ min: 0.55, max: 0.99, noNaN: true })

test('an answer is never worth less than nothing, whatever is known of item and visitor', () => {
  const chances = fc.array(chance, { maxLength: 6 })
  fc.assert(
    fc.property(chance, chances, chance, (confidence, others, accuracy) => {
      const alternatives = others.map((other, n) => ({ text: `${n}`, confidence: other }))
      const gain = informationGainOf(reading(confidence, { alternatives }), accuracy, rules)
      assert.ok(gain >= 0 && gain < 10, String(gain))
    }),
  )
})

test('an answer to what is settled, or asked often enough, is worth nothing', () => {
  for (const state of ['accepted', 'rejected', 'unreadable', 'contested'] as const)
    assert.equal(informationGainOf(reading(0.6, { state }), 0.9, rules), 0)
  assert.equal(informationGainOf(reading(0.6, { answers: rules.answersMax }), 0.9, rules), 0)
})

test('of two readings that are likelier than not the nearer to the threshold is worth more', () => {
  const likely = fc.double({ min: 0.5, max: 0.96, noNaN: true })
  fc.assert(
    fc.property(likely, likely, accuracies, (one, another, accuracy) => {
      fc.pre(another - one > 0.02)
      const [less, more] = [one, another].map((of) =>
        informationGainOf(reading(of), accuracy, rules),
      )
      assert.ok((more ?? 0) > (less ?? 0), `${one}: ${less}, ${another}: ${more}`)
    }),
  )
})

test('what a visitor who reads well says is worth more than what a careless one says', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 0.96, noNaN: true }), (confidence) => {
      const [careless, careful] = [0.6, 0.9].map((of) =>
        informationGainOf(reading(confidence), of, rules),
      )
      assert.ok((careful ?? 0) > (careless ?? 0))
    }),
  )
  assert.ok(informationGainOf(null, 0.9, rules) > informationGainOf(null, 0.6, rules))
})

test('a visitor who guesses tells nothing', () => {
  assert.ok(informationGainOf(reading(0.7), 0.5, rules) < 1e-9)
  assert.ok(informationGainOf(null, 0.5, rules) < 1e-9)
})

test('a network counts by its own answers, or as an average one if it gave none', () => {
  const record = { networkHash: 'a', compared: 0, agreed: 0, isHeld: false }
  const usual = accuracyOf(null)
  assert.equal(accuracyOf({ ...record, knownAsked: 0, knownRight: 0 }), usual)
  assert.ok(accuracyOf({ ...record, knownAsked: 20, knownRight: 20 }) > usual)
  assert.ok(accuracyOf({ ...record, knownAsked: 20, knownRight: 2 }) < 0.3)
})
