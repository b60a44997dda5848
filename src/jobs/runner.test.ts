import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { describe, test, type TestContext } from 'node:test'
import { makeDataDir } from '../../test/setup/data-dir.ts'
import { jobsContext } from '../../test/setup/jobs.ts'
import type { Store } from '../model/store.ts'
import { openStore } from '../store/sqlite/open-store.ts'
import { corpus } from '../store/suites/examples.contract.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobRun } from './kind.ts'
import type { JobLog } from './run-job.ts'
import { runDueJobs, runJobs } from './runner.ts'

const minuteMs = 60_000
const running = new AbortController().signal

type Line = Parameters<JobLog>[0]

/** A store with two corpora, a clock to move, and runners on it as other processes would have them. */
async function openRunners(t: TestContext, kinds: Readonly<Record<string, JobKind>>) {
  const dataDir = makeDataDir()
  let now = 0
  const clock = (): number => now
  const stores: Store[] = []
  const lines: Line[] = []
  const open = (process: string) => {
    const store = openStore({ dataDir, clock, random: randomBytes })
    stores.push(store)
    return jobsContext(store, { clock, kinds, process, log: (line) => lines.push(line) })
  }
  t.after(async () => {
    for (const store of stores) await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const one = open('one')
  for (const name of ['a', 'b']) await one.context.corpora.add({ ...corpus, name })
  return { one, other: open('other'), lines, moveClock: (byMs: number) => (now += byMs) }
}

function onCorpora(run: JobKind['run'], lane: JobKind['lane'] = 'quick'): JobKind {
  return { lane, plan: { on: 'corpora', everyMs: minuteMs }, run }
}

describe('the runner', () => {
  test('runs each job when it is due, once over all processes', async (t) => {
    const ran: string[] = []
    const work = onCorpora(async ({ corpus: name }) => {
      ran.push(name)
      return { done: 'well' }
    })
    const { one, other, moveClock } = await openRunners(t, { work })
    await Promise.all([runDueJobs(one, running), runDueJobs(other, running)])
    assert.deepEqual(ran.toSorted(), ['a', 'b'])
    assert.equal(await runDueJobs(other, running), 0)
    moveClock(minuteMs)
    assert.equal(await runDueJobs(other, running), 2)
    const job = await one.context.jobs.find({ kind: 'work', corpus: 'a' })
    assert.deepEqual(
      [job?.state, job?.progress, job?.worker, job?.dueAtMs],
      ['done', 'well', 'other quick', 2 * minuteMs],
    )
  })

  // One corpus that threw kept the pools of all corpora after it in the alphabet from being refreshed.
  test('goes on with the others if a corpus fails, and lets it wait longer each time', async (t) => {
    const ran: string[] = []
    const work = onCorpora(async ({ corpus: name }) => {
      ran.push(name)
      if (name === 'a') throw new Error('damaged')
      return { done: '' }
    })
    const { one, lines, moveClock } = await openRunners(t, { work })
    const key = { kind: 'work', corpus: 'a' }
    const dueAfter: number[] = []
    let now = 0
    for (let n = 0; n < 9; n += 1) {
      await runDueJobs(one, running)
      const { dueAtMs = 0 } = (await one.context.jobs.find(key)) ?? {}
      dueAfter.push((Number(dueAtMs) - now) / minuteMs)
      moveClock(Number(dueAtMs) - now)
      now = Number(dueAtMs)
    }
    assert.deepEqual(dueAfter, [1, 2, 4, 8, 16, 32, 60, 60, 60])
    assert.ok(ran.filter((name) => name === 'b').length >= 9)
    const job = await one.context.jobs.find(key)
    assert.deepEqual([job?.state, job?.reason, job?.failures], ['failed', 'damaged', 9])
    const failed = lines.filter(({ text }) => text === 'job failed')
    assert.equal(failed.length, 9)
    assert.deepEqual(failed.map(({ level, reason, corpus: name }) => [level, reason, name])[0], [
      'error',
      'damaged',
      'a',
    ])
  })

  test('goes on with a job whose process was killed, once its time is over', async (t) => {
    let isKilled = true
    const begun: string[] = []
    const work = onCorpora((run) => {
      begun.push(run.corpus)
      // A killed process never answers.
      return isKilled ? new Promise(() => undefined) : Promise.resolve({ done: 'all' })
    })
    const { one, other, moveClock } = await openRunners(t, { work })
    void runDueJobs(one, running)
    while (begun.length === 0) await new Promise((resolve) => setImmediate(resolve))
    isKilled = false
    moveClock(minuteMs - 1)
    assert.deepEqual(await other.context.jobs.listDue(['work'], 9), [{ kind: 'work', corpus: 'b' }])
    moveClock(1)
    assert.equal(await runDueJobs(other, running), 2)
    assert.deepEqual(begun.toSorted(), ['a', 'a', 'b'])
  })

  test('breaks a job off between two calls of the store when it is stopped; the next run goes on', async (t) => {
    const stop = new AbortController()
    let calls = 0
    const work = onCorpora(async (_, { corpora }) => {
      for (; calls < 10; calls += 1) {
        await corpora.list('main')
        if (calls === 3) stop.abort()
      }
      return { done: 'all' }
    })
    const { one, other } = await openRunners(t, { work })
    await runJobs(one, stop.signal)
    assert.equal(calls, 4)
    const job = await one.context.jobs.find({ kind: 'work', corpus: 'a' })
    assert.deepEqual([job?.state, job?.failures, job?.dueAtMs], ['waiting', 0, 0])
    assert.deepEqual(await one.context.jobs.findTurn(), { worker: null, isWanted: false })
    await runDueJobs(other, running)
    assert.equal(calls, 10)
  })

  test('lets quick jobs, and other processes, in between the steps of a long one, one at a time', async (t) => {
    let atWork = 0
    const order: string[] = []
    const steps = 40
    const work = async (
      name: string,
      count: number,
      { corpus: of }: JobRun,
      call: () => unknown,
    ) => {
      for (let n = 0; n < count; n += 1) {
        await call()
        atWork += 1
        assert.equal(atWork, 1, 'two work at a time')
        await Promise.resolve()
        atWork -= 1
        order.push(name + of)
        moveClock(50)
      }
      return { done: '' }
    }
    const long = onCorpora((run, { corpora }) => work('long ', steps, run, corpora.listAll), 'long')
    const quick = onCorpora((run, { corpora }) => work('quick ', 2, run, corpora.listAll))
    const { one, other, moveClock } = await openRunners(t, { long, quick })
    const stop = new AbortController()
    const done = Promise.all([runJobs(one, stop.signal), runJobs(other, stop.signal)])
    while (order.filter((name) => name === 'long b').length < steps)
      await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    await done
    const first = order.indexOf('quick b')
    assert.ok(first < order.lastIndexOf('long a'), order.join())
  })

  test('asks for what a job made due, and tries what was asked for five times at most', async (t) => {
    let tries = 0
    const settle = onCorpora(async () => ({ done: '', requests: [{ kind: 'refit', corpus: 'a' }] }))
    const refit: JobKind = {
      lane: 'long',
      plan: null,
      run: async () => {
        tries += 1
        throw new Error('no room')
      },
    }
    const { one, moveClock } = await openRunners(t, { settle, refit })
    await runDueJobs(one, running)
    assert.equal(tries, 1)
    // Requesting it again while it waits for its next try does not hurry it.
    await runDueJobs({ ...one, kinds: { refit } }, running)
    assert.equal(tries, 1)
    for (let n = 0; n < 10; n += 1) {
      moveClock(60 * minuteMs)
      await runDueJobs({ ...one, kinds: { refit } }, running)
    }
    assert.equal(tries, 5)
  })

  // A refit that came due while an archive of days was imported would have waited for days.
  test('lets fits and settling in between the pieces of an import, and goes on with it', async (t) => {
    const order: string[] = []
    const pieces =
      (name: string, count: number) =>
      async (_: JobRun, { corpora }: JobContext) => {
        for (let n = 0; n < count; n += 1) {
          await corpora.listAll()
          order.push(name)
          moveClock(50)
        }
        return { done: '' }
      }
    const requested = { plan: null } as const
    const { one, other, moveClock } = await openRunners(t, {
      import: { ...requested, lane: 'bulk', run: pieces('import', 100) },
      refit: { ...requested, lane: 'long', run: pieces('refit', 10) },
      settle: { ...requested, lane: 'quick', run: pieces('settle', 10) },
    })
    const ask = (kind: string) =>
      one.context.jobs.request({ kind, corpus: 'a' }, { input: '{}', dueAtMs: 0 })
    await ask('import')
    const stop = new AbortController()
    const done = Promise.all([runJobs(one, stop.signal), runJobs(other, stop.signal)])
    while (order.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await ask('refit')
    await ask('settle')
    while (order.length < 120) await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    await done
    const last = order.lastIndexOf('import')
    assert.ok(order.lastIndexOf('settle') < last && order.lastIndexOf('refit') < last, order.join())
    const between = order.slice(order.indexOf('refit'), order.lastIndexOf('refit'))
    assert.ok(between.includes('import'), order.join())
  })

  test('ends a job that is cancelled at its next step, and does not go on with it', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    let steps = 0
    const key = { kind: 'import', corpus: 'a' }
    const work: JobKind['run'] = async ({ announce }, { corpora, jobs }) => {
      for (; steps < 10; steps += 1) {
        announce(`${steps} of 10`)
        await corpora.listAll()
        if (steps !== 3) continue
        assert.equal(await jobs.cancel(key), 'stopping')
        t.mock.timers.tick(5_000)
        while ((await jobs.find(key))?.progress !== '3 of 10')
          await new Promise((resolve) => setImmediate(resolve))
      }
      return { done: 'all' }
    }
    const { one, other, lines } = await openRunners(t, {
      import: { lane: 'bulk', plan: null, run: work },
    })
    await one.context.jobs.request(key, { input: '{}', dueAtMs: 0 })
    await runDueJobs(one, running)
    assert.equal(steps, 4)
    const job = await one.context.jobs.find(key)
    assert.deepEqual([job?.state, job?.progress, job?.dueAtMs], ['cancelled', '4 of 10', null])
    assert.equal(await runDueJobs(other, running), 0)
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['job started', 'job cancelled'],
    )
  })

  test('gives up a job that ended its process five times, and passes on an input that is not JSON as null', async (t) => {
    const inputs: unknown[] = []
    const work: JobKind['run'] = async ({ input }) => {
      inputs.push(input)
      return { refused: 'It cannot be read.' }
    }
    const { one, moveClock } = await openRunners(t, {
      import: { lane: 'bulk', plan: null, run: work },
    })
    const { jobs } = one.context
    const [a, b] = ['a', 'b'].map((name) => ({ kind: 'import', corpus: name }))
    if (!a || !b) return assert.fail()
    await jobs.request(a, { input: '{}', dueAtMs: 0 })
    for (let n = 0; n < 5; n += 1) {
      await jobs.take(a, { worker: 'killed', untilMs: n * minuteMs + 1 })
      moveClock(minuteMs)
    }
    await jobs.request(b, { input: '{', dueAtMs: 0 })
    await runDueJobs(one, running)
    assert.deepEqual(inputs, [null])
    assert.deepEqual(
      (await jobs.listAll()).map(({ state, reason, dueAtMs }) => [state, reason, dueAtMs]),
      [
        ['failed', 'It failed, or its process died, 5 times in a row.', null],
        ['failed', 'It cannot be read.', null],
      ],
    )
  })

  test('starts and reports nothing if there is nothing to do', async (t) => {
    const idle: JobKind = {
      ...onCorpora(() => assert.fail('it was begun')),
      hasWork: async () => false,
    }
    const { one, lines } = await openRunners(t, { idle })
    assert.equal(await runDueJobs(one, running), 0)
    assert.deepEqual(lines, [])
  })
})
