import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Job } from '../src/model/job.ts'
import type { Store } from '../src/model/store.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { corpus, item, source } from '../src/store/suites/examples.contract.ts'
import { linesOfPage, putPages } from './setup/put-pages.ts'
import { prepareImport, type ImportFixture } from './setup/program.ts'
import { fakeReading, keepReadings } from './setup/readings.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const pages = 30
/** More pages than an import finishes before it is cancelled. */
const manyPages = 150
const lookEveryMs = 20
const rights = ['--corpus', 'pages', '--licence', 'CC0-1.0', '--credit', 'Nobody']

let fixture: ImportFixture
let store: Store
let out: string
let log: string

beforeEach(async (t) => {
  fixture = prepareImport(t as TestContext)
  log = ''
  await putPages(fixture, pages)
  out = join(dirname(fixture.dataDir), 'out')
  store = openStore({ dataDir: fixture.dataDir, clock: Date.now, random: randomBytes })
  await store.corpora.add(corpus)
  await store.sources.add('main', source, [item('a', { status: 'unknown', label: null })])
  await keepReadings(store.readings, [fakeReading('a', 'Haus')])
})
afterEach(() => store.close())

async function start(t: TestContext): Promise<ChildProcess> {
  const argv = ['serve', '--port', '0', '--data', fixture.dataDir]
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill('SIGKILL'))
  child.stderr.on('data', (chunk) => (log += String(chunk)))
  await once(child.stdout, 'data')
  return child
}

async function stop(service: ChildProcess): Promise<void> {
  const ended = once(service, 'close')
  service.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
}

function command(...argv: string[]): void {
  const { status, stderr } = spawnSync(program, [...argv, '--data', fixture.dataDir])
  assert.equal(status, 0, String(stderr))
}

function queueImport(): void {
  command('corpus', 'import', fixture.folder, ...rights, '--queue')
}

const importOfPages = { kind: 'import', corpus: 'pages' }

async function countSources(): Promise<number> {
  return (await store.corpora.count('main', 'pages')).sources
}

/** Waits until a job meets a condition. */
async function until(isSo: (job: Job) => boolean, key = importOfPages): Promise<Job> {
  for (;;) {
    const job = await store.jobs.find(key)
    if (job && isSo(job)) return job
    await delay(lookEveryMs)
  }
}

/** Waits until the import has finished some more pages, and gives its job. */
async function untilSome(): Promise<Job> {
  const had = await countSources()
  while ((await countSources()) < had + 3) await delay(lookEveryMs)
  const job = await until(({ state }) => state === 'running')
  assert.ok((await countSources()) < pages, 'the import has ended too early')
  return job
}

function pidOf({ worker }: Job): number {
  return Number(worker.split(' ')[1])
}

function assertWholeExport(): void {
  const descriptor = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as {
    resources: { path: string }[]
  }
  assert.ok(descriptor.resources.length > 0)
  for (const { path } of descriptor.resources) assert.ok(existsSync(join(out, path)), path)
  const beside = readdirSync(dirname(out))
  assert.deepEqual(
    beside.filter((name) => name.startsWith('.out')),
    [],
  )
}

describe('an import and an export that wait for a worker', () => {
  test('are completed although the worker is killed during an import, and the log reports both', async (t) => {
    const service = await start(t)
    queueImport()
    const flags = ['--corpus', 'letters', '--format', 'csv', '--out', out, '--queue']
    command('labels', 'export', ...flags)
    const running = await untilSome()
    assert.notEqual(pidOf(running), service.pid)
    process.kill(pidOf(running), 'SIGKILL')
    const again = await until(({ state }) => state === 'done')
    assert.notEqual(pidOf(again), pidOf(running))
    assert.match(again.progress, /^30 pages and images, \d+ new items, 0 skipped/)
    const { known } = await store.corpora.count('main', 'pages')
    assert.deepEqual([await countSources(), known], [pages, pages * linesOfPage])
    await until(({ state }) => state === 'done', { kind: 'export', corpus: 'letters' })
    assertWholeExport()
    await stop(service)
    for (const job of ['import', 'export'])
      for (const text of ['job started', 'job done'])
        assert.ok(
          log.split('\n').some((line) => line.includes(`"${job}"`) && line.includes(text)),
          `${text}: ${job}`,
        )
    // The killed worker may have left the file that it was writing, which is deleted after an hour.
    const left = fixture.leftovers().filter((path) => !path.includes('/drafts/'))
    assert.deepEqual(left, [])
  })

  test('are interrupted when the service stops, and go on when it starts again', async (t) => {
    const service = await start(t)
    queueImport()
    await untilSome()
    await stop(service)
    const { state, failures } = await until(() => true)
    assert.deepEqual([state, failures], ['waiting', 0])
    assert.match(log, /job stopped/)
    const kept = await countSources()
    assert.ok(kept < pages)
    const again = await start(t)
    await until((job) => job.state === 'done')
    assert.equal(await countSources(), pages)
    await stop(again)
    assert.deepEqual(fixture.leftovers(), [])
  })

  test('end when they are cancelled, and what was imported stays', async (t) => {
    await putPages(fixture, manyPages)
    const service = await start(t)
    queueImport()
    await untilSome()
    command('jobs', 'cancel', 'import', 'pages')
    await until(({ state }) => state === 'cancelled')
    const kept = await countSources()
    assert.ok(kept > 0 && kept < manyPages, `${kept}`)
    await stop(service)
    assert.match(log, /job cancelled/)
    assert.deepEqual(fixture.leftovers(), [])
  })
})
