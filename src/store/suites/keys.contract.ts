import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

/** What every store of the service’s own keys and salts must do. */
export function testKeys(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`keys in ${engine}`, () => {
    test('all processes share the salt of a day, and an old one is forgotten', () =>
      withStores(async ({ one, other }) => {
        assert.equal(await one.salts.ofDay(7, 'first'), 'first')
        assert.equal(await other.salts.ofDay(7, 'second'), 'first')
        await one.salts.ofDay(8, 'third')
        assert.equal(await one.salts.ofDay(7, 'fourth'), 'fourth')
        await one.salts.forget(8)
        assert.equal(await one.salts.ofDay(7, 'fifth'), 'fifth')
      }))

    test('of two processes that want a key of the service at once both get the same, for ever', () =>
      withStores(async ({ one, other, moveClock }) => {
        const [first, second] = await Promise.all([
          one.keys.of('token', 'a'),
          other.keys.of('token', 'b'),
        ])
        assert.ok(first === 'a' || first === 'b')
        assert.equal(second, first)
        moveClock(86_400_000)
        assert.equal(await other.keys.of('token', 'c'), first)
        assert.equal(await one.keys.of('another', 'd'), 'd')
      }))

    test('a store that answers passes its check', () => withStores(async ({ one }) => one.check()))
  })
}
