import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawItems } from '../../../test/setup/draw-items.ts'
import type { Database } from '../../model/store.ts'
import type { Draw } from '../../model/exposure.ts'
import type { Item } from '../../model/item.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus, draw, item, source } from './examples.contract.ts'

function picture(id: string, change: Partial<Item> = {}): Item {
  return item(id, { kind: 'classification', label: 'plums', ...change })
}
const unknown = { status: 'unknown', label: null } as const
function guessed(label: string) {
  return { status: 'doubtful', label } as const
}

/** What every engine that keeps a queue must do; `open` gives a fresh store. */
export function testQueue(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withItems = (
    items: readonly Item[],
    use: (stores: TwoStores<Database>) => Promise<void>,
  ): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add({ ...corpus, kind: 'classification', supply: 'queued' })
      await stores.one.sources.add('main', source, items)
      await use(stores)
    })
  const drawn = async ({ exposures }: Database, label?: Draw['label']): Promise<string[]> =>
    (await drawItems(exposures, { ...draw, role: 'unknown', ...(label ? { label } : {}) }))
      .map(({ id }) => id)
      .toSorted()

  describe(`the queue in ${engine}`, () => {
    test('new items are held back and move up, and are drawn only when they are open', () =>
      withItems([picture('u1', unknown), picture('u2', unknown)], async ({ one, other }) => {
        assert.equal(await one.queue.holdBackNew('letters', 10), 2)
        assert.deepEqual(await drawn(one), [])
        assert.equal((await one.corpora.count('main', 'letters')).unknown, 2)
        assert.equal(await one.queue.moveUp('letters', null, ['plums']), 1)
        assert.equal((await drawn(other)).length, 1)
        assert.equal(await one.queue.holdBackNew('letters', 10), 0)
      }))

    test('an item that moved up is drawn as of its class from then on, which is not revealed', () =>
      withItems([picture('u1', unknown)], async ({ one, other }) => {
        await one.queue.holdBackNew('letters', 10)
        await one.queue.moveUp('letters', null, ['plums'])
        assert.deepEqual(await drawn(other, { is: 'plums' }), ['u1'])
        assert.deepEqual(await drawn(other, { is: 'pears' }), [])
        assert.deepEqual(await drawn(other, { isNot: 'pears' }), ['u1'])
        assert.deepEqual(await drawn(other, { isNot: 'plums' }), [])
        assert.equal((await one.items.find('u1'))?.label, null)
        const [found] = await drawItems(one.exposures, { ...draw, role: 'unknown' })
        assert.ok(found && found.label === null && !JSON.stringify(found).includes('plums'))
      }))

    test('items move up by what a machine took them for, or by that it took them for nothing', () =>
      withItems(
        [picture('u1', unknown), picture('d1', guessed('figs')), picture('d2', guessed('pears'))],
        async ({ one }) => {
          await one.queue.holdBackNew('letters', 10)
          assert.deepEqual(await one.queue.queuedGuesses('main', 'letters'), ['figs', 'pears'])
          assert.equal(await one.queue.moveUp('letters', 'pears', ['pears', 'pears']), 1)
          assert.equal(await one.queue.moveUp('letters', null, ['plums']), 1)
          assert.deepEqual(await drawn(one, { is: 'pears' }), ['d2'])
          assert.deepEqual(await drawn(one, { is: 'plums' }), ['u1'])
          assert.deepEqual(await one.queue.queuedGuesses('main', 'letters'), ['figs'])
        },
      ))

    test('those of a class that nobody has seen are held back, and forget the class', () =>
      withItems([picture('u1', unknown), picture('u2', unknown)], async ({ one }) => {
        await one.queue.holdBackNew('letters', 10)
        await one.queue.moveUp('letters', null, ['plums', 'plums'])
        await one.exposures.moveOn([{ itemId: 'u1', rank: 0.5 }])
        assert.equal(await one.queue.holdBack('letters', 'pears', 10), 0)
        assert.equal(await one.queue.holdBack('letters', 'plums', 10), 1)
        assert.deepEqual(await drawn(one, { is: 'plums' }), ['u1'])
        await one.queue.moveUp('letters', null, ['pears'])
        assert.deepEqual(await drawn(one, { is: 'pears' }), ['u2'])
      }))

    test('of each class the known are counted, retired ones too, and the open unknown', () =>
      withItems(
        [
          picture('k1'),
          picture('k2', { stage: 'retired' }),
          picture('k3', { stage: 'dropped' }),
          picture('k4', { label: 'pears' }),
          picture('u1', unknown),
          picture('u2', unknown),
          picture('u3', unknown),
        ],
        async ({ one, other }) => {
          await one.queue.holdBackNew('letters', 10)
          await one.queue.moveUp('letters', null, ['plums', 'quinces'])
          assert.deepEqual(await other.queue.countClasses('main', 'letters'), [
            { name: 'pears', known: 1, unknown: 0 },
            { name: 'plums', known: 2, unknown: 1 },
            { name: 'quinces', known: 0, unknown: 1 },
          ])
          assert.deepEqual(await other.queue.countClasses('main', 'other'), [])
          await one.exposures.moveOn(
            ['k1', 'k2', 'k4', 'u1', 'u2', 'u3'].map((itemId, n) => ({ itemId, rank: n / 6 })),
          )
          assert.deepEqual(
            await other.queue.countClasses('main', 'letters', { from: 1 / 6, to: 2 / 6 }),
            [
              { name: 'pears', known: 0, unknown: 0 },
              { name: 'plums', known: 1, unknown: 0 },
              { name: 'quinces', known: 0, unknown: 0 },
            ],
          )
        },
      ))

    // Counting a million items delayed every visitor by a tenth of a second.
    test('a great class is reckoned from a part of it', () =>
      withItems(
        Array.from({ length: 4_100 }, (_, n) =>
          picture(`k${n}`, { label: n < 4_000 ? 'plums' : `class ${n}` }),
        ),
        async ({ one }) => {
          const counts = await one.queue.countClasses('main', 'letters')
          const plums = counts.find(({ name }) => name === 'plums')?.known ?? 0
          assert.ok(plums !== 4_000 && Math.abs(plums - 4_000) < 2_000, String(plums))
          assert.deepEqual([counts.length, counts[0]?.known], [101, 1])
        },
      ))
  })
}
