import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JobEnd } from '../../model/job.ts'
import type { Database } from '../../model/store.ts'
import { corpus } from './examples.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const settle = { kind: 'settle', corpus: corpus.name }
const leaseMs = 1_000
const done: JobEnd = { state: 'done', progress: 'all', reason: '', failures: 0, dueAtMs: null }

function lease(worker: string, untilMs = leaseMs) {
  return { worker, untilMs }
}

/** What every engine that keeps jobs must do; `open` gives a fresh store whose clock stands at 0. */
export function testJobs(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`jobs in ${engine}`, () => {
    test('are planned once for each corpus and for the store, due at once', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add(corpus)
        await Promise.all([one.jobs.planForCorpora('settle'), other.jobs.planForCorpora('settle')])
        await one.jobs.planForStore('sweep')
        await other.jobs.planForStore('sweep')
        assert.deepEqual(await one.jobs.listDue(['settle', 'sweep'], 10), [
          settle,
          { kind: 'sweep', corpus: '' },
        ])
        assert.deepEqual(await other.jobs.listDue(['sweep'], 10), [{ kind: 'sweep', corpus: '' }])
        assert.deepEqual(await one.jobs.listDue(['settle', 'sweep'], 1), [settle])
        assert.equal((await one.jobs.list('main')).length, 1)
        assert.equal((await one.jobs.listAll()).length, 2)
      }))

    test('of two hundred takers in two processes one gets a job, and no other while it runs', () =>
      withStores(async ({ one, other }) => {
        await one.corpora.add(corpus)
        await one.jobs.planForCorpora('settle')
        const taken = await Promise.all(
          Array.from({ length: 200 }, (_, n) =>
            (n % 2 ? one : other).jobs.take(settle, lease(`worker ${n}`)),
          ),
        )
        const got = taken.filter((job) => job !== null)
        assert.deepEqual(
          got.map(({ state, startedAtMs }) => [state, startedAtMs]),
          [['running', 0]],
        )
        assert.deepEqual(await other.jobs.listDue(['settle'], 10), [])
        assert.equal(await other.jobs.takeNow(settle, '{}', lease('command')), null)
      }))

    test('of a process that was killed are free when the lease ends, and lost to it', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.jobs.planForStore('sweep')
        const sweep = { kind: 'sweep', corpus: '' }
        await one.jobs.take(sweep, lease('killed'))
        assert.equal(await one.jobs.renew(sweep, lease('killed', 2 * leaseMs), 'half'), 'held')
        moveClock(leaseMs)
        assert.equal(await other.jobs.take(sweep, lease('next', 3 * leaseMs)), null)
        moveClock(leaseMs)
        const next = await other.jobs.take(sweep, lease('next', 3 * leaseMs))
        // A job that kills its process again and again is not taken for ever.
        assert.deepEqual([next?.worker, next?.failures], ['next', 1])
        assert.equal(await one.jobs.renew(sweep, lease('killed', 9 * leaseMs), 'more'), 'lost')
        assert.equal(await one.jobs.end(sweep, 'killed', done), false)
        assert.equal(await other.jobs.end(sweep, 'next', done), true)
      }))

    test('record how they ended, and are due again when their end says so', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.jobs.planForStore('sweep')
        const sweep = { kind: 'sweep', corpus: '' }
        await one.jobs.take(sweep, lease('a'))
        moveClock(10)
        const end: JobEnd = { ...done, state: 'failed', reason: 'full', failures: 1, dueAtMs: 100 }
        await one.jobs.end(sweep, 'a', end)
        assert.deepEqual(await other.jobs.find(sweep), {
          ...sweep,
          ...end,
          input: '{}',
          startedAtMs: 0,
          endedAtMs: 10,
          worker: 'a',
          leaseUntilMs: 0,
          isCancelled: false,
        })
        assert.equal(await other.jobs.take(sweep, lease('b')), null)
        // Whoever asks in between does not cut the time short that a failed job waits.
        assert.equal(await other.jobs.request(sweep, { input: '{}', dueAtMs: 11 }), false)
        moveClock(90)
        assert.equal((await other.jobs.take(sweep, lease('b', 5_000)))?.failures, 1)
      }))

    test('that are asked for run once, with the input of whoever asked first', () =>
      withStores(async ({ one, other }) => {
        const key = { kind: 'import', corpus: 'letters' }
        assert.equal(await one.jobs.request(key, { input: '"a"', dueAtMs: 0 }), true)
        assert.equal(await other.jobs.request(key, { input: '"b"', dueAtMs: 0 }), false)
        assert.equal(await other.jobs.takeNow(key, '"b"', lease('command')), null)
        assert.equal((await one.jobs.take(key, lease('a')))?.input, '"a"')
        assert.equal(await other.jobs.request(key, { input: '"b"', dueAtMs: 0 }), false)
        await one.jobs.end(key, 'a', done)
        assert.deepEqual(await one.jobs.listDue(['import'], 10), [])
        assert.equal(await other.jobs.request(key, { input: '"b"', dueAtMs: 0 }), true)
      }))

    test('that a command runs are nobody else’s, and are left to it when it was killed', () =>
      withStores(async ({ one, other, moveClock }) => {
        const key = { kind: 'import', corpus: 'letters' }
        assert.equal((await one.jobs.takeNow(key, '"a"', lease('command')))?.state, 'running')
        assert.equal(await other.jobs.takeNow(key, '"a"', lease('second')), null)
        moveClock(leaseMs)
        assert.deepEqual(await other.jobs.listDue(['import'], 10), [])
        assert.equal((await other.jobs.takeNow(key, '"b"', lease('second', 5_000)))?.input, '"b"')
      }))

    test('that wait are over at once when they are cancelled, and may be asked for again', () =>
      withStores(async ({ one, other, moveClock }) => {
        const key = { kind: 'import', corpus: 'letters' }
        assert.equal(await one.jobs.cancel(key), null)
        await one.jobs.request(key, { input: '"a"', dueAtMs: 0 })
        moveClock(10)
        assert.equal(await other.jobs.cancel(key), 'cancelled')
        const { state, endedAtMs, dueAtMs } = (await one.jobs.find(key)) ?? assert.fail()
        assert.deepEqual([state, endedAtMs, dueAtMs], ['cancelled', 10, null])
        assert.equal(await one.jobs.take(key, lease('a')), null)
        assert.equal(await one.jobs.cancel(key), null)
        assert.equal(await one.jobs.request(key, { input: '"b"', dueAtMs: 0 }), true)
        assert.equal((await one.jobs.take(key, lease('a')))?.isCancelled, false)
      }))

    test('that run learn that they were cancelled, keep others out until they end, and do not go on', () =>
      withStores(async ({ one, other, moveClock }) => {
        const key = { kind: 'import', corpus: 'letters' }
        await one.jobs.request(key, { input: '"a"', dueAtMs: 0 })
        await one.jobs.take(key, lease('a'))
        assert.equal(await other.jobs.cancel(key), 'stopping')
        assert.equal(await other.jobs.request(key, { input: '"b"', dueAtMs: 0 }), false)
        assert.equal(await one.jobs.renew(key, lease('a'), '1 of 2'), 'cancelled')
        // The service was stopped at that moment, and gives its job back.
        await one.jobs.end(key, 'a', { ...done, state: 'waiting', dueAtMs: 0 })
        const ended = await other.jobs.find(key)
        assert.deepEqual([ended?.state, ended?.dueAtMs], ['cancelled', null])
        await one.jobs.takeNow(key, '"a"', lease('command'))
        assert.equal(await other.jobs.cancel(key), 'stopping')
        moveClock(leaseMs)
        assert.deepEqual(await other.jobs.listDue(['import'], 10), [])
        assert.equal(await other.jobs.cancel(key), null)
      }))

    test('that were done before they could be cancelled are done', () =>
      withStores(async ({ one }) => {
        const key = { kind: 'import', corpus: 'letters' }
        await one.jobs.takeNow(key, '"a"', lease('command'))
        await one.jobs.cancel(key)
        await one.jobs.end(key, 'command', done)
        assert.equal((await one.jobs.find(key))?.state, 'done')
        assert.equal(await one.jobs.cancel(key), null)
      }))

    test('that are over are forgotten after a time, and the earlier ones if there are many', () =>
      withStores(async ({ one, other, moveClock }) => {
        await one.corpora.add(corpus)
        await one.jobs.planForCorpora('settle')
        const end = async (name: string, state: 'done' | 'failed') => {
          const key = { kind: 'import', corpus: name }
          await one.jobs.takeNow(key, '"a"', lease('command', 5_000))
          moveClock(10)
          await one.jobs.end(key, 'command', { ...done, state })
        }
        for (const name of ['a', 'b', 'c']) await end(name, 'failed')
        await end('d', 'done')
        await one.jobs.takeNow({ kind: 'import', corpus: 'killed' }, '"a"', lease('killed', 15))
        await one.jobs.takeNow({ kind: 'import', corpus: 'runs' }, '"a"', lease('runs', 5_000))
        await one.jobs.request({ kind: 'import', corpus: 'waits' }, { input: '"a"', dueAtMs: 0 })
        const kept = async () =>
          (await other.jobs.listAll())
            .map(({ corpus: name }) => name)
            .filter((name) => name !== corpus.name)
        await other.jobs.forgetEnded({ byMs: 15, most: 9 })
        assert.deepEqual(await kept(), ['b', 'c', 'd', 'runs', 'waits'])
        await other.jobs.forgetEnded({ byMs: 15, most: 2 })
        assert.deepEqual(await kept(), ['c', 'd', 'runs', 'waits'])
        assert.equal((await one.jobs.list('main')).length, 1)
      }))

    test('of a deleted corpus are deleted', () =>
      withStores(async ({ one }) => {
        await one.jobs.request({ kind: 'settle', corpus: 'gone' }, { input: '{}', dueAtMs: 0 })
        await one.jobs.planForCorpora('settle')
        assert.deepEqual(await one.jobs.listAll(), [])
      }))
  })

  describe(`the turn to work in ${engine}`, () => {
    test('is one worker’s of two hundred in two processes, until it is left', () =>
      withStores(async ({ one, other }) => {
        const took = await Promise.all(
          Array.from({ length: 200 }, (_, n) =>
            (n % 2 ? one : other).jobs.takeTurn(lease(`worker ${n}`)),
          ),
        )
        assert.equal(took.filter(Boolean).length, 1)
        const holder = `worker ${took.indexOf(true)}`
        assert.deepEqual(await other.jobs.findTurn(), { worker: holder, isWanted: false })
        await other.jobs.leaveTurn('somebody else')
        assert.equal(await other.jobs.takeTurn(lease('next')), false)
        await one.jobs.leaveTurn(holder)
        assert.equal(await other.jobs.takeTurn(lease('next')), true)
      }))

    test('is renewed by its holder, free once that was killed, and known to be wanted by others', () =>
      withStores(async ({ one, other, moveClock }) => {
        assert.deepEqual(await one.jobs.findTurn(), { worker: null, isWanted: false })
        await one.jobs.takeTurn(lease('a'))
        await one.jobs.wantTurn(lease('a', 5_000))
        assert.deepEqual(await one.jobs.findTurn(), { worker: 'a', isWanted: false })
        await other.jobs.wantTurn(lease('b', 1_500))
        assert.equal(await one.jobs.takeTurn(lease('a', 2 * leaseMs)), true)
        assert.deepEqual(await one.jobs.findTurn(), { worker: 'a', isWanted: true })
        moveClock(1_500)
        assert.deepEqual(await one.jobs.findTurn(), { worker: 'a', isWanted: false })
        moveClock(500)
        assert.deepEqual(await one.jobs.findTurn(), { worker: null, isWanted: false })
        assert.equal(await other.jobs.takeTurn(lease('b', 9_000)), true)
        assert.equal(await one.jobs.takeTurn(lease('a', 9_000)), false)
      }))
  })
}
