import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { linesOfPage } from '../../test/setup/put-pages.ts'
import { pages, setQueuedJobs } from '../../test/setup/queued-jobs.ts'

const queue = setQueuedJobs()

const rights = ['--licence', 'CC0-1.0', '--credit', 'Archive']

function queueImport(folder: string, corpus = 'pages') {
  return queue.terminal.json('corpus', 'import', folder, '--corpus', corpus, ...rights, '--queue')
}

async function countKept(corpus = 'pages'): Promise<[sources: number, known: number]> {
  const { sources, known } = await queue.terminal.store.corpora.count('main', corpus)
  return [sources, known]
}

describe('an import that waits for a worker', () => {
  test('is done by the worker, and its outcome is shown and logged', async () => {
    const folder = await queue.makePages()
    const queued = await queueImport(folder)
    assert.deepEqual(queued, { queued: true, kind: 'import', corpus: 'pages' })
    assert.deepEqual(await queue.shown('import'), ['waiting', null, null])
    assert.equal(await queue.work(), 1)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    const counts = `${pages} pages and images, ${pages * linesOfPage} new items, 0 skipped`
    assert.deepEqual(await queue.shown('import'), ['done', counts, null])
    assert.deepEqual(
      queue.lines.map(({ text, corpus, result }) => [text, corpus, result]),
      [
        ['job started', 'pages', undefined],
        ['job done', 'pages', counts],
      ],
    )
    assert.equal(await queue.work(), 0)
  })

  test('goes on after its last page when it was stopped', async () => {
    await queueImport(await queue.makePages())
    const stop = new AbortController()
    const { sources } = queue.terminal.store
    let added = 0
    const add: typeof sources.add = async (...given) => {
      added += 1
      if (added === 2) stop.abort()
      return sources.add(...given)
    }
    await queue.work({ sources: { ...sources, add } }, stop.signal)
    assert.deepEqual(await countKept(), [2, 2 * linesOfPage])
    const [state, progress] = await queue.shown('import')
    assert.deepEqual([state, queue.lines.at(-1)?.text], ['waiting', 'job stopped'])
    assert.match(progress, /of 4 pictures of/)
    await queue.work()
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    const [, counts] = await queue.shown('import')
    assert.match(counts, new RegExp(`^4 pages and images, ${2 * linesOfPage} new items, 0 skipped`))
  })

  test('is refused at once if it cannot be done', async () => {
    const refused = (folder: string, ...flags: string[]) =>
      queue.terminal.refusal('corpus', 'import', folder, '--queue', '--corpus', 'pages', ...flags)
    const nowhere = join(queue.place, 'nowhere')
    assert.equal(await refused(nowhere, ...rights), `${nowhere} does not exist.`)
    assert.match(await refused(queue.place, '--licence', 'CC-BY-NC-4.0', '--credit', 'A'), /allow/)
    assert.match(
      await refused(queue.place, ...rights, '--allow-host', 'http://x/'),
      /HOST or HOST:PORT/,
    )
    assert.match(await refused(queue.place, ...rights, '--dry-run'), /not queued/)
    const long = join('/', 'x'.repeat(4_200))
    assert.match(await refused(`http://a.example${long}`, ...rights), /too long/)
    assert.deepEqual(await queue.terminal.json('jobs'), [])
    await queueImport(queue.place)
    const busy = /^Another import into “pages” is running or waiting; `incipit jobs` shows it\.$/
    assert.match(await refused(queue.place, ...rights, '--language', 'fr'), busy)
  })

  test('is refused if a hundred wait', async () => {
    for (let n = 0; n < 100; n += 1)
      await queue.terminal.store.jobs.request(
        { kind: 'import', corpus: `corpus ${n}` },
        { input: '{}', dueAtMs: 0 },
      )
    const flags = ['--corpus', 'pages', ...rights, '--queue']
    const refusal = await queue.terminal.refusal('corpus', 'import', queue.place, ...flags)
    assert.match(refusal, /^100 imports and exports are already waiting/)
  })

  test('fails with a sentence if its folder is gone, and is not tried again', async () => {
    const folder = await queue.makePages()
    await queueImport(folder)
    rmSync(folder, { recursive: true })
    await queue.work()
    assert.deepEqual(await queue.shown('import'), ['failed', null, `${folder} does not exist.`])
    const [, failed] = queue.lines
    assert.deepEqual(
      [failed?.text, failed?.level, failed?.['reason']],
      ['job failed', 'error', `${folder} does not exist.`],
    )
    queue.terminal.moveClock(86_400_000)
    assert.equal(await queue.work(), 0)
  })

  test('fails with a sentence if its request cannot be read, and the others are done', async () => {
    const { jobs } = queue.terminal.store
    for (const [corpus, input] of [
      ['a', '{'],
      ['b', '{"given":["/"]}'],
    ] as const)
      await jobs.request({ kind: 'import', corpus }, { input, dueAtMs: 0 })
    await jobs.request({ kind: 'export', corpus: 'a' }, { input: '[]', dueAtMs: 0 })
    await queueImport(await queue.makePages())
    // A request of one corpus that was moved to another.
    const { input } = (await jobs.find({ kind: 'import', corpus: 'pages' })) ?? assert.fail()
    await jobs.request({ kind: 'import', corpus: 'c' }, { input, dueAtMs: 0 })
    assert.equal(await queue.work(), 5)
    const failed = (await jobs.listAll()).filter(({ state }) => state === 'failed')
    const sentence = /^What was to be (im|ex)ported cannot be read; ask for it again\.$/
    for (const { reason } of failed) assert.match(reason, sentence)
    assert.equal(failed.length, 4)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
  })

  test('is for the named organisation, and fails if that is gone', async () => {
    const flags = ['--corpus', 'pages', ...rights, '--queue', '--organisation', 'House']
    await queue.terminal.json('corpus', 'import', await queue.makePages(), ...flags)
    await queue.terminal.json('organisation', 'remove', 'House')
    await queue.work()
    const gone = 'The organisation that it was for is gone.'
    assert.deepEqual(await queue.shown('import'), ['failed', null, gone])
    await queue.terminal.json('corpus', 'import', join(queue.place, 'in'), ...flags)
    await queue.work()
    const [{ organisation } = assert.fail()] = await queue.terminal.json<
      { organisation: string }[]
    >('corpus', 'list')
    assert.equal(organisation, 'House')
  })

  test('is done at once if the same command comes without --queue', async () => {
    const folder = await queue.makePages()
    await queueImport(folder)
    await queue.terminal.json('corpus', 'import', folder, '--corpus', 'pages', ...rights)
    assert.deepEqual(await countKept(), [pages, pages * linesOfPage])
    assert.equal(await queue.work(), 0)
  })

  test('is cancelled, and nothing is imported', async () => {
    const folder = await queue.makePages()
    await queueImport(folder)
    const { out } = await queue.terminal.run('jobs', 'cancel', 'import', 'pages')
    assert.equal(out, 'The import of “pages” is cancelled.\n')
    assert.equal(await queue.work(), 0)
    assert.deepEqual(await queue.shown('import'), ['cancelled', null, null])
    assert.match(
      await queue.terminal.refusal('jobs', 'cancel', 'import', 'pages'),
      /^No import of “pages” is running or waiting\.$/,
    )
    await queueImport(folder)
    assert.equal(await queue.work(), 1)
  })

  test('is cancelled only for its own organisation, and jobs of other kinds are not cancelled', async () => {
    const cancel = ['jobs', 'cancel', 'import', 'pages']
    await queueImport(queue.place)
    await queue.terminal.json('organisation', 'add', 'House')
    const refusal = await queue.terminal.refusal(...cancel, '--organisation', 'House')
    assert.match(refusal, /^No import of “pages”/)
    assert.match(
      await queue.terminal.refusal('jobs', 'cancel', 'settle', 'pages'),
      /^Only an import or an export can be cancelled, not “settle”\.$/,
    )
    await queue.terminal.json(...cancel, '--organisation', 'main')
  })
})
