import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Folder } from '../model/folder.ts'
import { paceFolder, paceWeb } from './pace.ts'
import { JobStopped, openTurn } from './turn.ts'

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The turn of a store without a store, and the times it was given back. */
function openOnly(stopped: AbortSignal) {
  let holder: string | null = null
  const left: string[] = []
  const jobs = {
    findTurn: async () => ({ worker: holder, isWanted: false }),
    takeTurn: async ({ worker }: { worker: string }) => {
      holder = worker
      return true
    },
    wantTurn: async () => undefined,
    leaveTurn: async (worker: string) => {
      holder = null
      left.push(worker)
    },
  }
  const turn = openTurn({ jobs, clock: () => 0, pause: nextTurn }, 'a', stopped)
  return { turn, left, holderOf: () => holder }
}

const limits = { sizeBytesMax: 1, timeMaxMs: 1, freshForMs: 1 }
const nothing = { fault: 'it gives nothing' }

describe('work that waits for the web', () => {
  // Settling waited for each page that an import fetched.
  test('gives the turn back meanwhile, and has it again afterwards', async () => {
    const { turn, left, holderOf } = openOnly(new AbortController().signal)
    await turn.take()
    const web = paceWeb(
      {
        fetch: async () => {
          while (left.length === 0) await nextTurn()
          assert.equal(holderOf(), null)
          return nothing
        },
      },
      turn.away,
    )
    assert.equal(await web.fetch('https://example.org/', limits), nothing)
    assert.equal(holderOf(), 'a')
  })

  test('keeps the turn for what is there at once', async () => {
    const { turn, left } = openOnly(new AbortController().signal)
    await turn.take()
    const web = paceWeb({ fetch: async () => nothing }, turn.away)
    assert.equal(await web.fetch('https://example.org/', limits), nothing)
    assert.deepEqual(left, [])
  })

  test('is given what came although it has to stop', async () => {
    const stop = new AbortController()
    const { turn, left } = openOnly(stop.signal)
    await turn.take()
    const web = paceWeb(
      {
        fetch: async () => {
          while (left.length === 0) await nextTurn()
          stop.abort()
          return nothing
        },
      },
      turn.away,
    )
    assert.equal(await web.fetch('https://example.org/', limits), nothing)
    await assert.rejects(turn.pass(), JobStopped)
  })
})

// An import took a file for damaged that it did not read because it was stopped, and remembered that.
test('a file is read although work has to stop', async () => {
  const bytes = Buffer.from('text')
  const folder: Folder = { name: 'x', list: async () => [], read: async () => bytes }
  const paced = paceFolder(folder, () => Promise.reject(new JobStopped()))
  assert.equal(await paced.read('a'), bytes)
  const broken = paceFolder(folder, () => Promise.reject(new Error('the store is gone')))
  await assert.rejects(broken.read('a'), /the store is gone/)
})
