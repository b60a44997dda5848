import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobsContext } from '../../test/setup/jobs.ts'
import { fillPool, knownCrop, listPairs, unknownCrop } from '../../test/setup/pool.ts'
import { openDrawingPool } from '../kinds/draw.ts'
import type { JobKey } from '../model/job.ts'
import { openReplenishRequests } from './request-replenish.ts'
import { runDueJobs } from './runner.ts'

const running = new AbortController().signal

// Whoever found the first pairs of a large corpus used up waited until thousands were made, and all others with them.
test('a request that finds too few pairs makes none, and the worker makes them', async (t) => {
  const crops = Array.from({ length: 40 }, (_, n) => (n % 2 ? knownCrop(n, 100) : unknownCrop(100)))
  const { context, store, corpus } = await fillPool(t, 'transcription', { crops })
  const clock = context.clock
  const replenish = openReplenishRequests({ jobs: store.jobs, clock })
  const pool = openDrawingPool({ ...context, replenish }, corpus, null)
  assert.deepEqual(await pool.drawPairs(2), [])
  assert.deepEqual(await listPairs(store, corpus.name), [])
  await runDueJobs(jobsContext(store, { clock }), running)
  assert.equal((await pool.drawPairs(2)).length, 2)
})

test('replenishing is requested once in five seconds for each corpus, whoever asks', async () => {
  let now = 0
  const asked: string[] = []
  const request = async ({ corpus }: JobKey): Promise<boolean> => asked.push(corpus) > 0
  const replenish = openReplenishRequests({ jobs: { request }, clock: () => now })
  const ask = (name: string) => replenish({ name, organisation: 'main', kind: 'transcription' })
  await Promise.all(Array.from({ length: 100 }, (_, n) => ask(n % 2 ? 'a' : 'b')))
  assert.deepEqual(asked, ['b', 'a'])
  now = 4_999
  await ask('a')
  now = 5_000
  await ask('a')
  assert.deepEqual(asked, ['b', 'a', 'a'])
})
