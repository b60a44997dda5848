import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Counters } from '../../model/stores.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const windowMs = 1000

/** What every engine that counts must do; `open` gives a fresh store whose clock stands at 0. */
export function testCounters(engine: string, open: () => Promise<TwoStores<Counters>>): void {
  const withStores = provideStores(open)

  describe(`counters in ${engine}`, () => {
    test('each key counts for itself, over all processes', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.add('a', windowMs), 1)
        assert.equal(await other.add('a', windowMs), 2)
        assert.equal(await one.add('b', windowMs), 1)
        assert.equal(await one.add('a', windowMs), 3)
      }))

    test('two hundred counts in two processes at once make two hundred, and each number is returned once', () =>
      withStores(async ({ one, other }) => {
        const counts = await Promise.all(
          Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other).add('a', windowMs)),
        )
        assert.deepEqual(
          counts.toSorted((a, b) => a - b),
          Array.from({ length: 200 }, (_, n) => n + 1),
        )
      }))

    test('a window begins with its first count and is not made longer by the others', () =>
      withStores(async ({ one, moveClock }) => {
        await one.add('a', windowMs)
        moveClock(999)
        assert.equal(await one.add('a', windowMs), 2)
        moveClock(1)
        assert.equal(await one.add('a', windowMs), 1)
        moveClock(999)
        assert.equal(await one.add('a', windowMs), 2)
      }))

    test('what is taken off is no longer counted, never less than nothing, and leaves the window as it is', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.takeOff('a')
        assert.equal(await one.read('a'), 0)
        assert.equal(await one.add('a', windowMs, 2), 2)
        await other.takeOff('a')
        assert.equal(await one.read('a'), 1)
        assert.equal(await other.add('a', windowMs, 2), 3)
        for (let n = 0; n < 4; n += 1) await one.takeOff('a')
        assert.equal(await other.read('a'), 0)
        moveClock(999)
        assert.equal(await one.add('a', windowMs), 1)
        moveClock(1)
        assert.equal(await one.read('a'), 0)
        assert.equal(await one.add('a', windowMs), 1)
      }))

    test('a sweep forgets the windows that are over and leaves the others', () =>
      withStores(async ({ one, moveClock }) => {
        await one.add('a', windowMs)
        await one.add('b', 2 * windowMs)
        moveClock(windowMs)
        assert.equal(await one.sweep(), 1)
        assert.equal(await one.sweep(), 0)
        assert.equal(await one.add('b', windowMs), 2)
      }))

    // One sweep took ten thousand at most, so under a flood from many networks counters grew for ever.
    test('a sweep forgets all of a flood', () =>
      withStores(async ({ one, moveClock }) => {
        const keys = Array.from({ length: 12_000 }, (_, n) => String(n))
        await Promise.all(keys.map((key) => one.add(key, windowMs)))
        moveClock(windowMs)
        assert.equal(await one.sweep(), 12_000)
      }))
  })
}
