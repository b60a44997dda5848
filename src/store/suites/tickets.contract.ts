import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Ticket, Tickets } from '../../model/stores.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

function ticket(id: string, now = 0): Ticket {
  return {
    kind: 'challenge',
    id,
    body: `body of ${id}`,
    expiresAtMs: now + 1000,
  }
}

/** What every engine that keeps tickets must do; `open` gives a fresh store whose clock stands at 0. */
export function testTickets(engine: string, open: () => Promise<TwoStores<Tickets>>): void {
  const withStores = provideStores(open)

  describe(`tickets in ${engine}`, () => {
    test('a ticket can be looked at often and taken once', () =>
      withStores(async ({ one }) => {
        await one.put(ticket('a'))
        assert.equal(await one.peek('challenge', 'a'), 'body of a')
        assert.equal(await one.peek('challenge', 'a'), 'body of a')
        assert.equal(await one.take('challenge', 'a'), 'body of a')
        assert.equal(await one.take('challenge', 'a'), null)
        assert.equal(await one.peek('challenge', 'a'), null)
      }))

    test('of two hundred takers in two processes one gets the ticket', () =>
      withStores(async ({ one, other }) => {
        await one.put(ticket('a'))
        const takers = Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other))
        const taken = await Promise.all(takers.map((store) => store.take('challenge', 'a')))
        assert.deepEqual(
          taken.filter((body) => body !== null),
          ['body of a'],
        )
      }))

    test('what one process puts another can take', () =>
      withStores(async ({ one, other }) => {
        await one.put(ticket('a'))
        assert.equal(await other.take('challenge', 'a'), 'body of a')
      }))

    test('an expired ticket is not there', () =>
      withStores(async ({ one, moveClock }) => {
        await one.put(ticket('a'))
        moveClock(1000)
        assert.equal(await one.peek('challenge', 'a'), null)
        assert.equal(await one.take('challenge', 'a'), null)
      }))

    test('a sweep forgets the expired tickets and leaves the others', () =>
      withStores(async ({ one, moveClock }) => {
        await one.put(ticket('a'))
        await one.put(ticket('b', 5000))
        moveClock(1000)
        assert.equal(await one.sweep(), 1)
        assert.equal(await one.sweep(), 0)
        assert.equal(await one.take('challenge', 'b'), 'body of b')
      }))

    test('a sweep forgets thousands', () =>
      withStores(async ({ one, moveClock }) => {
        await Promise.all(Array.from({ length: 2_500 }, (_, n) => one.put(ticket(String(n)))))
        moveClock(1000)
        assert.equal(await one.sweep(), 2_500)
      }))

    test('a second ticket of the same name is refused and the first stays', () =>
      withStores(async ({ one }) => {
        await one.put(ticket('a'))
        const second = one.put({ ...ticket('a'), body: 'other' })
        const third = one.put(ticket('c'))
        await assert.rejects(second)
        await third
        assert.equal(await one.take('challenge', 'a'), 'body of a')
        assert.equal(await one.take('challenge', 'c'), 'body of c')
      }))

    test('of two hundred that put a ticket of one name in two processes one does', () =>
      withStores(async ({ one, other }) => {
        const puts = Array.from({ length: 200 }, (_, n) =>
          (n % 2 ? one : other).put({ ...ticket('a'), kind: 'lock', body: String(n) }),
        )
        const settled = await Promise.allSettled(puts)
        const done = settled.flatMap(({ status }, n) => (status === 'fulfilled' ? [String(n)] : []))
        assert.deepEqual(done, [await one.peek('lock', 'a')])
      }))

    test('tickets of one name and two kinds lie side by side', () =>
      withStores(async ({ one }) => {
        await one.put(ticket('a'))
        await one.put({ ...ticket('a'), kind: 'lock' })
        assert.equal(await one.take('lock', 'a'), 'body of a')
        assert.equal(await one.peek('challenge', 'a'), 'body of a')
      }))

    test('of two hundred that claim a name in two processes one gets it, and no other while it is there', () =>
      withStores(async ({ one, other, moveClock }) => {
        const claims = await Promise.all(
          Array.from({ length: 200 }, (_, n) => (n % 2 ? one : other).claim(ticket('a'))),
        )
        assert.equal(claims.filter(Boolean).length, 1)
        moveClock(2000)
        assert.equal(await one.claim(ticket('a', 2000)), false, 'it is there until a sweep')
        assert.equal(await one.claim({ ...ticket('a', 2000), kind: 'work' }), true)
      }))

    test('a ticket that is there can be extended, in any process, and no other', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.put(ticket('a'))
        assert.equal(await other.extend('challenge', 'a', 3000), true)
        assert.equal(await other.extend('lock', 'a', 3000), false)
        moveClock(2000)
        assert.equal(await one.peek('challenge', 'a'), 'body of a')
        moveClock(1000)
        assert.equal(await one.extend('challenge', 'a', 9000), false, 'it has expired')
        assert.equal(await one.peek('challenge', 'a'), null)
      }))

    test('an expired ticket is in the way of another of its name until a sweep', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.put(ticket('a'))
        moveClock(1000)
        await assert.rejects(other.put(ticket('a', 1000)))
        await other.sweep()
        await other.put(ticket('a', 1000))
        assert.equal(await one.take('challenge', 'a'), 'body of a')
      }))
  })
}
