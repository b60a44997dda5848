import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  evidenceOf,
  fitOf,
  knownAnswerOf,
  labelOf,
  labelsOf,
  termsOf,
} from '../../test/setup/evidence.ts'
import type { Label } from '../model/answer.ts'
import type { Item } from '../model/item.ts'
import type { Decision, Evidence, Reading } from '../model/reading.ts'
import type { Recall } from '../model/recall.ts'
import { beginFit, engine } from './fit.ts'
import { settle } from './settle.ts'

const terms = termsOf('transcription')
const fit = beginFit('transcription')

function read(evidence: Evidence): Reading | null {
  return settle(evidence, fit, terms)
}

function resultOf(evidence: Evidence): string {
  const reading = read(evidence)
  return reading ? `${reading.text}: ${reading.state}` : 'nothing'
}

function machine(label: string, confidence: number | null = 1): { item: Partial<Item> } {
  return {
    item: { status: 'doubtful', label, confidence },
  }
}

function failed(n: number, given: string): Label {
  return labelOf(n, given, { weight: 0, verdict: 'fail' })
}

describe('the labels of a text', () => {
  const cases: [string, readonly Label[], string][] = [
    ['none', [], 'nothing'],
    ['one', labelsOf('Monat'), 'Monat: open'],
    ['two that agree', labelsOf('Monat', 'monat'), 'Monat: accepted'],
    ['two that differ', labelsOf('Monat', 'Monet'), 'Monat: open'],
    [
      'three of one network',
      labelsOf('Monat', 'Monat', 'Monat').map((label) => ({ ...label, networkHash: 'one' })),
      'Monat: open',
    ],
    ['three against one', labelsOf('Monat', 'Monat', 'x', 'Monat'), 'Monat: accepted'],
    ['two against two', labelsOf('Monat', 'Monet', 'Monet', 'Monat'), 'Monat: open'],
    [
      'eight that never agree',
      labelsOf('Monat', 'Monet', 'Monet', 'Monat', 'Magnet', 'Magnet', 'Mont', 'Monat'),
      'Monat: contested',
    ],
    ['two of failed challenges', [failed(1, 'Monat'), failed(2, 'Monat')], 'Monat: provisional'],
    ['answers without a letter', labelsOf('???', '—', ''), 'nothing'],
  ]
  for (const [name, labels, wanted] of cases)
    test(`${name} settle as ${wanted}`, () => assert.equal(resultOf(evidenceOf(labels)), wanted))

  test('are returned in the form that most wrote, or the fuller of equally common ones', () => {
    assert.equal(read(evidenceOf(labelsOf('élan', 'elan', 'Elan', 'élan')))?.text, 'élan')
    assert.equal(read(evidenceOf(labelsOf('elan', 'élan', 'elan,')))?.text, 'elan,')
  })

  test('are kept with all that is known about them', () => {
    const reading = read(evidenceOf(labelsOf('Monat', 'Monet', 'Monat', 'Monat')))
    assert.ok(reading)
    const { text, answers, networks, agreement, alternatives } = reading
    assert.deepEqual([text, answers, networks, agreement], ['Monat', 4, 3, 0.75])
    assert.deepEqual(
      alternatives.map((other) => other.text),
      ['Monet'],
    )
    assert.deepEqual([reading.firstAnswerAtMs, reading.lastAnswerAtMs], [0, 3])
    assert.equal(reading.engine, engine)
    assert.ok(reading.attack > 0 && reading.attack < 0.2)
  })

  test('count once for each network, by what it said first', () => {
    const labels = ['Monat', 'Monet', 'Monet'].map((given, n) =>
      labelOf(9 - n, given, { networkHash: 'one', givenAtMs: n }),
    )
    const reading = read(evidenceOf(labels))
    assert.deepEqual([reading?.text, reading?.answers], ['Monat', 1])
  })

  test('of failed challenges weigh less than those of passed ones', () => {
    const passed = read(evidenceOf(labelsOf('Monat', 'Monat')))
    const doubted = read(evidenceOf([labelOf(0, 'Monat'), failed(1, 'Monat')]))
    assert.ok(passed && doubted && doubted.confidence < passed.confidence)
    assert.equal(resultOf(evidenceOf([labelOf(0, 'Monat'), failed(1, 'Monet')])), 'Monat: open')
  })

  test('of a network that often agreed with others weigh more than those of one that did not', () => {
    const confidenceWith = (agreed: number): number => {
      const known = fitOf('transcription', [{ networkHash: 'network 0', compared: 30, agreed }])
      return settle(evidenceOf(labelsOf('Monat')), known, terms)?.confidence ?? 0
    }
    assert.ok(confidenceWith(29) > confidenceWith(12))
  })

  test('are claimed with less confidence if canaries showed the raw one to be too high', () => {
    const mild = { ...fit, parameters: { ...fit.parameters, temperature: 0.6 } }
    const reading = settle(evidenceOf(labelsOf('Monat', 'Monat')), mild, terms)
    assert.ok(reading && reading.confidence < reading.rawConfidence)
    assert.equal(reading.state, 'provisional')
  })

  test('are accepted only from as many networks as the corpus wants', () => {
    const evidence = evidenceOf(labelsOf('Monat', 'Monat', 'Monat'))
    const wanting = (networksMin: number): string | undefined =>
      settle(evidence, fit, termsOf('transcription', { networksMin }))?.state
    assert.deepEqual([wanting(3), wanting(4)], ['accepted', 'provisional'])
  })
})

describe('a machine’s reading', () => {
  test('is a weak vote, an alternative and never the reading', () => {
    assert.equal(resultOf(evidenceOf([], machine('Monet'))), 'nothing')
    const reading = read(evidenceOf(labelsOf('Monat'), machine('Monet')))
    assert.deepEqual([reading?.text, reading?.state], ['Monat', 'open'])
    assert.deepEqual(
      reading?.alternatives.map(({ text }) => text),
      ['Monet'],
    )
  })

  test('that agrees makes the same labels surer', () => {
    const alone = read(evidenceOf(labelsOf('Monat')))
    const helped = read(evidenceOf(labelsOf('Monat'), machine('Monat')))
    assert.ok(alone && helped && helped.confidence > alone.confidence)
  })

  test('takes one more human, however sure it is', () => {
    const two = labelsOf('Monat', 'Monat')
    assert.equal(resultOf(evidenceOf(two, machine('Monat'))), 'Monat: provisional')
    const three = [...two, labelOf(2, 'Monat')]
    assert.equal(resultOf(evidenceOf(three, machine('Monat'))), 'Monat: accepted')
    assert.equal(resultOf(evidenceOf(three, machine('Monet'))), 'Monat: accepted')
  })

  test('in a form that as many wrote decides between the forms', () => {
    const labels = labelsOf('elan', 'élan')
    assert.equal(read(evidenceOf(labels))?.text, 'élan')
    assert.equal(read(evidenceOf(labels, machine('elan')))?.text, 'elan')
  })
})

describe('labels that are not trusted', () => {
  const labels = ['Monat', 'Monat', 'Monet', 'Monet', 'Monet'].map((given, n) =>
    labelOf(n, given, { givenAtMs: 10 * n, networkHash: n < 2 ? `network ${n}` : `bot ${n}` }),
  )
  const bots = ['bot 2', 'bot 3', 'bot 4']
  const recalled = (change: Partial<Recall>): Recall => {
    const open = { networkHash: null, fromMs: null, toMs: null, liftedAtMs: null, alarm: null }
    return { id: 'r', corpus: 'letters', reason: 'bots', recalledAtMs: 99, ...open, ...change }
  }
  const ofHeld = fitOf(
    'transcription',
    bots.map((networkHash) => ({ networkHash, isHeld: true })),
  )
  const poisoned = { fromMs: 20, toMs: 50, reason: 'disagreement' as const }
  const ofPeriod = { ...fit, parameters: { ...fit.parameters, periods: [poisoned] } }
  const cases = [
    ['of held networks', ofHeld, []],
    ['of a poisoned time', ofPeriod, []],
    ['of recalled networks', fit, bots.map((networkHash) => recalled({ networkHash }))],
    ['of a recalled time', fit, [recalled({ fromMs: 20, toMs: 41 })]],
    ['of a time recalled from its beginning on', fit, [recalled({ fromMs: 20 })]],
  ] as const

  test('are otherwise counted', () => {
    const reading = read(evidenceOf(labels))
    assert.deepEqual([reading?.text, reading?.answers], ['Monet', 5])
  })
  for (const [name, learned, recalls] of cases)
    test(`because they are ${name} do not count, as the reading's figures show`, () => {
      const reading = settle(evidenceOf(labels), learned, { ...terms, recalls })
      assert.ok(reading)
      const { text, state, answers, networks, agreement, alternatives } = reading
      assert.deepEqual([text, state, answers, networks], ['Monat', 'accepted', 2, 2])
      assert.deepEqual([agreement, alternatives, reading.lastAnswerAtMs], [1, [], 10])
    })

  test('up to just before the end of a recalled time alone', () => {
    const reading = settle(evidenceOf(labels), fit, {
      ...terms,
      recalls: [recalled({ fromMs: 20, toMs: 40 })],
    })
    assert.equal(reading?.answers, 3)
  })
  test('leave nothing if there are no others', () => {
    const recalls = [recalled({})]
    assert.equal(settle(evidenceOf(labels), fit, { ...terms, recalls }), null)
  })
})

describe('what the archive decides', () => {
  const decided = (decision: Decision['decision'], text: string | null = null): Decision => ({
    itemId: 'a',
    corpus: 'letters',
    decision,
    text,
    decidedAtMs: 50,
  })
  const labels = labelsOf('Monat', 'Monet', 'Monat')
  const cases: [string, readonly Label[], Decision, string][] = [
    ['accepts the reading as it is', labels, decided('accept'), 'Monat: accepted'],
    ['accepts another text', labels, decided('accept', 'Magnet'), 'Magnet: accepted'],
    ['rejects the reading', labels, decided('reject'), 'Monat: rejected'],
    ['takes an earlier word back', labels, decided('reopen'), resultOf(evidenceOf(labels))],
    ['accepts a text that nobody gave', [], decided('accept', 'Magnet'), 'Magnet: accepted'],
    ['rejects what nobody gave', [], decided('reject'), ': rejected'],
    ['accepts what nobody gave', [], decided('accept'), 'nothing'],
  ]
  for (const [name, given, decision, wanted] of cases)
    test(`stands if it ${name}`, () =>
      assert.equal(resultOf(evidenceOf(given, { decision })), wanted))
})

describe('an item that networks say nobody can read', () => {
  const cases: [string, Partial<Evidence>, readonly Label[], string][] = [
    ['one', { unreadableNetworks: 1 }, labelsOf('Monat'), 'Monat: open'],
    ['two', { unreadableNetworks: 2 }, labelsOf('Monat'), 'Monat: unreadable'],
    ['two and nobody read it', { unreadableNetworks: 2 }, [], ': unreadable'],
    ['two but two agree', { unreadableNetworks: 2 }, labelsOf('Monat', 'Monat'), 'Monat: accepted'],
    [
      'as many as read it alike, all of failed challenges',
      { unreadableNetworks: 2 },
      [failed(0, 'Monat'), failed(1, 'Monat')],
      'Monat: unreadable',
    ],
  ]
  for (const [name, { unreadableNetworks = 0 }, labels, wanted] of cases)
    test(`is reported as ${wanted} if they are ${name}`, () =>
      assert.equal(resultOf(evidenceOf(labels, { unreadableNetworks })), wanted))
})

describe('a known item', () => {
  const known = { item: { status: 'known', label: 'Monat' } } as const
  test('has no reading, though as a canary it has labels', () => {
    assert.equal(read(evidenceOf([], known)), null)
    assert.equal(read(evidenceOf(labelsOf('Monet', 'Monet', 'Monet'), known)), null)
  })

  test('that is doubted is read again, from answers and labels alike', () => {
    const demoted = evidenceOf(labelsOf('Monet'), {
      ...known,
      poolStatus: 'doubtful',
      knownAnswers: [1, 2, 3].map((n) => knownAnswerOf(n, 'Monet')),
    })
    const reading = read(demoted)
    assert.deepEqual([reading?.text, reading?.state, reading?.answers], ['Monet', 'accepted', 4])
    assert.deepEqual(
      reading?.alternatives.map(({ text }) => text),
      ['Monat'],
    )
  })
})

describe('a text that the archive decided', () => {
  // The archive's own text was exported with the figures of the one that the crowd had agreed on.
  test('is certain, and keeps what visitors say about it', () => {
    const decision = {
      itemId: 'a',
      corpus: 'letters',
      decision: 'accept' as const,
      text: 'Mond',
      decidedAtMs: 9,
    }
    const reading = read(evidenceOf(labelsOf('Monat', 'Monat', 'Monat'), { decision }))
    assert.ok(reading)
    const { text, state, confidence, rawConfidence, networks, agreement } = reading
    const facts = [text, state, confidence, rawConfidence, networks, agreement]
    assert.deepEqual(facts, ['Mond', 'accepted', 1, 0, 0, 0])
    assert.equal(reading.alternatives[0]?.text, 'Monat')
  })
})
