import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evidence, item, label } from '../../test/setup/canary.ts'
import { agreeOnClass } from '../kinds/classification/agreement.ts'
import { agreeOnText } from '../kinds/transcription/agreement.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { Evidence, Reading } from '../model/reading.ts'
import { isCanary, isRightLabel, openCanaries, type CanaryTerms } from './canary.ts'

function reading(text: string, change: Partial<Reading> = {}): Reading {
  return {
    itemId: 'a',
    corpus: 'letters',
    text,
    state: 'accepted',
    confidence: 1,
    rawConfidence: 1,
    answers: 2,
    networks: 2,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 1,
    lastAnswerAtMs: 1,
    engine: 'test',
    ...change,
  }
}

const onText = agreeOnText(defaultTextPolicy)
/** An engine that believes the first label. */
const first: CanaryTerms = {
  agreement: onText,
  settle: ({ labels: [one] }) => (one ? reading(one.given) : null),
}

describe('a canary', () => {
  test('is a known item that was labelled; one that is doubted or without labels is none', () => {
    assert.equal(isCanary(evidence([label('Haus')])), true)
    assert.equal(isCanary(evidence([])), false)
    assert.equal(isCanary(evidence([label('Haus')], { poolStatus: 'doubtful' })), false)
    const unknown = { ...item, status: 'unknown', label: null } as const
    assert.equal(isCanary(evidence([label('Haus')], { item: unknown })), false)
  })

  test('is settled without what is known of it', () => {
    const seen: Evidence[] = []
    const settle = (of: Evidence): null => (seen.push(of), null)
    openCanaries({ agreement: onText, settle }).add(evidence([label('Haus')]))
    const [{ item: shown, poolStatus, knownAnswers } = evidence([])] = seen
    assert.deepEqual([shown.status, shown.label, poolStatus], ['unknown', null, 'unknown'])
    assert.deepEqual(knownAnswers, [])
  })

  test('measures how many labels of visitors who passed are right, and what would have been accepted', () => {
    const canaries = openCanaries(first)
    canaries.add(evidence([label('haus'), label('Maus'), label('x', { verdict: 'fail' })]))
    canaries.add(evidence([label('Maus'), label('Haus')]))
    canaries.add(evidence([]))
    const { calibrationError, ...health } = canaries.measure()
    assert.deepEqual(health, {
      items: 2,
      labels: 4,
      labelAccuracy: 0.5,
      accepted: 2,
      acceptedAccuracy: 0.5,
      coverage99: 0,
    })
    assert.equal(calibrationError, 0.5)
  })

  test('is empty if there is none', () => {
    const health = openCanaries(first).measure()
    assert.deepEqual([health.labelAccuracy, health.coverage99], [null, null])
  })

  test('of a class is right by a yes to it and a no to another', () => {
    const cases = [
      ['yes', 'map', true],
      ['no', 'map', false],
      ['yes', 'seal', false],
      ['no', 'seal', true],
    ] as const
    const agreement = agreeOnClass()
    for (const [given, keyword, right] of cases)
      assert.equal(isRightLabel({ given, keyword }, 'map', { agreement }), right)
  })
})
