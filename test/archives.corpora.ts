import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { importFolder, type ImportReport } from '../src/corpus/import/folder.ts'
import { openPage } from '../src/picture/open.ts'
import { openSound } from '../src/sound/open.ts'
import { openFolderWithArchives } from '../src/store/files/folder-archived.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { makeTar, makeZip, type Made } from './setup/archive.ts'
import { goodOrder } from './setup/import.ts'
import { kinds } from '../src/kinds/kinds.ts'

const corpora = fileURLToPath(new URL('../../shared/corpora/', import.meta.url))
const deflated = 8

function membersOf(folder: string): Made[] {
  return globSync('**', { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((name) => ({ name, body: readFileSync(join(folder, name)), method: deflated }))
}

async function importPath(t: TestContext, path: string): Promise<ImportReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-archives-'))
  const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const folder = await openFolderWithArchives(path, join(dataDir, 'spool'))
  assert.ok(!('refused' in folder), path)
  const order = { ...goodOrder, folder, dryRun: true }
  const report = await importFolder(order, {
    ...store,
    openPage,
    openSound,
    clock: Date.now,
    kinds,
  })
  await folder.close?.()
  assert.ok(!('refused' in report))
  return report
}

function gist({ pages, items, waiting, unfit, added, skipped }: ImportReport) {
  return {
    pages,
    items,
    waiting,
    unfit,
    added,
    skipped: skipped.map(({ what, code, count }) => [what, code, count]),
  }
}

/** Folders of real deliveries: crops with tables, and pages with METS. */
const folders = ['line-crops/rasam-arabic-words', 'real-pages/ocrd-kant-1784']

describe('a real delivery', () => {
  for (const folder of folders)
    test(`${folder} gives the same items as a folder, a ZIP, a TAR and a compressed TAR`, async (t) => {
      const work = mkdtempSync(join(tmpdir(), 'incipit-packed-'))
      t.after(() => rmSync(work, { recursive: true }))
      const members = membersOf(join(corpora, folder))
      const expected = gist(await importPath(t, join(corpora, folder)))
      assert.ok(expected.pages > 0)
      writeFileSync(join(work, 'a.zip'), makeZip(members))
      writeFileSync(join(work, 'a.tar'), makeTar(members))
      writeFileSync(join(work, 'a.tgz'), gzipSync(makeTar(members), { level: 1 }))
      for (const name of ['a.zip', 'a.tar', 'a.tgz'])
        assert.deepEqual(gist(await importPath(t, join(work, name))), expected, name)
    })
})
