import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { NetworkRecord } from '../model/fit.ts'
import type { Label } from '../model/answer.ts'
import type { Item } from '../model/item.ts'
import type { Evidence, KnownAnswer, Reading } from '../model/reading.ts'
import { stopRulesOf } from '../../test/setup/stop-rules.ts'
import { isFailed, isLeaked, type Network } from './refresh-known.ts'
import { binomialTail } from './refresh-tail.ts'
import { canariesWanted, fateOf, type Outlook } from './refresh.ts'

const dayMs = 86_400_000

const item: Item = {
  id: 'a',
  corpus: 'letters',
  sourceId: 'source',
  kind: 'transcription',
  status: 'unknown',
  stage: 'open',
  level: 'word',
  region: { is: 'box', box: { x: 0, y: 0, width: 30, height: 10 } },
  regionName: 'r',
  label: null,
  confidence: null,
  mediaId: 'p',
  lineId: null,
  place: null,
  readingOrder: null,
  machineScore: null,
}

const sure: Reading = {
  itemId: 'a',
  corpus: 'letters',
  text: 'Monat',
  state: 'accepted',
  confidence: 0.998,
  rawConfidence: 0.999,
  answers: 4,
  networks: 4,
  agreement: 1,
  attack: 0.001,
  alternatives: [],
  firstAnswerAtMs: 0,
  lastAnswerAtMs: 0,
  engine: 'test',
}

function evidence(change: Partial<Evidence> = {}): Evidence {
  return {
    item,
    poolStatus: 'unknown',
    labels: [],
    knownAnswers: [],
    unreadableNetworks: 0,
    decision: null,
    ...change,
  }
}

function outlook(change: Partial<Outlook> = {}): Outlook {
  return {
    reading: sure,
    recordOf: (networkHash) => record(networkHash, 10, 10),
    stopRules: stopRulesOf('transcription'),
    nowMs: 2 * dayMs,
    recalls: [],
    agreement: {
      aggregation: 'text',
      isRight: ({ given }, text) => given.toLowerCase() === text.toLowerCase(),
    },
    canDecide: (text) => text.length >= 3,
    ...change,
  }
}

function record(networkHash: string, knownAsked: number, knownRight: number): NetworkRecord {
  return {
    networkHash,
    knownAsked,
    knownRight,
    compared: 0,
    agreed: 0,
    isHeld: false,
  }
}

function answersOf(right: number, wrong: number, given = 'Tag'): KnownAnswer[] {
  return Array.from({ length: right + wrong }, (_, n) => ({
    itemId: 'a',
    challengeId: `challenge ${n}`,
    corpus: 'letters',
    given: n < right ? 'Monat' : given,
    keyword: null,
    isRight: n < right,
    verdict: n < right ? 'pass' : 'fail',
    networkHash: `network ${n}`,
    givenAtMs: 0,
  }))
}

function labelsOf(right: number, wrong: number, change: Partial<Label> = {}): Label[] {
  return answersOf(right, wrong).map((answers) => ({
    ...answers,
    weight: 1,
    knownAsked: 1,
    elapsedMs: 1,
    verdict: 'pass',
    ...change,
  }))
}

const known: Partial<Evidence> = {
  item: { ...item, status: 'known', label: 'Monat' },
  poolStatus: 'known',
}
const promoted: Partial<Evidence> = { poolStatus: 'known' }

describe('a reading decides from then on', () => {
  test('when it is sure, published and of many networks', () => {
    assert.equal(fateOf(evidence(), outlook()), 'promoted')
  })

  const unfit: [string, Partial<Reading>][] = [
    ['not accepted', { state: 'provisional' }],
    ['not sure enough', { confidence: 0.99 }],
    ['of too few networks', { networks: 3 }],
    ['spoken against', { agreement: 0.8 }],
    ['perhaps given in collusion', { attack: 0.02 }],
    ['in quarantine', { lastAnswerAtMs: 1.5 * dayMs }],
    ['too short to be typed', { text: 'in' }],
  ]
  for (const [name, change] of unfit)
    test(`but not one that is ${name}`, () => {
      assert.equal(fateOf(evidence(), outlook({ reading: { ...sure, ...change } })), null)
    })

  test('but not one that machines read as well', () => {
    const read = { item: { ...item, machineScore: 0.99 } }
    assert.equal(fateOf(evidence(read), outlook()), null)
  })

  test('but not if the archive knows the item, and not again if trusted networks failed it', () => {
    assert.equal(fateOf(evidence({ ...known, poolStatus: 'doubtful' }), outlook()), null)
    assert.equal(fateOf(evidence({ knownAnswers: answersOf(2, 12) }), outlook()), null)
  })
})

// Answers to an item that no longer decides are left out of the records. They were subtracted once more, so
// its networks seemed to know no other item, lost their trust, and the item decided again.
test('an item that trusted networks failed is not tried again if their records leave it out', () => {
  const failed = evidence({ knownAnswers: answersOf(0, 12) })
  const recordOf = (networkHash: string): NetworkRecord => record(networkHash, 1, 1)
  assert.equal(fateOf(failed, outlook({ recordOf })), null)
})

describe('a known item', () => {
  test('stays known while trusted networks read it as their records predict', () => {
    for (const [right, wrong] of [
      [12, 0],
      [10, 2],
      [0, 9],
    ] as const)
      assert.equal(
        fateOf(evidence({ ...known, knownAnswers: answersOf(right, wrong) }), outlook()),
        null,
      )
  })

  test('is doubted when they fail it more often, and a promoted one returns to its old role', () => {
    const failed = { knownAnswers: answersOf(4, 8) }
    assert.equal(fateOf(evidence({ ...known, ...failed }), outlook()), 'demoted')
    assert.equal(fateOf(evidence({ ...promoted, ...failed }), outlook()), 'restored')
  })

  // A bad text that the archive had corrected would have been doubted at once, because of answers to the bad
  // one.
  test('is not doubted for answers that are right by its text of today', () => {
    const corrected = { knownAnswers: answersOf(0, 14, 'MONAT') }
    assert.equal(fateOf(evidence({ ...known, ...corrected }), outlook()), null)
  })

  test('is not doubted for what networks say that fail others too, are held, or answered nothing else', () => {
    const failed = evidence({ ...known, knownAnswers: answersOf(0, 30) })
    const records: Outlook['recordOf'][] = [
      (networkHash) => record(networkHash, 10, 4),
      (networkHash) => ({ ...record(networkHash, 10, 9), isHeld: true }),
      (networkHash) => record(networkHash, 1, 0),
      () => undefined,
    ]
    for (const recordOf of records) assert.equal(fateOf(failed, outlook({ recordOf })), null)
  })

  // Bots that lied about all unknown items took the canaries away, by which their lies would have been seen.
  test('that only plays the unknown is never doubted, and decides again when most read another text', () => {
    const labelled = (labels: readonly Label[]) => evidence({ ...known, labels })
    assert.equal(fateOf(labelled(labelsOf(0, 46)), outlook()), 'relieved')
    assert.equal(fateOf(labelled(labelsOf(46, 0)), outlook()), null)
    const failed = labelled(labelsOf(0, 46, { verdict: 'fail' }))
    assert.equal(fateOf(failed, outlook()), null)
    const untrusted = outlook({ recordOf: (networkHash) => record(networkHash, 10, 4) })
    assert.equal(fateOf(labelled(labelsOf(0, 46)), untrusted), null)
  })

  test('is not doubted for a minority in collusion, or for labels that are recalled', () => {
    const poisoned = evidence({ ...known, labels: labelsOf(31, 30) })
    assert.equal(fateOf(poisoned, outlook()), null)
    const facts = {
      id: 'r',
      corpus: 'letters',
      reason: 'bots',
      recalledAtMs: 1,
      liftedAtMs: null,
      alarm: null,
    }
    const recall = { ...facts, networkHash: null, fromMs: 0, toMs: 1 }
    const recalled = evidence({ ...known, labels: labelsOf(0, 46) })
    assert.equal(fateOf(recalled, outlook({ recalls: [recall] })), null)
    const failed = evidence({ ...known, knownAnswers: answersOf(0, 30) })
    assert.equal(fateOf(failed, outlook({ recalls: [recall] })), null)
  })

  test('has no other fate than that of a withdrawn reading while labels are held', () => {
    const facts = { id: 'h', corpus: 'letters', reason: 'lies', recalledAtMs: 1, liftedAtMs: null }
    const open = { ...facts, networkHash: null, fromMs: 5, toMs: null, alarm: 'canaries' as const }
    const failed = evidence({ ...known, knownAnswers: answersOf(0, 30) })
    const withdrawn = { ...sure, state: 'open' } as const
    const fatesWith = (recalls: Outlook['recalls']) => [
      fateOf(failed, outlook({ recalls })),
      fateOf(evidence(), outlook({ recalls })),
      fateOf(evidence(promoted), outlook({ recalls, reading: withdrawn })),
    ]
    assert.deepEqual(fatesWith([open]), [null, null, 'restored'])
    assert.deepEqual(fatesWith([{ ...open, toMs: 6 }]), ['demoted', 'promoted', 'restored'])
  })

  test('that was promoted returns to its old role when its reading no longer stands', () => {
    const withdrawn: (Reading | null)[] = [
      null,
      { ...sure, state: 'open' },
      { ...sure, state: 'rejected' },
      { ...sure, attack: 0.2 },
    ]
    for (const reading of withdrawn)
      assert.equal(fateOf(evidence(promoted), outlook({ reading })), 'restored')
    assert.equal(fateOf(evidence(promoted), outlook({ reading: { ...sure, networks: 3 } })), null)
  })

  test('retires when networks pass it that fail all others, or when machines read it', () => {
    const recordOf = (networkHash: string): NetworkRecord => record(networkHash, 9, 2)
    const leaked = evidence({ ...known, knownAnswers: answersOf(9, 0) })
    assert.equal(fateOf(leaked, outlook({ recordOf })), 'leaked')
    const read = { ...item, status: 'known', label: 'Monat', machineScore: 0.99 } as const
    const asked = { item: read, poolStatus: 'known', knownAnswers: answersOf(1, 0) } as const
    assert.equal(fateOf(evidence(asked), outlook()), 'machineRead')
    assert.equal(fateOf(evidence({ ...asked, knownAnswers: [] }), outlook()), null)
  })
})

function network(isRight: boolean, othersRight: number, othersAsked: number): Network {
  return {
    isRight,
    othersAsked,
    othersRight,
    isHeld: false,
  }
}

test('an item that all find easy has not leaked if careless networks pass it too', () => {
  const easy = Array.from({ length: 60 }, () => network(true, 9, 10))
  const careless = Array.from({ length: 8 }, () => network(true, 4, 8))
  assert.equal(isLeaked([...easy, ...careless]), false)
})

// One network that answers again and again would have made an item doubted on its own.
test('a network counts once, by its first answer', () => {
  const again = answersOf(0, 20).map((one) => ({ ...one, networkHash: 'one network' }))
  assert.equal(fateOf(evidence({ ...known, knownAnswers: again }), outlook()), null)
})

test('among many honest networks hardly any item is doubted or taken for leaked', () => {
  let state = 7
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  let doubted = 0
  let leaked = 0
  for (let n = 0; n < 4_000; n += 1) {
    const networks = Array.from({ length: 25 }, () => {
      const accuracy = 0.3 + 0.7 * Math.sqrt(draw())
      const asked = 1 + Math.floor(draw() * 9)
      const right = Array.from({ length: asked }, () => draw() < accuracy).filter(Boolean).length
      return network(draw() < accuracy, right, asked)
    })
    if (isFailed(networks)) doubted += 1
    if (isLeaked(networks)) leaked += 1
  }
  assert.ok(doubted <= 12 && leaked <= 12, `${doubted} doubted, ${leaked} leaked of 4000`)
})

test('the tail of the binomial is that of the tables, and falls as more have to succeed', () => {
  assert.ok(Math.abs(binomialTail(10, 5, 0.5) - 0.623046875) < 1e-12)
  assert.ok(Math.abs(binomialTail(200, 200, 0.9) - 0.9 ** 200) < 1e-15)
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), chance, (n, k, p) => {
      const [some, more] = [binomialTail(n, k, p), binomialTail(n, k + 1, p)]
      assert.ok(some >= more && some >= 0 && some <= 1)
    }),
  )
})

test('one known item in eight is a canary; ten if there are forty known ones, none if there are fewer', () => {
  assert.deepEqual([39, 40, 400, 1_000_000].map(canariesWanted), [0, 10, 50, 5_000])
})
