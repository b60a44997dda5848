import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { Recall } from '../../model/recall.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'
import { corpus } from './examples.contract.ts'

/** A recall of a time in the corpus, with optional changes. */
function recall(id: string, change: Partial<Recall> = {}): Recall {
  return {
    id,
    corpus: 'letters',
    networkHash: null,
    fromMs: 10,
    toMs: 20,
    reason: 'a flood of bots',
    recalledAtMs: 100,
    liftedAtMs: null,
    alarm: null,
    ...change,
  }
}

const line = {
  atMs: 100,
  organisation: 'main',
  actor: 'test',
  action: 'corpus.recall',
  subject: 'letters',
  detail: '',
}

/** What every engine that keeps recalls must do; `open` gives two openings of a fresh store. */
export function testRecalls(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = (use: (stores: TwoStores<Database>) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      await stores.one.corpora.add(corpus)
      await stores.one.corpora.add({ ...corpus, name: 'maps' })
      await use(stores)
    })

  describe(`recalls in ${engine}`, () => {
    test('are kept together with their line, and found by every process in the order of their time', () =>
      withStores(async ({ one, other }) => {
        const later = recall('a', { recalledAtMs: 200, fromMs: null, toMs: null, networkHash: 'n' })
        await one.recalls.add('main', [later, recall('b')], line)
        await one.recalls.add('main', [recall('c', { corpus: 'maps' })], line)
        assert.deepEqual(await other.recalls.list('main', 'letters'), [recall('b'), later])
        assert.equal((await other.secrets.listWholeAudit(9)).length, 2)
      }))

    test('of which one cannot be kept are not kept at all, nor is their line', () =>
      withStores(async ({ one }) => {
        await assert.rejects(one.recalls.add('main', [recall('a'), recall('a')], line))
        assert.deepEqual(await one.recalls.list('main', 'letters'), [])
        assert.deepEqual(await one.secrets.listWholeAudit(9), [])
      }))

    test('are lifted once, by their own id or by what those of one command begin with', () =>
      withStores(async ({ one, other }) => {
        await one.recalls.add('main', [recall('a.0'), recall('a.1'), recall('ab')], line)
        assert.equal(await other.recalls.lift('main', 'a', { atMs: 300, line }), 2)
        assert.equal(await one.recalls.lift('main', 'a', { atMs: 400, line }), 0)
        assert.equal(await one.recalls.lift('main', 'ab', { atMs: 500, line }), 1)
        const lifted = (await one.recalls.list('main', 'letters')).map(
          ({ liftedAtMs }) => liftedAtMs,
        )
        assert.deepEqual(lifted, [300, 300, 500])
        assert.equal((await one.secrets.listWholeAudit(9)).length, 3)
      }))

    test('are ended once if they are open, with their line, and keep what made them', () =>
      withStores(async ({ one, other }) => {
        const hold = recall('h', { toMs: null, alarm: 'canaries' })
        await one.recalls.add('main', [hold, recall('closed')], line)
        assert.equal(await other.recalls.end('main', 'closed', { toMs: 50, line }), 0)
        assert.equal(await other.recalls.end('main', 'h', { toMs: 50, line }), 1)
        assert.equal(await one.recalls.end('main', 'h', { toMs: 60, line }), 0)
        assert.deepEqual(await one.recalls.list('main', 'letters'), [
          recall('closed'),
          { ...hold, toMs: 50 },
        ])
        assert.equal((await one.secrets.listWholeAudit(9)).length, 2)
      }))

    test('are forgotten with their corpus', () =>
      withStores(async ({ one, other }) => {
        await one.recalls.add('main', [recall('a')], line)
        await one.lifecycle.forgetCorpus('main', 'letters', line)
        await one.corpora.add(corpus)
        assert.deepEqual(await other.recalls.list('main', 'letters'), [])
      }))
  })
}
