import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { jobsContext } from '../../test/setup/jobs.ts'
import { canAsk } from '../challenge/can-ask.ts'
import { wordsToSpeak } from '../corpus/synthetic/word-lists.ts'
import { writeClip } from '../model/clip.ts'
import { kinds } from '../kinds/kinds.ts'
import type { OpenSpeaker } from '../model/speaker.ts'
import type { Store } from '../model/store.ts'
import { openStore } from '../store/sqlite/open-store.ts'
import type { JobContext } from './context.ts'
import { runDueJobs } from './runner.ts'
import { voicesJob } from './voices.ts'

const nowMs = Date.UTC(2026, 0, 1)
const minuteMs = 60_000
const corpus = 'demo-voices-fr'
const openVoices: OpenSpeaker = async (language) => ({
  voices: [
    { engine: 'bank', name: 'bass', depth: 'low' },
    { engine: 'bank', name: 'treble', depth: 'high' },
  ],
  words: wordsToSpeak(language),
  say: async (word) =>
    writeClip(Int16Array.from({ length: 400 }, (_, at) => word.charCodeAt(at % word.length))),
})

describe('the job that makes the voices of the demonstration', () => {
  let dataDir: string
  let store: Store
  let now = nowMs
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
    now = nowMs
    store = openStore({ dataDir, clock: () => now, random: randomBytes })
  })
  afterEach(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })

  const request = (name = corpus): Promise<boolean> =>
    store.jobs.request({ kind: 'voices', corpus: name }, { input: '{}', dueAtMs: now })
  const work = (
    context: Partial<JobContext> = {},
    stopped = new AbortController().signal,
  ): Promise<number> => {
    const shared = { clock: () => now, kinds: { voices: voicesJob } }
    return runDueJobs(
      jobsContext(store, { ...shared, context: { openVoices, ...context } }),
      stopped,
    )
  }
  const items = async () => {
    const sources = await store.sources.list('main', corpus, '', 100)
    const lists = sources.map(({ id }) => store.items.ofSource('main', id))
    return (await Promise.all(lists)).flat().map(({ id, label }) => `${id} ${label}`)
  }

  test('makes a corpus that can be asked, and the same one when it runs again', async () => {
    await request()
    await work()
    const made = await store.corpora.findOf('main', corpus)
    assert.deepEqual([made?.kind, made?.language], ['listening', 'fr'])
    const asking = { ...store, clock: () => now, random: randomBytes, kinds }
    assert.ok(made && (await canAsk(asking, made)))
    const before = await items()
    assert.equal(before.length, 48)
    await request()
    await work()
    assert.deepEqual(await items(), before)
    assert.equal((await store.jobs.find({ kind: 'voices', corpus }))?.progress, '0 recordings made')
  })

  test('begins again after it was broken off, and leaves nothing half made', async () => {
    await request()
    const stop = new AbortController()
    const stopping: OpenSpeaker = async (language) => {
      stop.abort()
      return openVoices(language)
    }
    await work({ openVoices: stopping }, stop.signal)
    assert.equal(await store.corpora.findOf('main', corpus), null)
    const sources = { ...store.sources, add: () => Promise.reject(new Error('the disk is full')) }
    await work({ sources })
    assert.deepEqual(
      [(await store.jobs.find({ kind: 'voices', corpus }))?.state, await items()],
      ['failed', []],
    )
    now += 2 * minuteMs
    await work()
    assert.equal((await items()).length, 48)
  })

  test('makes no other corpus', async () => {
    await request('letters')
    await work()
    assert.equal((await store.jobs.find({ kind: 'voices', corpus: 'letters' }))?.state, 'failed')
    assert.equal((await store.corpora.listAll()).length, 0)
  })
})
