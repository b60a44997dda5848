import type { Staging } from '../../model/staging.ts'
import type { ImportOrder, ImportContext } from '../import/session.ts'
import { indexPictures } from '../survey/pictures.ts'
import type { SkipList } from '../import/skips.ts'
import type { ImportTally } from '../import/tally.ts'
import { openFolderLoader, readInFolder, type FolderGround } from './folder-loader.ts'
import { importIiif, type IiifEnd } from './import-iiif.ts'

/** A IIIF document of a folder, as it is put aside until all pictures are known. */
export type IiifFile = { path: string; id: string; type: string }

/** What the import of a folder's IIIF documents works with. */
export type LocalSession = {
  order: ImportOrder
  context: ImportContext
  staging: Staging
  skips: SkipList
  tally: ImportTally
}

const filesMax = 100_000
const atOnce = 1_000

/** Imports what the manifests of a folder tell of its pictures, or of the web's where those may be fetched. */
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
  files: readonly IiifFile[],
  { order, staging }: LocalSession,
  read: Set<string>,
): FolderGround {
  return {
    folder: order.folder,
    pictures: indexPictures(staging),
    pathOfId: new Map(files.filter(({ id }) => id !== '').map(({ id, path }) => [id, path])),
    paths: new Set(files.map(({ path }) => path)),
    web: order.web ?? null,
    onPicture: (path) => staging.mark(markOf(path), ''),
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

/** Says whether a manifest of the folder has told of a picture. */
export function isPainted(path: string, staging: Staging): boolean {
  return staging.marked(markOf(path)) !== null
}

function markOf(path: string): string {
  return `painted ${path}`
}

// Collections come first: what they lead to is not imported a second time by itself.
function startsOf(files: readonly IiifFile[]): IiifFile[] {
  return files
    .filter(({ type }) => /^(Collection|Manifest|Canvas)$/.test(type))
    .toSorted((a, b) => Number(b.type === 'Collection') - Number(a.type === 'Collection'))
}

function filesIn(staging: Staging): IiifFile[] {
  const files: IiifFile[] = []
  let after = 0
  while (files.length < filesMax) {
    const aside = staging.listAside('iiif', after, atOnce)
    for (const { body } of aside) files.push(JSON.parse(body) as IiifFile)
    const last = aside.at(-1)
    if (!last) break
    after = last.place
  }
  return files
}
