import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { packAnswers, type PackedAnswers } from '../../labels/answers.ts'
import { aggregateClasses, classMethods } from './aggregate.ts'

type Row = readonly [worker: number, task: number, label: number]

const sizes = { workerCount: 5, taskCount: 4, classCount: 3 }

function pack(rows: readonly Row[], known: readonly number[], classCount = sizes.classCount) {
  const columns = {
    worker: Uint32Array.from(rows, ([w]) => w),
    task: Uint32Array.from(rows, ([, t]) => t),
    label: Uint16Array.from(rows, ([, , y]) => y),
    count: rows.length,
  }
  return packAnswers(columns, { ...sizes, classCount }, Int32Array.from(known))
}

const rows = fc.array(
  fc.tuple(
    fc.nat(sizes.workerCount - 1),
    fc.nat(sizes.taskCount - 1),
    fc.nat(sizes.classCount - 1),
  ),
  { maxLength: 40 },
)
const known = fc.array(fc.integer({ min: -1, max: sizes.classCount - 1 }), {
  minLength: sizes.taskCount,
  maxLength: sizes.taskCount,
})

function rowOf(posterior: Float64Array, { classCount }: PackedAnswers, task: number): number[] {
  return [...posterior.subarray(task * classCount, (task + 1) * classCount)]
}

for (const method of classMethods)
  describe(`answers combined by ${method}`, () => {
    const aggregate = (answers: PackedAnswers) => aggregateClasses(answers, { method, seed: 7 })

    test('give each task probabilities that sum to 1, and hold what is known', () => {
      fc.assert(
        fc.property(rows, known, (some, truths) => {
          const answers = pack(some, truths)
          const { posterior, raw } = aggregate(answers)
          truths.forEach((truth, task) => {
            for (const each of [posterior, raw]) {
              const row = rowOf(each, answers, task)
              assert.ok(row.every((p) => p >= 0 && p <= 1 + 1e-9))
              assert.ok(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) < 1e-9)
              if (truth >= 0) assert.ok(Math.abs((row[truth] ?? 0) - 1) < 1e-9)
            }
          })
        }),
        { numRuns: 30 },
      )
    })

    test('give the same bits in whatever order they came', () => {
      fc.assert(
        fc.property(rows, known, (some, truths) => {
          const there = aggregate(pack(some, truths))
          const back = aggregate(pack(some.toReversed(), truths))
          assert.deepEqual(there, back)
        }),
        { numRuns: 20 },
      )
    })

    test('are not tempered if no task is known', () => {
      const { temperature, floor, posterior, raw } = aggregate(pack([[0, 0, 1]], [-1, -1, -1, -1]))
      assert.deepEqual({ temperature, floor }, { temperature: 1, floor: 0 })
      raw.forEach((p, at) => assert.ok(Math.abs(p - (posterior[at] ?? 0)) < 1e-12))
    })

    // GLAD took the log of the number of other classes. For a file of one class that was log 0, and every
    // posterior of the pool became NaN.
    test('are certain if there is only one class', () => {
      const { posterior } = aggregate(pack([[0, 0, 0]], [-1, -1, -1, -1], 1))
      assert.deepEqual([...posterior], [1, 1, 1, 1])
    })
  })

test('One more answer for the right class never lowers its share of the majority.', () => {
  const nothing = [-1, -1, -1, -1]
  fc.assert(
    fc.property(rows, fc.nat(sizes.workerCount - 1), (some, worker) => {
      const shareOf = (all: readonly Row[]): number =>
        aggregateClasses(pack(all, nothing), { method: 'majority', seed: 1 }).posterior[0] ?? 0
      assert.ok(shareOf([...some, [worker, 0, 0]]) >= shareOf(some) - 1e-12)
    }),
  )
})
