import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Demand } from '../model/demand.ts'
import { openShownCounts } from './shown-counts.ts'

type Added = Parameters<Demand['add']>

function openAt(startMs: number) {
  let nowMs = startMs
  const added: Added[] = []
  const add = async (...given: Added): Promise<void> => void added.push(given)
  const counts = openShownCounts({ demand: { add }, clock: () => nowMs })
  return { counts, added, moveTo: (ms: number) => (nowMs = ms) }
}

test('what is shown is stored once in ten seconds, as sums of each corpus', () => {
  const { counts, added, moveTo } = openAt(1_200_000)
  counts.add('letters', 2)
  counts.add('birds', 9)
  moveTo(1_209_999)
  counts.add('letters', 3)
  assert.deepEqual(added, [])
  moveTo(1_210_000)
  counts.add('letters', 2)
  const sums = [
    { corpus: 'letters', pictures: 7 },
    { corpus: 'birds', pictures: 9 },
  ]
  assert.deepEqual(added, [[2, sums]])
  counts.add('birds', 9)
  assert.equal(added.length, 1)
})

test('what is left is stored at the end, and nothing if nothing was shown', async () => {
  const { counts, added } = openAt(600_000)
  await counts.store()
  assert.deepEqual(added, [])
  counts.add('letters', 2)
  await counts.store()
  await counts.store()
  assert.deepEqual(added, [[1, [{ corpus: 'letters', pictures: 2 }]]])
})

test('a count that cannot be stored disturbs nobody', async () => {
  let nowMs = 0
  const add = (): Promise<never> => Promise.reject(new Error('full'))
  const counts = openShownCounts({ demand: { add }, clock: () => nowMs })
  nowMs = 10_000
  counts.add('letters', 2)
  await new Promise(setImmediate)
})
