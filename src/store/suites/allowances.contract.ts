import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Allowances, AllowanceDraw } from '../../model/allowance.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const refillMs = 1000

function drawOn(name: string, units = 1, unitsMax = 3): AllowanceDraw {
  return { name, units, unitsMax, refillMs }
}

async function waitFor(draw: ReturnType<Allowances['draw']>): Promise<number> {
  return (await draw)?.waitMs ?? 0
}

/** What every engine that keeps allowances must do; `open` gives a fresh store whose clock stands at 0. */
export function testAllowances(engine: string, open: () => Promise<TwoStores<Allowances>>): void {
  const withStores = provideStores(open)

  describe(`allowances in ${engine}`, () => {
    test('each holds so many units for all processes, and regains them one by one', () =>
      withStores(async ({ one, other, moveClock }) => {
        for (const store of [one, other, one]) assert.equal(await store.draw([drawOn('a')]), null)
        assert.equal(await waitFor(other.draw([drawOn('a')])), 1000)
        assert.equal(await other.draw([drawOn('b')]), null)
        moveClock(999)
        assert.equal(await waitFor(one.draw([drawOn('a')])), 1)
        moveClock(1)
        assert.equal(await one.draw([drawOn('a')]), null)
        assert.equal(await waitFor(one.draw([drawOn('a')])), 1000)
        moveClock(60_000)
        assert.equal(await one.draw([drawOn('a', 3)]), null)
        assert.equal(await waitFor(one.draw([drawOn('a', 2)])), 2000)
      }))

    test('of two hundred draws in two processes at once as many fit as it holds', () =>
      withStores(async ({ one, other }) => {
        const draw = drawOn('a', 1, 50)
        const outcomes = await Promise.all(
          Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other).draw([draw])),
        )
        const drawn = outcomes.filter((outcome) => outcome === null).length
        assert.equal(drawn, 50)
        assert.equal(await one.draw([{ ...draw, unitsMax: 51 }]), null)
        assert.notEqual(await one.draw([{ ...draw, unitsMax: 51 }]), null)
      }))

    // A flood that one limit refused would otherwise have used up the limits of everybody else.
    test('several are drawn on together, or none is', () =>
      withStores(async ({ one }) => {
        const narrow = drawOn('narrow', 1, 1)
        assert.equal(await one.draw([narrow, drawOn('wide')]), null)
        for (let n = 0; n < 5; n += 1)
          assert.equal(await waitFor(one.draw([narrow, drawOn('wide')])), 1000)
        assert.equal(await one.draw([drawOn('wide', 2)]), null)
        assert.equal(await waitFor(one.draw([drawOn('wide'), narrow])), 1000)
      }))

    test('a draw of nothing looks whether one is overdrawn', () =>
      withStores(async ({ one, moveClock }) => {
        const look = drawOn('a', 0, 2)
        assert.equal(await one.draw([look, drawOn('b')]), null)
        await one.charge([drawOn('a', 3)])
        assert.equal(await waitFor(one.draw([look, drawOn('b')])), 1000)
        moveClock(1000)
        assert.equal(await one.draw([look, drawOn('b')]), null)
      }))

    test('a charge is made even if too little is left, and can be given back', () =>
      withStores(async ({ one }) => {
        await one.charge([drawOn('a', 5)])
        assert.equal(await waitFor(one.draw([drawOn('a')])), 3000)
        await one.charge([drawOn('a', -4)])
        assert.equal(await one.draw([drawOn('a', 2)]), null)
        await one.charge([drawOn('b', -9)])
        assert.equal(await one.draw([drawOn('b', 3)]), null)
        assert.equal(await waitFor(one.draw([drawOn('b', 1)])), 1000)
      }))

    test('one can cost more from the half on, the more of it is used', () =>
      withStores(async ({ one, other, moveClock }) => {
        const draw = { ...drawOn('a', 1, 12), costMax: 4 }
        const counts = [one, other].map((store) => async (): Promise<number> => {
          let drawn = 0
          while ((await store.draw([draw])) === null) drawn += 1
          return drawn
        })
        // Six at 1, then at 1, 1.5, 2.25; the next would be at 3.375.
        assert.equal(await counts[0]?.(), 9)
        assert.equal(await waitFor(other.draw([draw])), 1_417)
        moveClock(1_416)
        assert.equal(await waitFor(other.draw([draw])), 1)
        moveClock(1)
        assert.equal(await counts[1]?.(), 1)
        await one.charge([drawOn('a', -11)])
        assert.equal(await waitFor(other.draw([drawOn('a', 11, 12)])), 0)
      }))

    test('one whose draws cost less and less only says how much was drawn, and is never used up', () =>
      withStores(async ({ one, other }) => {
        const gauge = { ...drawOn('a', 1, 4), costMax: 0 }
        for (let n = 0; n < 50; n += 1)
          assert.equal(await one.draw([gauge, drawOn('b', 1, 60)]), null)
        const fillMs = (await other.fillsOf(['a'])).get('a') ?? 0
        assert.ok(fillMs > 3_800 && fillMs <= 4_000, `${fillMs}`)
      }))

    // Who drew on a shared allowance first left nothing to those who draw a little.
    test('what is kept of one is out of reach for those who have used their own, and for no others', () =>
      withStores(async ({ one, other, moveClock }) => {
        const own = (name: string): AllowanceDraw => drawOn(name, 1, 40)
        const shared = { ...drawOn('shared', 1, 60), kept: { share: 1 / 2, from: 0, to: 0 } }
        let drawn = 0
        while ((await one.draw([own('a'), shared])) === null) drawn += 1
        assert.equal(drawn, 31)
        const refused = await other.draw([own('a'), shared])
        assert.deepEqual([refused?.name, refused?.because], ['shared', 'a'])
        for (let n = 0; n < 8; n += 1) assert.equal(await other.draw([own(`${n}`), shared]), null)
        const { waitMs = 0 } = (await one.draw([own('a'), shared])) ?? {}
        assert.ok(waitMs > 7_000 && waitMs < 10_000, `${waitMs}`)
        moveClock(waitMs)
        assert.equal(await one.draw([own('a'), shared]), null)
      }))

    test('how much it weighs that one is used can be less', () =>
      withStores(async ({ one }) => {
        const own = { ...drawOn('a', 1, 40), weight: 1 / 10 }
        const shared = { ...drawOn('shared', 1, 40), kept: { share: 1 / 2, from: 0, to: 0 } }
        let drawn = 0
        while ((await one.draw([own, shared])) === null) drawn += 1
        assert.equal(drawn, 38)
        const all = { ...drawOn('shared', 3, 40) }
        const refused = await one.draw([
          { ...own, weight: 0 },
          { ...all, kept: shared.kept },
        ])
        assert.deepEqual([refused?.name, refused?.because], ['shared', null])
      }))

    test('up to 24 are drawn on and charged at once, and none if one of them is used up', () =>
      withStores(async ({ one }) => {
        for (const count of [1, 6, 7, 10, 11, 14, 15, 24]) {
          const draws = Array.from({ length: count }, (_, n) => drawOn(`${count} ${n}`, 1, 2))
          assert.equal(await one.draw(draws), null)
          await one.charge(draws.map((of) => ({ ...of, units: -1 })))
          const names = draws.map(({ name }) => name)
          assert.equal((await one.fillsOf(names)).size, 0)
          assert.equal(await one.draw([drawOn(`${count} ${count - 1}`, 2, 2)]), null)
          assert.equal(await waitFor(one.draw(draws)), 1000)
          assert.deepEqual([...(await one.fillsOf(names)).values()], [2000])
        }
        const many = Array.from({ length: 25 }, (_, n) => drawOn(`many ${n}`))
        await assert.rejects(one.draw(many), /more than 24/)
        assert.equal((await one.fillsOf(many.map(({ name }) => name))).size, 0)
      }))

    test('a sweep goes through all, however many there are', () =>
      withStores(async ({ one, moveClock }) => {
        const names = Array.from({ length: 1_234 }, (_, n) => `n${n}`)
        for (let n = 0; n < names.length; n += 10)
          await one.charge(
            names.slice(n, n + 10).map((name, k) => drawOn(name, k % 2 === 0 ? 1 : 3)),
          )
        moveClock(1000)
        assert.equal(await one.sweep(), 617)
        moveClock(2000)
        assert.equal(await one.sweep(), 617)
        assert.equal(await one.sweep(), 0)
      }))

    test('a sweep forgets the full ones and leaves the others', () =>
      withStores(async ({ one, moveClock }) => {
        await one.draw([drawOn('a'), drawOn('b', 2)])
        moveClock(1000)
        assert.equal(await one.sweep(), 1)
        assert.equal(await one.sweep(), 0)
        assert.equal(await waitFor(one.draw([drawOn('b', 3)])), 1000)
      }))
  })
}
