import type { StagedOf, Staging } from '../../model/staging.ts'
import type { ImportOrder, ImportContext } from '../import/session.ts'
import { indexPictures } from '../survey/pictures.ts'
import type { SkipList } from '../import/skips.ts'
import type { ImportTally } from '../import/tally.ts'
import { openFolderLoader, readInFolder, type FolderGround } from './folder-loader.ts'
import { importIiif, type IiifEnd } from './import-iiif.ts'

/** What the import of a folder's IIIF documents uses. */
export type LocalSession = {
  order: ImportOrder
  context: ImportContext
  staging: Staging
  skips: SkipList
  tally: ImportTally
}

const filesMax = 100_000
const atOnce = 1_000

/** Imports what the manifests of a folder say about its pictures, or about the web's if those may be fetched. */
export async function importLocalIiif(
  session: LocalSession,
): Promise<IiifEnd & { manifests: number }> {
  const { order, staging, skips } = session
  const files = filesIn(staging)
  const read = new Set<string>()
  const ground = groundOf(files, session, read)
  const loader = openFolderLoader(ground)
  const been = new Set<string>()
  const ends: IiifEnd[] = []
  const starts = startsOf(files)
  for (const { path } of starts) {
    if (order.isStopped?.() || been.has(path)) continue
    const start = await readInFolder(path, ground)
    if ('fault' in start) skips.add({ what: path, code: 'iiif_broken', detail: start.fault })
    else ends.push(await importIiif(start, { ...session, loader, been }))
  }
  for (const { path } of files) if (!read.has(path)) skips.add({ what: path, ...ledNowhere })
  return { ...joinEnds(ends), manifests: starts.length }
}

const ledNowhere = { code: 'picture_missing', detail: 'no manifest here leads to it' } as const

function groundOf(
  files: readonly StagedOf<'iiif'>[],
  { order, staging }: LocalSession,
  read: Set<string>,
): FolderGround {
  return {
    folder: order.folder,
    pictures: indexPictures(staging),
    pathOfId: new Map(files.filter(({ id }) => id !== '').map(({ id, path }) => [id, path])),
    paths: new Set(files.map(({ path }) => path)),
    web: order.web ?? null,
    onPicture: (path) => staging.markPainted(path),
    onDocument: (path) => read.add(path),
  }
}

function joinEnds(ends: readonly IiifEnd[]): IiifEnd {
  return {
    taken: ends.reduce((sum, { taken }) => sum + taken, 0),
    refused: ends.map(({ refused }) => refused).findLast((one) => one !== null) ?? null,
    isStopped: ends.some(({ isStopped }) => isStopped),
    missed: ends.map(({ missed }) => missed).findLast((one) => one !== null) ?? null,
  }
}

// Collections first, so that what they lead to is not imported a second time by itself.
function startsOf(files: readonly StagedOf<'iiif'>[]): StagedOf<'iiif'>[] {
  return files
    .filter(({ type }) => /^(Collection|Manifest|Canvas)$/.test(type))
    .toSorted((a, b) => Number(b.type === 'Collection') - Number(a.type === 'Collection'))
}

function filesIn(staging: Staging): StagedOf<'iiif'>[] {
  const files: StagedOf<'iiif'>[] = []
  let after = 0
  while (files.length < filesMax) {
    const staged = staging.list('iiif', after, atOnce)
    for (const { record } of staged) files.push(record)
    const last = staged.at(-1)
    if (!last) break
    after = last.place
  }
  return files
}
