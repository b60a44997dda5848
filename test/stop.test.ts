import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { at, page } from './setup/page.ts'
import { lendImport, type LentImport } from './setup/program.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const pages = 30
const linesOfPage = 12
const askEveryMs = 20

async function putPages(lent: LentImport): Promise<void> {
  for (let n = 0; n < pages; n += 1) {
    const create = { width: 1000, height: 1000 + n, channels: 3 as const, background: '#eee' }
    lent.put(`${n}.png`, await sharp({ create }).png().toBuffer())
    const lines = Array.from({ length: linesOfPage }, (_, line) => ({
      at: at(20, 50 + 60 * line),
      text: `line ${line}`,
    }))
    lent.put(`${n}.xml`, page(lines, { name: `${n}.png`, height: 1000 + n }))
  }
}

/** Starts an import, gives it a signal once some pages are kept, and tells how it ended. */
async function stopAfterSome(lent: LentImport, signal: NodeJS.Signals) {
  const rights = ['--licence', 'CC0-1.0', '--credit', 'Nobody', '--data', lent.dataDir]
  const argv = ['corpus', 'import', lent.folder, '--corpus', 'hostile', ...rights]
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk) => (told += String(chunk)))
  const ended = once(child, 'exit') as Promise<[number | null]>
  const store = openStore({ dataDir: lent.dataDir, clock: Date.now, random: randomBytes })
  const countSources = async () => (await store.records.countCorpus('hostile')).sources
  while (child.exitCode === null && (await countSources()) < 3) await delay(askEveryMs)
  await store.close()
  child.kill(signal)
  const [code] = await ended
  return { code, told }
}

async function assertWhole(t: TestContext, lent: LentImport): Promise<void> {
  const { code, report } = await lent.run()
  assert.equal(code, 0)
  assert.equal(report.pages, pages)
  assert.ok(report.added < pages * linesOfPage, 'what was kept did not come again')
  const store = openStore({ dataDir: lent.dataDir, clock: Date.now, random: randomBytes })
  t.after(() => store.close())
  const counts = await store.records.countCorpus('hostile')
  assert.deepEqual([counts.sources, counts.known], [pages, pages * linesOfPage])
}

describe('an import that is stopped', () => {
  test('ends behind its picture with a line at the first signal, and goes on from there', async (t) => {
    const lent = lendImport(t)
    await putPages(lent)
    const { code, told } = await stopAfterSome(lent, 'SIGINT')
    assert.equal(code, 1)
    assert.match(told, /^Stopped after \d+ of 30 pictures, which are kept whole; .+\.\n$/)
    assert.deepEqual(lent.leftovers(), [])
    await assertWhole(t, lent)
  })

  test('has kept whole pages when it is killed, and goes on from there', async (t) => {
    const lent = lendImport(t)
    await putPages(lent)
    await stopAfterSome(lent, 'SIGKILL')
    await assertWhole(t, lent)
    assert.deepEqual(readdirSync(join(lent.dataDir, 'spool')), [])
  })
})
