import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus } from '../../store/suites/examples.contract.ts'

type Shown = { kind: string; corpus: string | null; state: string; reason: string | null }

const minuteMs = 60_000

describe('incipit jobs', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    const { corpora, jobs, organisations } = terminal.store
    await terminal.run('organisation', 'add', 'Library')
    const library = await organisations.findByName('Library')
    assert.ok(library)
    await corpora.add(corpus)
    await corpora.add({ ...corpus, name: 'wills', organisation: library.id })
    await jobs.planForCorpora('settle')
    await jobs.planForStore('sweep')
  })
  afterEach(() => terminal.close())
  const shown = async (...flags: string[]): Promise<(string | null)[]> =>
    (await terminal.json<Shown[]>('jobs', ...flags)).map((job) => job.corpus)

  test('shows the operator the jobs of all corpora and of the store, or of one corpus', async () => {
    assert.deepEqual(await shown(), [null, 'letters', 'wills'])
    assert.deepEqual(await shown('--corpus', 'wills'), ['wills'])
    assert.deepEqual(await shown('--corpus', 'none'), [])
  })

  test('shows an organisation the jobs of its own corpora alone', async () => {
    assert.deepEqual(await shown('--organisation', 'Library'), ['wills'])
    assert.deepEqual(await shown('--organisation', 'Library', '--corpus', 'letters'), [])
    const refusal = await terminal.refusal('jobs', '--organisation', 'None')
    assert.match(refusal, /no organisation “None”/)
  })

  test('does not show a job as running whose process is gone', async () => {
    const key = { kind: 'settle', corpus: 'wills' }
    const lease = { worker: 'gone', untilMs: terminal.now() + minuteMs }
    assert.ok(await terminal.store.jobs.take(key, lease))
    const look = async () => (await terminal.json<Shown[]>('jobs', '--corpus', 'wills'))[0]
    assert.equal((await look())?.state, 'running')
    terminal.moveClock(minuteMs)
    const { state, reason } = (await look()) ?? {}
    assert.deepEqual([state, reason], ['waiting', 'its process has ended'])
  })
})
