import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { linesOfPage, putPages } from './setup/put-pages.ts'
import { prepareImport, type ImportFixture } from './setup/program.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const pages = 30
const askEveryMs = 20

/** Starts an import, sends it a signal once some pages are stored, and gives how it ended. */
async function stopAfterSome(fixture: ImportFixture, signal: NodeJS.Signals) {
  const rights = ['--licence', 'CC0-1.0', '--credit', 'Nobody', '--data', fixture.dataDir]
  const argv = ['corpus', 'import', fixture.folder, '--corpus', 'hostile', ...rights]
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stderr.on('data', (chunk) => (printed += String(chunk)))
  const ended = once(child, 'exit') as Promise<[number | null]>
  const store = openStore({ dataDir: fixture.dataDir, clock: Date.now, random: randomBytes })
  const countSources = async () => (await store.corpora.count('main', 'hostile')).sources
  while (child.exitCode === null && (await countSources()) < 3) await delay(askEveryMs)
  await store.close()
  child.kill(signal)
  const [code] = await ended
  return { code, printed }
}

async function assertWhole(t: TestContext, fixture: ImportFixture): Promise<void> {
  const { code, report } = await fixture.run()
  assert.equal(code, 0)
  assert.equal(report.pages, pages)
  assert.ok(report.added < pages * linesOfPage, 'what was kept did not come again')
  const store = openStore({ dataDir: fixture.dataDir, clock: Date.now, random: randomBytes })
  t.after(() => store.close())
  const counts = await store.corpora.count('main', 'hostile')
  assert.deepEqual([counts.sources, counts.known], [pages, pages * linesOfPage])
}

describe('an import that is stopped', () => {
  test('ends after its current picture with a message, and the next import goes on from there', async (t) => {
    const fixture = prepareImport(t)
    await putPages(fixture, pages)
    const { code, printed } = await stopAfterSome(fixture, 'SIGINT')
    assert.equal(code, 1)
    assert.match(printed, /^Stopped after \d+ of 30 pictures, which are kept whole; .+\.\n$/)
    assert.deepEqual(fixture.leftovers(), [])
    await assertWhole(t, fixture)
  })

  test('has stored only whole pages when it is killed, and the next import goes on from there', async (t) => {
    const fixture = prepareImport(t)
    await putPages(fixture, pages)
    await stopAfterSome(fixture, 'SIGKILL')
    await assertWhole(t, fixture)
    assert.deepEqual(readdirSync(join(fixture.dataDir, 'spool')), [])
  })
})
