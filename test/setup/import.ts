import type { Exposures } from '../../src/model/exposure.ts'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ImportOrder, ImportContext } from '../../src/corpus/import/session.ts'
import { importFolder, type ImportReport } from '../../src/corpus/import/folder.ts'
import { sourceIdOf } from '../../src/corpus/import/item.ts'
import type { Folder, FolderFile } from '../../src/model/folder.ts'
import type { Item } from '../../src/model/item.ts'
import type { Staging } from '../../src/model/staging.ts'
import type { OpenPage } from '../../src/model/picture.ts'
import { openStaging } from '../../src/store/sqlite/staging.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { openSound } from '../../src/sound/open.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { makeDataDir } from './data-dir.ts'

/** Files by their paths. */
export type Files = Readonly<Record<string, string | Buffer>>

/** A context on a store of its own. `deeds` records the pictures that were opened and cut, in order. */
export type FakeContext = ImportContext & {
  exposures: Exposures
  deeds: string[]
  /** The stored sources of files in the corpus `letters`. */
  sourceIds: Set<string>
  /** The items of these sources, in the sequence of their regions. */
  listItems(): Promise<Item[]>
}

/** A folder of files by their paths, with further entries. */
export function fakeFolder(files: Files, others: readonly FolderFile[] = []): Folder {
  return {
    name: 'the folder',
    list: async () =>
      Object.entries(files)
        .map(([path, body]): FolderFile => ({ path, sizeBytes: Buffer.from(body).length }))
        .concat(others)
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    read: async (path) => {
      const body = files[path]
      if (body === undefined) throw new Error(`no ${path}`)
      return Buffer.from(body)
    },
  }
}

/** The first bytes of a PNG of a size; a different `salt` makes a different picture. */
export function fakePicture(width: number, height: number, salt = ''): Buffer {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const start = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  return Buffer.concat([start, size, Buffer.from(salt)])
}

/** Makes empty staging that is deleted after the test. */
export function makeStaging(t: TestContext): Staging {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-staging-'))
  const staging = openStaging(folder)
  t.after(() => {
    staging.close()
    rmSync(folder, { recursive: true })
  })
  return staging
}

/** Makes an empty context that is deleted after the test. */
export function fakeContext(t: TestContext): FakeContext {
  const dataDir = makeDataDir()
  let now = 0
  const clock = (): number => (now += 500)
  const store = openStore({ dataDir, clock, random: randomBytes })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const deeds: string[] = []
  const sourceIds = new Set<string>()
  const listItems = async (): Promise<Item[]> => {
    const found = await Promise.all([...sourceIds].map((id) => store.items.ofSource('main', id)))
    return found.flat().toSorted((a, b) => (a.regionName < b.regionName ? -1 : 1))
  }
  const openPage = fakeOpenPage(deeds)
  return {
    ...store,
    clock,
    kinds,
    openPage,
    openSound,
    deeds,
    sourceIds,
    listItems,
  }
}

function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

function fakeOpenPage(deeds: string[]): OpenPage {
  return async (bytes) => {
    deeds.push('open')
    const head = Buffer.from(bytes)
    if (head.subarray(0, 4).toString('latin1') !== '\x89PNG')
      return { fault: 'not a picture at all' }
    const cut = async (what: string): Promise<Buffer> => {
      deeds.push('cut')
      return Buffer.concat([head, Buffer.from(what)])
    }
    return {
      format: 'png',
      widthPixels: head.readUInt32BE(16),
      heightPixels: head.readUInt32BE(20),
      sha256: sha256(head),
      cut: ({ box }) => cut(JSON.stringify(box)),
      ink: async () => null,
      whole: () => cut('whole'),
      perceptualHash: async () => sha256(head),
    }
  }
}

/** A valid order. */
export const goodOrder: Omit<ImportOrder, 'folder'> = {
  corpus: 'letters',
  organisation: 'main',
  licence: 'CC-BY-4.0',
  credit: 'City archive',
  creditUrl: null,
  language: null,
  as: 'auto',
  allowRestricted: false,
  dryRun: false,
}

/** Imports files into a context, with a valid order by default. */
export async function importInto(
  context: FakeContext,
  files: Files,
  options: Partial<ImportOrder> = {},
): Promise<ImportReport> {
  for (const body of Object.values(files))
    context.sourceIds.add(sourceIdOf('letters', sha256(body)))
  const report = await importFolder(
    { folder: fakeFolder(files), ...goodOrder, ...options },
    context,
  )
  if ('refused' in report) throw new Error(report.refused)
  return report
}

/** The skipped rows of a report as lines, to compare. */
export function skippedLines({ skipped }: ImportReport): string[] {
  return skipped.map(({ what, code, count }) => `${what} ${code} ${count}`)
}
