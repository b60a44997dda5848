import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { fakeTerminal } from '../../test/setup/terminal.ts'
import { runInOwnProcess } from './own-process.ts'
import { hasEnded, nameProcess } from './process-name.ts'

const key = { kind: 'import', corpus: 'letters' }
const order = { ...key, input: { given: ['a'] }, triesMax: 1, dueInMs: null }
const minuteMs = 60_000

type Shown = { kind: string; state: string; reason: string | null; progress: string | null }

/** The name of a process on this host that has ended. */
function nameOfEnded(): string {
  const { pid } = spawnSync('true')
  return nameProcess(randomBytes).replace(` ${process.pid} `, ` ${pid} `)
}

describe('a job that a command runs', () => {
  test('is shown while it runs and when it is done, and gives the turn back', async () => {
    const terminal = fakeTerminal()
    const own = { store: terminal.store, clock: terminal.now, random: randomBytes }
    const look = () => terminal.json<Shown[]>('jobs', '--corpus', 'letters')
    let during: Shown[] = []
    const done = await runInOwnProcess(own, order, async (store, { announce }) => {
      announce('1 of 2')
      await store.corpora.list('main')
      during = await look()
      return { given: 2 }
    })
    assert.deepEqual(done, { given: 2 })
    assert.equal(during[0]?.state, 'running')
    const [after] = await look()
    assert.deepEqual([after?.state, after?.progress, after?.reason], ['done', '1 of 2', null])
    assert.equal((await terminal.store.jobs.findTurn()).worker, null)
    await terminal.close()
  })

  test('is not run while another process runs it, and reports why it was refused or failed', async () => {
    const terminal = fakeTerminal()
    const { store } = terminal
    const own = { store, clock: terminal.now, random: randomBytes }
    await store.jobs.takeNow(key, '{}', { worker: 'other', untilMs: terminal.now() + minuteMs })
    assert.equal(await runInOwnProcess(own, order, () => assert.fail('it ran')), 'busy')
    terminal.moveClock(minuteMs)
    await runInOwnProcess(own, order, async () => ({ refused: 'Stopped after 3.' }))
    assert.equal((await store.jobs.find(key))?.reason, 'Stopped after 3.')
    const damaged = runInOwnProcess(own, order, () => Promise.reject(new Error('damaged')))
    await assert.rejects(damaged, /damaged/)
    assert.match(
      await terminal.run('jobs').then(({ out }) => out),
      /import {2}letters {2}failed {2}damaged/,
    )
    await terminal.close()
  })

  test('ends at its next step when it is cancelled', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const terminal = fakeTerminal()
    const { store } = terminal
    const own = { store, clock: terminal.now, random: randomBytes }
    const done = await runInOwnProcess(own, order, async (paced, { announce }) => {
      announce('half')
      assert.equal(await store.jobs.cancel(key), 'stopping')
      t.mock.timers.tick(5_000)
      while ((await store.jobs.find(key))?.progress !== 'half')
        await new Promise((resolve) => setImmediate(resolve))
      await paced.corpora.listAll()
      return assert.fail('it went on')
    })
    assert.equal(done, 'cancelled')
    assert.equal((await store.jobs.find(key))?.state, 'cancelled')
    await terminal.close()
  })

  test('resumes at once if the process that had it, and the turn, was killed on this host', async () => {
    const terminal = fakeTerminal()
    const { store } = terminal
    const own = { store, clock: terminal.now, random: randomBytes }
    const ended = { worker: `${nameOfEnded()} command`, untilMs: terminal.now() + minuteMs }
    await store.jobs.takeNow(key, '{}', ended)
    await store.jobs.takeTurn(ended)
    const done = await runInOwnProcess(own, { ...order, triesMax: 2 }, async () => ({ n: 1 }))
    assert.deepEqual(done, { n: 1 })
    await terminal.close()
  })
})

test('a process of another host, or one that lives, is never said to have ended', () => {
  assert.equal(hasEnded(nameProcess(randomBytes)), false)
  assert.equal(hasEnded(`elsewhere ${spawnSync('true').pid} 00`), false)
  assert.equal(hasEnded('worker'), false)
  assert.equal(hasEnded(nameOfEnded()), true)
})
