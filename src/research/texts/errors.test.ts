import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { countEdits, distanceBetween, signsOf } from '../../text/edits.ts'
import { countCharacterErrors, countWordErrors, measureErrors } from './errors.ts'

function editsBetween(truth: string, read: string): number {
  return countEdits(signsOf(truth), signsOf(read))
}

describe('the edits between two texts', () => {
  const cases: readonly [string, string, number][] = [
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['Monat', 'Monet', 1],
    ['abcabc', 'abc', 3],
    ['😀a', 'a', 1],
  ]
  for (const [truth, read, edits] of cases)
    test(`are ${edits} from “${truth}” to “${read}”`, () =>
      assert.equal(editsBetween(truth, read), edits))

  test('cost what each step costs', () => {
    const costs = { leftOut: 0.5, putIn: 1.5, changed: 1 }
    const costOf = (truth: string, read: string): number =>
      countEdits(signsOf(truth), signsOf(read), costs)
    assert.equal(costOf('talked', 'talk'), 1)
    assert.equal(costOf('talk', 'talked'), 3)
    assert.equal(costOf('talk', 'tall'), 1)
  })
  test('are a metric: none to itself, as many either way, none saved by a detour', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        assert.equal(editsBetween(a, a), 0)
        assert.equal(editsBetween(a, b), editsBetween(b, a))
        assert.ok(editsBetween(a, c) <= editsBetween(a, b) + editsBetween(b, c))
        assert.equal(editsBetween(a, b) === 0, a === b)
      }),
    )
  })
  test('as a distance lie between 0 and 1 for any text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 20 })
    fc.assert(
      fc.property(any, any, (a, b) => {
        const distance = distanceBetween(signsOf(a), signsOf(b))
        assert.ok(distance >= 0 && distance <= 1)
      }),
    )
  })
})

describe('errors', () => {
  test('of words and of signs are counted apart', () => {
    const text = { read: 'the cat sad on mat', truth: 'the cat sat on the mat' }
    assert.equal(countWordErrors(text), 2)
    assert.equal(countCharacterErrors(text), 5)
  })
  test('are averaged over texts, and over all words of the set', () => {
    const errors = measureErrors([
      { read: 'a', truth: 'a' },
      { read: 'a x c', truth: 'a b c' },
    ])
    assert.deepEqual(
      [errors.count, errors.exact, errors.averageWordErrorRate, errors.wordErrorRate],
      [2, 0.5, 1 / 6, 1 / 4],
    )
    assert.equal(errors.characterErrorRate, 1 / 6)
  })
  test('of no texts, or of an empty truth, are numbers', () => {
    assert.equal(measureErrors([]).averageWordErrorRate, 0)
    assert.equal(measureErrors([{ read: 'a', truth: '' }]).averageWordErrorRate, 1)
  })
})
