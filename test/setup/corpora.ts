import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { importFolder, type ImportReport } from '../../src/corpus/import/folder.ts'
import { sourceIdOf } from '../../src/corpus/import/item.ts'
import type { Item } from '../../src/model/item.ts'
import { openPage } from '../../src/picture/open.ts'
import { openSound } from '../../src/sound/open.ts'
import { openFolderOnDisk } from '../../src/store/files/folder-disk.ts'
import type { Store } from '../../src/model/store.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'

/** The folder of the corpora, with a slash at the end. */
export const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url))
assert.ok(
  existsSync(corpora),
  'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
)

/** The rows of a table of the corpora. */
export function tableOf(path: string): Record<string, string>[] {
  return parse(readFileSync(join(corpora, path)), { columns: true, bom: true })
}

/** Opens a store that is deleted after its suite, and imports folders of the corpora into it. */
export function openCorpora(): {
  store: Store
  importCorpus(path: string, as?: 'auto' | 'unknown'): Promise<ImportReport>
  /** All items of a folder's pictures. */
  itemsOf(path: string): Promise<Item[]>
} {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-corpora-'))
  const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
  after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const importCorpus = async (
    path: string,
    as: 'auto' | 'unknown' = 'auto',
  ): Promise<ImportReport> => {
    const folder = await openFolderOnDisk(join(corpora, path))
    assert.ok(!('refused' in folder))
    const rights = { licence: 'CC-BY-4.0', credit: 'Test', creditUrl: null, allowRestricted: false }
    const options = {
      folder,
      corpus: path,
      organisation: 'main',
      language: null,
      as,
      dryRun: false,
    } as const
    const context = { ...store, openPage, openSound, clock: Date.now, kinds }
    const report = await importFolder({ ...options, ...rights }, context)
    assert.ok(!('refused' in report))
    return report
  }
  const itemsOf = async (path: string): Promise<Item[]> => {
    const pictures = globSync('**/*.{jpg,jpeg,png,tif,JPG}', { cwd: join(corpora, path) })
    const ids = pictures.map((name) => {
      const bytes = readFileSync(join(corpora, path, name))
      return sourceIdOf(path, createHash('sha256').update(bytes).digest('hex'))
    })
    const items = await Promise.all([...new Set(ids)].map((id) => store.items.ofSource('main', id)))
    return items.flat()
  }
  return { store, importCorpus, itemsOf }
}
