import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { drawItems } from '../../../test/setup/draw-items.ts'
import { addCrops, knownCrop, fillPool, unknownCrop, type Crop } from '../../../test/setup/pool.ts'
import type { ClassCount } from '../../model/queue.ts'
import { shareOpen } from './replenish-queue.ts'

function known(count: number, label: string): Crop[] {
  return Array.from({ length: count }, (_, n) => knownCrop(n, 100, label))
}
function guessed(count: number, label: string): Crop[] {
  return Array.from({ length: count }, () => ({ status: 'doubtful', label, width: 100 }))
}
function unknown(count: number): Crop[] {
  return Array.from({ length: count }, () => unknownCrop(100))
}

function open(classes: readonly ClassCount[]) {
  return Object.fromEntries(classes.map((one) => [one.name, one.unknown]))
}

test('of each class so many are open as an eighth of its known ones, whatever machines guessed', async (t) => {
  const crops = [
    ...known(80, 'pears'),
    ...known(32, 'plums'),
    ...guessed(40, 'plums'),
    ...guessed(10, 'quinces'),
    ...unknown(20),
  ]
  const { context, store, corpus } = await fillPool(t, 'classification', { crops })
  await context.replenish(corpus)
  assert.deepEqual(open(await store.queue.countClasses('main', 'pool')), { pears: 10, plums: 4 })
})

test('a picture keeps its class, and the queue is replenished again after an import', async (t) => {
  const crops = [...known(64, 'pears'), ...unknown(20)]
  const { context, store, corpus } = await fillPool(t, 'classification', { crops })
  const whole = { corpus: 'pool', role: 'unknown', retired: false, from: 0, count: 50 } as const
  const pears = async (): Promise<string[]> =>
    (await drawItems(store.exposures, { ...whole, label: { is: 'pears' } }))
      .map(({ id }) => id)
      .toSorted()
  await context.replenish(corpus)
  const before = await pears()
  await addCrops(store, corpus, [...known(64, 'plums'), ...unknown(30)], 100)
  await context.replenish(corpus)
  assert.deepEqual(await pears(), before)
  assert.deepEqual(open(await store.queue.countClasses('main', 'pool')), { pears: 8, plums: 8 })
})

test('pictures for which a machine guessed something that is not a class are opened like those without a guess', async (t) => {
  const crops = [...known(64, 'pears'), ...guessed(9, 'quinces')]
  const { context, store, corpus } = await fillPool(t, 'classification', { crops })
  await context.replenish(corpus)
  assert.deepEqual(open(await store.queue.countClasses('main', 'pool')), { pears: 8 })
})

test('the shares of all classes are an eighth of all known pictures, and of each an eighth within one', () => {
  const classes = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(classes, (sizes) => {
      const all = sizes.reduce((total, size) => total + size, 0)
      const shares = [
        ...shareOpen(sizes.map((size, n) => ({ name: `${n}`, known: size, unknown: 0 }))).values(),
      ]
      const sum = shares.reduce((total, share) => total + share, 0)
      assert.equal(sum, all === 0 ? 0 : Math.max(1, Math.floor(all / 8)))
      for (const [n, share] of shares.entries())
        assert.ok(Math.abs(share - (sizes[n] ?? 0) / 8) <= 2, `${share} of ${sizes[n]}`)
    }),
  )
})
