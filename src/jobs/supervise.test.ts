import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { describe, test } from 'node:test'
import type { JobLog } from './run-job.ts'
import { stopWord, superviseWorker } from './supervise.ts'

/** A worker that ends when the test says so, and notes the messages it receives. */
class FakeWorker extends EventEmitter {
  connected = true
  sent: unknown[] = []
  send(word: unknown): boolean {
    this.sent.push(word)
    return true
  }
  kill(signal: string): boolean {
    this.emit('exit', null, signal)
    return true
  }
}

function supervise() {
  let now = 0
  const workers: FakeWorker[] = []
  const waited: number[] = []
  const lines: Parameters<JobLog>[0][] = []
  const supervised = superviseWorker({
    start: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker as unknown as ChildProcess
    },
    clock: () => now,
    pause: async (ms) => void waited.push(ms),
    log: (line) => lines.push(line),
  })
  const nextWorker = async (): Promise<FakeWorker> => {
    const count = workers.length
    while (workers.length === count) await new Promise((resolve) => setImmediate(resolve))
    return workers.at(-1) ?? assert.fail()
  }
  return { supervised, nextWorker, waited, lines, moveClock: (ms: number) => (now += ms) }
}

describe('a worker that is looked after', () => {
  test('is started again when it dies, later each time it dies young, and the log says so', async () => {
    const { supervised, nextWorker, waited, lines, moveClock } = supervise()
    for (let n = 0; n < 9; n += 1) (await nextWorker()).emit('exit', null, 'SIGKILL')
    const steady = await nextWorker()
    assert.deepEqual(
      waited,
      [1, 1, 2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1_000),
    )
    moveClock(60_000)
    steady.emit('exit', 1, null)
    const last = await nextWorker()
    assert.equal(waited.at(-1), 1_000)
    assert.deepEqual(
      [lines.length, lines[0]?.level, lines[0]?.['ended'], lines.at(-1)?.['ended']],
      [10, 'error', 'SIGKILL', 'exit code 1'],
    )
    const stopping = supervised.stop()
    last.emit('exit', 0, null)
    await stopping
  })

  test('is told to stop and awaited, and not started again', async () => {
    const { supervised, nextWorker, lines } = supervise()
    const worker = await nextWorker()
    worker.emit('message', { level: 'info', text: 'job done' })
    const stopping = supervised.stop()
    assert.deepEqual(worker.sent, [stopWord])
    worker.emit('exit', 0, null)
    await stopping
    assert.deepEqual(lines, [{ level: 'info', text: 'job done' }])
  })
})
