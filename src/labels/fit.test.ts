import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { beginFit, readParameters } from './fit.ts'
import { levels, pullOf, sharesOf } from './levels.ts'
import { binCount, binOf, firstSkills, machineBinOf } from './record-bins.ts'

describe('the parameters of a fit', () => {
  test('are read as they were kept, to the last bit', () => {
    const { parameters } = beginFit('transcription')
    const learned = { ...parameters, coincidence: 0.1 + 0.2, temperature: 1 / 3 }
    assert.deepEqual(readParameters(JSON.stringify(learned)), learned)
  })
  test('of another engine are not read', () => {
    const { parameters } = beginFit('transcription')
    const { periods: _, ...older } = parameters
    const others = [{}, older, { ...parameters, shares: [1] }, { ...parameters, skills: [] }]
    for (const other of others) assert.equal(readParameters(JSON.stringify(other)), null)
  })
})

describe('records', () => {
  test('that are alike share a bin, and better ones are first taken for more skilled', () => {
    const skillOf = (asked: number, right: number): number =>
      firstSkills[binOf({ asked, right })] ?? 0
    assert.equal(binOf({ asked: 9, right: 9 }), binOf({ asked: 400, right: 400 }))
    assert.ok(skillOf(0, 0) > skillOf(1, 0))
    assert.ok(skillOf(1, 1) > skillOf(0, 0))
    assert.ok(skillOf(9, 9) > skillOf(9, 8) && skillOf(9, 8) > skillOf(9, 2))
  })
  test('of people and of machines are in bins of their own, all of them counted', () => {
    const records = Array.from({ length: 21 * 21 }, (_, n) => ({
      asked: n % 21,
      right: Math.floor(n / 21),
    })).filter(({ asked, right }) => right <= asked)
    const people = new Set(records.map(binOf))
    const machines = new Set([null, 0, 0.5, 0.8, 0.95, 1].map(machineBinOf))
    assert.ok([...people].every((bin) => !machines.has(bin)))
    assert.equal(Math.max(...machines) + 1, binCount)
    assert.equal(firstSkills.length, binCount)
    assert.equal(people.size + machines.size, binCount)
  })
})

describe('a pull', () => {
  test('never outweighs honest answers, however bad these are', () => {
    for (const meanSkill of [0, 0.1, 0.5, 1])
      for (const level of levels) {
        const pull = pullOf(level, meanSkill)
        assert.ok(pull <= (1 - pull) * level.clarity * meanSkill)
      }
  })
  test('has a share, with those of all levels summing to one', () => {
    assert.deepEqual(sharesOf([1, 3]), [0.25, 0.75])
  })
})
