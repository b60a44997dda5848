import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ballotOf, bestKey, weighBallot, type TextCrowd } from './ballot.ts'

function crowdOf(accuracies: readonly number[], coincidence: number): TextCrowd {
  return {
    logOdds: Float64Array.from(accuracies, (p) => Math.log(p / (1 - p))),
    coincidence,
  }
}

/** The posterior of texts, each given by one worker. */
function weigh(texts: readonly string[], crowd: TextCrowd, strength = 2) {
  const keys = [...new Set(texts)].toSorted()
  const votes = texts.map((text, worker) => ({ worker, key: keys.indexOf(text) }))
  const ballot = ballotOf(keys, votes, strength)
  const posterior = weighBallot(ballot, crowd)
  return {
    best: keys[bestKey(ballot, posterior)],
    none: posterior.at(-1) ?? 0,
    of: (text: string): number => posterior[keys.indexOf(text)] ?? 0,
    sum: posterior.reduce((sum, p) => sum + p, 0),
  }
}

describe('a ballot', () => {
  // Without a weight for "none of these", one answer claimed 0.998 and was right 0.797 of the time: all items
  // were accepted on one answer (labels.md 4.5).
  test('of one answer is as probable as its worker is accurate', () => {
    for (const p of [0.3, 0.5, 0.8, 0.95]) {
      const { of, none } = weigh(['Monat'], crowdOf([p], 0.3))
      assert.ok(Math.abs(of('Monat') - p) < 1e-12)
      assert.ok(Math.abs(none - (1 - p)) < 1e-12)
    }
  })
  // The answer of a worker below c / (1 + c) counted against the very text it gave. With 10 % colluding bots,
  // 90.8 % of accepted words were right instead of 98.8 % (labels.md 4.5).
  test('is not less sure of a text for a doubtful worker who says the same', () => {
    const crowd = crowdOf([0.8, 0.8, 0.05], 0.3)
    const before = weigh(['Monat', 'Monat', 'x'], crowd).of('Monat')
    const alone = weigh(['Monat', 'Monat'], crowd).of('Monat')
    const after = weigh(['Monat', 'Monat', 'Monat'], crowd).of('Monat')
    assert.ok(after >= alone && after > before)
  })
  test('is as its formula says', () => {
    const [p, q, r, c] = [0.9, 0.8, 0.6, 0.25]
    const { of } = weigh(['a', 'b', 'b'], crowdOf([p, q, r], c), 0)
    const a = p * (1 - q) * (1 - r) * c
    const b = (1 - p) * q * r
    const none = (1 - p) * (1 - q) * (1 - r) * c
    assert.ok(Math.abs(of('a') - a / (a + b + none)) < 1e-12)
    assert.ok(Math.abs(of('b') - b / (a + b + none)) < 1e-12)
  })
  test('on which nobody agrees falls on what the others look like misreadings of', () => {
    assert.equal(
      weigh(['dog', 'provision', 'provisions'], crowdOf([0.8, 0.8, 0.8], 0.3)).best,
      'provisions',
    )
  })

  const votes = fc.array(
    fc.record({
      text: fc.constantFrom('Monat', 'Monet', 'Mont', 'x', '\ud800', 'Ωμέγα'),
      accuracy: fc.double({ min: 0.005, max: 0.995, noNaN: true }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  const coincidence = fc.double({ min: 0.01, max: 1, noNaN: true })

  test('is never less sure of a text for one more answer that gives it', () => {
    fc.assert(
      fc.property(votes, coincidence, fc.nat(), (some, c, pick) => {
        const more = some[pick % some.length]
        assert.ok(more)
        const posteriorOf = (of: typeof some) =>
          weigh(
            of.map(({ text }) => text),
            crowdOf(
              of.map(({ accuracy }) => accuracy),
              c,
            ),
          )
        const before = posteriorOf(some).of(more.text)
        const again = posteriorOf([...some, { text: more.text, accuracy: 0.005 }]).of(more.text)
        assert.ok(again >= before - 1e-12)
      }),
    )
  })
  test('shares one certainty among its texts and none of them', () => {
    fc.assert(
      fc.property(votes, coincidence, (some, c) => {
        const accuracies = some.map(({ accuracy }) => accuracy)
        const { sum, none } = weigh(
          some.map(({ text }) => text),
          crowdOf(accuracies, c),
        )
        assert.ok(Math.abs(sum - 1) < 1e-9 && none > 0)
      }),
    )
  })
})
