import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fillLetters, readLetters } from '../../test/setup/letters.ts'
import { jobsContext } from '../../test/setup/jobs.ts'
import { linesOfPage, putPages } from '../../test/setup/put-pages.ts'
import { fakeTerminal, type FakeTerminal } from '../../test/setup/terminal.ts'
import { openPage } from '../picture/open.ts'
import { openFolderOnDisk } from '../store/files/folder-disk.ts'
import { openOutFolder } from '../store/files/out-folder-disk.ts'
import type { JobContext } from './context.ts'
import { jobKinds } from './kinds.ts'
import type { JobLog } from './run-job.ts'
import { runDueJobs } from './runner.ts'

const pages = 4
const { import: importKind, export: exportKind } = jobKinds
assert.ok(importKind && exportKind)
const kinds = { import: importKind, export: exportKind }

let terminal: FakeTerminal
let place: string
let lines: Parameters<JobLog>[0][]

beforeEach(async () => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-asked-'))
  lines = []
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

/** Runs what waits, as the worker of a service does; `change` replaces parts of its context. */
function work(change: Partial<JobContext> = {}, stop = new AbortController().signal) {
  const context = {
    openFolder: openFolderOnDisk,
    openOut: (path: string) => openOutFolder(path, terminal.dataDir),
    openPage,
    openWeb: () => ({ fetch: () => assert.fail('nothing is fetched here') }),
    ...change,
  }
  const log: JobLog = (line) => lines.push(line)
  return runDueJobs(jobsContext(terminal.store, { clock: terminal.now, context, kinds, log }), stop)
}

async function makePages(): Promise<string> {
  const folder = join(place, 'in')
  mkdirSync(folder)
  const put = (name: string, body: string | Buffer): string => {
    writeFileSync(join(folder, name), body)
    return join(folder, name)
  }
  await putPages({ put }, pages)
  return folder
}

const rights = ['--licence', 'CC0-1.0', '--credit', 'Archive']

function queueImport(folder: string, corpus = 'pages') {
  return terminal.json('corpus', 'import', folder, '--corpus', corpus, ...rights, '--queue')
}
function exportFlags(format: string, out: string): string[] {
  const flags = ['--corpus', 'letters', '--format', format, '--out', out]
  return ['labels', 'export', ...flags, '--queue']
}

type Shown = { kind: string; corpus: string; state: string; progress: string; reason: string }

async function shown(kind: string): Promise<[state: string, progress: string, reason: string]> {
  const jobs = await terminal.json<Shown[]>('jobs')
  const { state, progress, reason } = jobs.find((job) => job.kind === kind) ?? assert.fail(kind)
  return [state, progress, reason]
}

async function countKept(corpus = 'pages'): Promise<[sources: number, known: number]> {
  const { sources, known } = await terminal.store.corpora.count('main', corpus)
  return [sources, known]
}

describe('an import that waits for a worker', () => {
  test('is done by it, and its outcome is shown and logged', async () => {
    const folder = await makePages()
    const queued = await queueImport(folder)
    assert.deepEqual(queued, { queued: true, kind: 'import', corpus: 'pages' })
    assert.deepEqual(await shown('import'), ['waiting', null, null])
    assert.equal(await work(), 1)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    const counts = `${pages} pages and images, ${pages * linesOfPage} new items, 0 skipped`
    assert.deepEqual(await shown('import'), ['done', counts, null])
    assert.deepEqual(
      lines.map(({ text, corpus, result }) => [text, corpus, result]),
      [
        ['job started', 'pages', undefined],
        ['job done', 'pages', counts],
      ],
    )
    assert.equal(await work(), 0)
  })

  test('goes on after the pages it has when it was stopped', async () => {
    await queueImport(await makePages())
    const stop = new AbortController()
    const { sources } = terminal.store
    let added = 0
    const add: typeof sources.add = async (...given) => {
      added += 1
      if (added === 2) stop.abort()
      return sources.add(...given)
    }
    await work({ sources: { ...sources, add } }, stop.signal)
    assert.deepEqual(await countKept(), [2, 2 * linesOfPage])
    const [state, progress] = await shown('import')
    assert.deepEqual([state, lines.at(-1)?.text], ['waiting', 'job stopped'])
    assert.match(progress, /of 4 pictures of/)
    await work()
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    const [, counts] = await shown('import')
    assert.match(counts, new RegExp(`^4 pages and images, ${2 * linesOfPage} new items, 0 skipped`))
  })

  test('is refused at once if it could not be done', async () => {
    const refused = (folder: string, ...flags: string[]) =>
      terminal.refusal('corpus', 'import', folder, '--queue', '--corpus', 'pages', ...flags)
    const nowhere = join(place, 'nowhere')
    assert.equal(await refused(nowhere, ...rights), `${nowhere} does not exist.`)
    assert.match(await refused(place, '--licence', 'CC-BY-NC-4.0', '--credit', 'A'), /allow/)
    assert.match(await refused(place, ...rights, '--allow-host', 'http://x/'), /HOST or HOST:PORT/)
    assert.match(await refused(place, ...rights, '--dry-run'), /not queued/)
    const long = join('/', 'x'.repeat(4_200))
    assert.match(await refused(`http://a.example${long}`, ...rights), /too long/)
    assert.deepEqual(await terminal.json('jobs'), [])
    await queueImport(place)
    const busy = /^Another import into “pages” is running or waiting; `incipit jobs` shows it\.$/
    assert.match(await refused(place, ...rights, '--language', 'fr'), busy)
  })

  test('is refused if a hundred wait', async () => {
    for (let n = 0; n < 100; n += 1)
      await terminal.store.jobs.request(
        { kind: 'import', corpus: `corpus ${n}` },
        { input: '{}', dueAtMs: 0 },
      )
    const flags = ['--corpus', 'pages', ...rights, '--queue']
    const refusal = await terminal.refusal('corpus', 'import', place, ...flags)
    assert.match(refusal, /^100 imports and exports are already waiting/)
  })

  test('fails with a sentence if its folder is gone, and is not tried again', async () => {
    const folder = await makePages()
    await queueImport(folder)
    rmSync(folder, { recursive: true })
    await work()
    assert.deepEqual(await shown('import'), ['failed', null, `${folder} does not exist.`])
    const [, failed] = lines
    assert.deepEqual(
      [failed?.text, failed?.level, failed?.['reason']],
      ['job failed', 'error', `${folder} does not exist.`],
    )
    terminal.moveClock(86_400_000)
    assert.equal(await work(), 0)
  })

  test('fails with a sentence if what was asked for cannot be read, and the others are done', async () => {
    const { jobs } = terminal.store
    for (const [corpus, input] of [
      ['a', '{'],
      ['b', '{"given":["/"]}'],
    ] as const)
      await jobs.request({ kind: 'import', corpus }, { input, dueAtMs: 0 })
    await jobs.request({ kind: 'export', corpus: 'a' }, { input: '[]', dueAtMs: 0 })
    await queueImport(await makePages())
    // One that was put in the place of another.
    const { input } = (await jobs.find({ kind: 'import', corpus: 'pages' })) ?? assert.fail()
    await jobs.request({ kind: 'import', corpus: 'c' }, { input, dueAtMs: 0 })
    assert.equal(await work(), 5)
    const failed = (await jobs.listAll()).filter(({ state }) => state === 'failed')
    const sentence = /^What was to be (im|ex)ported cannot be read; ask for it again\.$/
    for (const { reason } of failed) assert.match(reason, sentence)
    assert.equal(failed.length, 4)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
  })

  test('is for the organisation that was named, and fails if that is gone', async () => {
    const flags = ['--corpus', 'pages', ...rights, '--queue', '--organisation', 'House']
    await terminal.json('corpus', 'import', await makePages(), ...flags)
    await terminal.json('organisation', 'remove', 'House')
    await work()
    const gone = 'The organisation that it was for is gone.'
    assert.deepEqual(await shown('import'), ['failed', null, gone])
    await terminal.json('corpus', 'import', join(place, 'in'), ...flags)
    await work()
    const [{ organisation } = assert.fail()] = await terminal.json<{ organisation: string }[]>(
      'corpus',
      'list',
    )
    assert.equal(organisation, 'House')
  })

  test('is done here and now if the same command comes without --queue', async () => {
    const folder = await makePages()
    await queueImport(folder)
    await terminal.json('corpus', 'import', folder, '--corpus', 'pages', ...rights)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    assert.equal(await work(), 0)
  })

  test('is cancelled, and nothing is imported', async () => {
    const folder = await makePages()
    await queueImport(folder)
    const { out } = await terminal.run('jobs', 'cancel', 'import', 'pages')
    assert.equal(out, 'The import of “pages” is cancelled.\n')
    assert.equal(await work(), 0)
    assert.deepEqual(await shown('import'), ['cancelled', null, null])
    assert.match(
      await terminal.refusal('jobs', 'cancel', 'import', 'pages'),
      /^No import of “pages” is running or waiting\.$/,
    )
    await queueImport(folder)
    assert.equal(await work(), 1)
  })

  test('is cancelled for its own organisation alone, and other jobs are not cancelled', async () => {
    const cancel = ['jobs', 'cancel', 'import', 'pages']
    await queueImport(place)
    await terminal.json('organisation', 'add', 'House')
    const refusal = await terminal.refusal(...cancel, '--organisation', 'House')
    assert.match(refusal, /^No import of “pages”/)
    assert.match(
      await terminal.refusal('jobs', 'cancel', 'settle', 'pages'),
      /^Only an import or an export can be cancelled, not “settle”\.$/,
    )
    await terminal.json(...cancel, '--organisation', 'main')
  })
})

describe('an export that waits for a worker', () => {
  beforeEach(async () => {
    await fillLetters(terminal)
    await readLetters(terminal)
  })

  test('is done by it', async () => {
    const out = join(place, 'out')
    await terminal.json(...exportFlags('csv', out))
    assert.equal(existsSync(out), false)
    await work()
    const [state, progress] = await shown('export')
    assert.equal(state, 'done')
    assert.equal(progress, `3 files with 3 accepted readings in ${out}`)
    assert.ok(existsSync(join(out, 'readings.csv')))
    assert.deepEqual(readdirSync(place), ['out'])
  })

  test('leaves nothing when it is stopped, and begins again', async () => {
    const out = join(place, 'out')
    await terminal.json(...exportFlags('csv', out))
    const stop = new AbortController()
    const { sources } = terminal.store
    const list: typeof sources.list = async (...given) => {
      stop.abort()
      return sources.list(...given)
    }
    await work({ sources: { ...sources, list } }, stop.signal)
    assert.deepEqual([(await shown('export'))[0], readdirSync(place)], ['waiting', []])
    await work()
    assert.equal((await shown('export'))[0], 'done')
    assert.ok(existsSync(join(out, 'datapackage.json')))
  })

  // Its process was killed after the folder stood there, and before the job had ended.
  test('is done if its whole folder is there already, and fails if another one is', async () => {
    const out = join(place, 'out')
    await terminal.json(...exportFlags('csv', out))
    await work({
      openOut: async (path) => {
        const opened = await openOutFolder(path)
        if ('refused' in opened) return opened
        const finish = async () => {
          await opened.finish()
          throw new Error('killed')
        }
        return { ...opened, finish }
      },
    })
    assert.equal((await shown('export'))[0], 'failed')
    terminal.moveClock(60_000)
    await work()
    assert.deepEqual(await shown('export'), ['done', `${out} is whole already`, null])

    const other = join(place, 'other')
    await terminal.json(...exportFlags('csv', other))
    mkdirSync(other)
    writeFileSync(join(other, 'notes.txt'), 'mine')
    await work()
    const [state, , reason] = await shown('export')
    assert.deepEqual([state, readdirSync(other)], ['failed', ['notes.txt']])
    assert.match(reason, /exists and is not empty; name a new or empty folder\.$/)
  })

  test('is refused at once if it could not be done', async () => {
    const out = join(place, 'out')
    const refused = (...flags: string[]) => terminal.refusal('labels', 'export', ...flags)
    const [, , ...flags] = exportFlags('csv', out)
    assert.match(await refused(...flags, '--corpus', 'nobody'), /There is no corpus “nobody”/)
    assert.match(await refused(...flags, '--format', 'coco'), /do not go into coco\.$/)
    mkdirSync(out)
    writeFileSync(join(out, 'notes.txt'), 'mine')
    assert.match(await refused(...flags), /exists and is not empty/)
    assert.deepEqual(await terminal.json('jobs'), [])
    rmSync(out, { recursive: true })
    await terminal.json(...exportFlags('csv', out))
    assert.match(await refused(...flags), /^Another export of “letters” is running or waiting/)
    assert.deepEqual(readdirSync(place), [])
  })
})
