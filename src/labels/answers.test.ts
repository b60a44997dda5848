import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { packAnswers, type PackedAnswers } from './answers.ts'

const sizes = { workerCount: 4, taskCount: 3, classCount: 3 }
const nothingKnown = new Int32Array(sizes.taskCount).fill(-1)

type Row = readonly [worker: number, task: number, label: number]

function pack(rows: readonly Row[]): PackedAnswers {
  const worker = Uint32Array.from(rows, ([w]) => w)
  const task = Uint32Array.from(rows, ([, t]) => t)
  const label = Uint16Array.from(rows, ([, , y]) => y)
  return packAnswers({ worker, task, label, count: rows.length }, sizes, nothingKnown)
}

const rows = fc.array(
  fc.tuple(
    fc.nat(sizes.workerCount - 1),
    fc.nat(sizes.taskCount - 1),
    fc.nat(sizes.classCount - 1),
  ),
)

describe('packed answers', () => {
  test('stand task by task, then worker by worker, then label by label', () => {
    const packed = pack([
      [3, 2, 0],
      [1, 0, 2],
      [3, 0, 1],
      [1, 0, 0],
    ])
    assert.deepEqual([...packed.first], [0, 3, 3, 4])
    assert.deepEqual([...packed.worker], [1, 1, 3, 3])
    assert.deepEqual([...packed.label], [0, 2, 1, 0])
  })

  test('are the same in whatever order they came', () => {
    const shuffled = rows.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(fc.property(shuffled, ([some, other]) => assert.deepEqual(pack(some), pack(other))))
  })

  test('are empty if none were given, though the columns have room', () => {
    const room = { worker: new Uint32Array(9), task: new Uint32Array(9), label: new Uint16Array(9) }
    const packed = packAnswers({ ...room, count: 0 }, sizes, nothingKnown)
    assert.deepEqual([...packed.first], [0, 0, 0, 0])
    assert.equal(packed.worker.length, 0)
  })
})
