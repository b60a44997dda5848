import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { anyWeighingTerms } from '../../test/setup/evidence.ts'
import { hearClass } from './class-voice.ts'
import { hearKeyword } from './keyword-voice.ts'
import { levels, levelItems, sharesOf } from './levels.ts'
import { hearText } from './text-voice.ts'
import { addVoice } from './add-voices.ts'
import type { Voice } from './voice.ts'
import { closeWeighing, openWeighing } from './weighing.ts'
import { teachVoices } from './teach-voices.ts'

const tolerance = 1e-12
const classCount = 4
const plain = { shares: sharesOf(levelItems), meanSkill: 0.9 }
function evenly(candidates: number): Float64Array {
  return new Float64Array(candidates).fill(1 / candidates)
}

const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyClass = fc.integer({ min: 0, max: classCount - 1 })

function hearTexts(given: { key: number; skill: number }[], coincidence: number): Voice[] {
  return given.map(({ key, skill }, n) => {
    const isRepeated = given.slice(0, n).some((other) => other.key === key)
    const isShared = given.some((other, at) => at !== n && other.key === key)
    return hearText({ key, skill, isRepeated, isShared, coincidence, isPerson: true, counts: [] })
  })
}

const anyTexts = fc
  .tuple(
    fc.array(fc.record({ key: anyClass, skill: share }), { minLength: 1, maxLength: 9 }),
    fc.double({ min: 0.05, max: 0.35, noNaN: true }),
  )
  .map(([given, coincidence]) => ({
    own: given.at(-1)?.key ?? 0,
    isNew: !given.slice(0, -1).some(({ key }) => key === given.at(-1)?.key),
    before: hearTexts(given.slice(0, -1), coincidence),
    after: hearTexts(given, coincidence),
  }))

const anyKeywords = fc
  .array(fc.record({ candidate: anyClass, isYes: fc.boolean(), skill: share }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((given) => {
    const heard = given.map((answer, n) =>
      hearKeyword({ ...answer, isYes: n === given.length - 1 || answer.isYes, counts: [] }),
    )
    const own = given.at(-1)?.candidate ?? 0
    return { own, isNew: false, before: heard.slice(0, -1), after: heard }
  })

const anyConfusion = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
    minLength: classCount ** 2,
    maxLength: classCount ** 2,
  })
  .map((counts) =>
    counts.map((count, at) => {
      const row = counts.slice(at - (at % classCount), at - (at % classCount) + classCount)
      return count / row.reduce((sum, other) => sum + other, 0)
    }),
  )

const anyClasses = fc
  .array(fc.record({ given: anyClass, confusion: anyConfusion, isPerson: fc.boolean() }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((given) => {
    const heard = given.map((answer) => hearClass({ ...answer, classCount, counts: [] }))
    const own = given.at(-1)?.given ?? 0
    return { own, isNew: false, before: heard.slice(0, -1), after: heard }
  })

function weigh(voices: readonly Voice[], terms: typeof plain, candidates = classCount + 1) {
  const weighing = openWeighing(candidates, candidates)
  for (const voice of voices) addVoice(weighing, voice, terms)
  return closeWeighing(weighing, terms, evenly(candidates))
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

describe('an answer', () => {
  const kinds = [
    ['text', anyTexts, classCount + 1],
    ['yes or no', anyKeywords, classCount + 1],
    ['class', anyClasses, classCount],
  ] as const
  for (const [kind, anyAnswers, candidates] of kinds)
    test(`of a ${kind} never makes its own candidate less likely`, () => {
      fc.assert(
        fc.property(anyAnswers, anyWeighingTerms, ({ own, isNew, before, after }, terms) => {
          if (isNew) return
          const was = weigh(before, terms, candidates).posterior[own] ?? 0
          const is = weigh(after, terms, candidates).posterior[own] ?? 0
          assert.ok(is >= was - tolerance, `${was} became ${is}`)
        }),
        { numRuns: 300 },
      )
    })

  test('of a machine is nobody’s accomplice: it does not make a pull likelier than a person’s would', () => {
    const given = {
      key: 0,
      skill: 0.9,
      isRepeated: true,
      isShared: false,
      coincidence: 0.3,
      counts: [],
    }
    const other = hearText({ ...given, key: 1, isRepeated: false, isPerson: true })
    const pulls = [true, false].map((isPerson) => {
      const { levels: at } = weigh([other, other, hearText({ ...given, isPerson })], plain)
      return levels.reduce((sum, { pull }, n) => sum + (pull > 0 ? (at[n] ?? 0) : 0), 0)
    })
    assert.ok((pulls[1] ?? 0) < (pulls[0] ?? 0), String(pulls))
  })
})

describe('a weighing', () => {
  test('gives shares that sum to one, however many answers there are', () => {
    fc.assert(
      fc.property(anyTexts, anyWeighingTerms, ({ after }, terms) => {
        const voices = Array.from({ length: 200 }, (_, n) => after[n % after.length] ?? after[0])
        const {
          posterior,
          levels: at,
          joint,
        } = weigh(
          voices.filter((voice) => voice !== undefined),
          terms,
        )
        for (const values of [posterior, at, joint]) {
          assert.ok(Math.abs(sumOf(values) - 1) < 1e-9)
          assert.ok(values.every((value) => value >= 0 && value <= 1))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('without an answer gives the prior back', () => {
    const { posterior, levels: at } = weigh([], plain)
    for (const p of posterior) assert.ok(Math.abs(p - 1 / (classCount + 1)) < tolerance)
    for (const [n, p] of at.entries()) assert.ok(Math.abs(p - (plain.shares[n] ?? 0)) < tolerance)
  })

  test('of a known item is sure of it, and still tells how hard it was', () => {
    const weighing = openWeighing(3, 3, 0)
    const voices = hearTexts(
      [
        { key: 1, skill: 0.9 },
        { key: 1, skill: 0.9 },
      ],
      0.3,
    )
    for (const voice of voices) addVoice(weighing, voice, plain)
    const { posterior, levels: at } = closeWeighing(weighing, plain, evenly(3))
    assert.deepEqual([...posterior], [1, 0, 0])
    assert.ok((at[0] ?? 0) < (plain.shares[0] ?? 0))
  })
})

describe('what voices learn', () => {
  const learn = (given: { key: number; skill: number }[], known: number) => {
    const counts = given.map(() => ({ tried: 0, found: 0 }))
    const voices = hearTexts(given, 0.3).map((_, n) => {
      const { key, skill } = given[n] ?? { key: 0, skill: 0 }
      const isRepeated = given.slice(0, n).some((other) => other.key === key)
      const own = counts.slice(n, n + 1)
      const rest = { isRepeated, isShared: false, coincidence: 0.3, isPerson: true }
      return hearText({ key, skill, ...rest, counts: own })
    })
    const weighing = openWeighing(4, 4, known)
    for (const voice of voices) addVoice(weighing, voice, plain)
    const weighed = closeWeighing(weighing, plain, evenly(4))
    teachVoices(voices, weighing, weighed, plain)
    return counts
  }

  test('is that they were right, if they were, and less so the more were drawn the same way', () => {
    const [right, wrong] = learn(
      [
        { key: 0, skill: 0.9 },
        { key: 1, skill: 0.9 },
      ],
      0,
    )
    assert.ok(right && Math.abs(right.tried - 1) < 0.01 && right.found / right.tried > 0.99)
    assert.ok(wrong && wrong.tried > 0 && wrong.found / wrong.tried < 0.5)
    const drawn = learn(
      [0, 1, 1, 1, 1, 1].map((key) => ({ key, skill: 0.9 })),
      0,
    )
    assert.ok((drawn[1]?.tried ?? 1) < wrong.tried)
  })
})
