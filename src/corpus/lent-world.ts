import { createHash } from 'node:crypto'
import type { Corpus } from '../model/corpus.ts'
import type { Folder } from '../model/folder.ts'
import type { Item, Source } from '../model/item.ts'
import type { OpenPage } from '../model/picture.ts'
import type { Records } from '../model/stores.ts'
import type { ImportOrder, ImportWorld } from './desk.ts'
import { importFolder, type ImportReport } from './import.ts'

/** A small world for the tests of imports; it keeps in memory and remembers what was done, in order. */
export type LentWorld = ImportWorld & {
  deeds: string[]
  sources: Map<string, Source>
  items: Map<string, Item>
}

type RecordsOfImport = Pick<Records, 'findCorpus' | 'addCorpus' | 'addSource' | 'itemsOfSource'>

/** A folder of files by their paths. */
export const lendFolder = (files: Readonly<Record<string, string | Buffer>>): Folder => ({
  name: 'the folder',
  list: async () =>
    Object.entries(files)
      .map(([path, body]) => ({ path, sizeBytes: Buffer.from(body).length }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  read: async (path) => {
    const body = files[path]
    if (body === undefined) throw new Error(`no ${path}`)
    return Buffer.from(body)
  },
})

/** The first bytes of a PNG of that size; `salt` makes one unlike another. */
export const lendPicture = (width: number, height: number, salt = ''): Buffer => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const start = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  return Buffer.concat([start, size, Buffer.from(salt)])
}

/** Makes an empty world. */
export const lendWorld = (): LentWorld => {
  const deeds: string[] = []
  const corpora = new Map<string, Corpus>()
  const sources = new Map<string, Source>()
  const items = new Map<string, Item>()
  const records: RecordsOfImport = {
    findCorpus: async (name) => corpora.get(name) ?? null,
    addCorpus: async (corpus) => {
      deeds.push('addCorpus')
      if (!corpora.has(corpus.name)) corpora.set(corpus.name, corpus)
    },
    correctRights: async () => false,
    addSource: async (source, added) => {
      deeds.push('addSource')
      if (!sources.has(source.id)) sources.set(source.id, source)
      const fresh = added.filter(({ id }) => !items.has(id))
      for (const item of fresh) items.set(item.id, item)
      return fresh.length
    },
    itemsOfSource: async (id) => [...items.values()].filter(({ sourceId }) => sourceId === id),
  }
  const pictures = {
    put: async (bytes: Uint8Array) => {
      deeds.push('put')
      return createHash('sha256').update(bytes).digest('hex')
    },
    get: async () => null,
  }
  let now = 0
  const clock = (): number => (now += 500)
  const openPage = lendOpenPage(deeds)
  return { deeds, sources, items, records: records as Records, pictures, openPage, clock }
}

const lendOpenPage =
  (deeds: string[]): OpenPage =>
  async (bytes) => {
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
      sha256: createHash('sha256').update(head).digest('hex'),
      cut: ({ box }) => cut(JSON.stringify(box)),
      whole: () => cut('whole'),
    }
  }

/** Imports files into a world, in good order where nothing else is said. */
export const importInto = async (
  world: LentWorld,
  files: Readonly<Record<string, string | Buffer>>,
  wishes: Partial<ImportOrder> = {},
): Promise<ImportReport> => {
  const report = await importFolder(
    {
      folder: lendFolder(files),
      corpus: 'letters',
      licence: 'CC-BY-4.0',
      credit: 'City archive',
      creditUrl: null,
      language: null,
      as: 'auto',
      allowRestricted: false,
      dryRun: false,
      ...wishes,
    },
    world,
  )
  if ('refused' in report) throw new Error(report.refused)
  return report
}

/** The skipped rows of a report as lines, to compare. */
export const skippedLines = ({ skipped }: ImportReport): string[] =>
  skipped.map(({ what, code, count }) => `${what} ${code} ${count}`)
