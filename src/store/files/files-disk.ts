import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { access, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Files } from '../../model/stores.ts'
import { clearPiece, isWhole, packPieces, partIntoPacks, readPiece } from './pack.ts'
import { syncFolder } from './sync-folder.ts'

/** The name of a file and, if it is a pack, a dash and the place of a piece in it. */
const idShape = /^([0-9a-f]{64})(?:-(\d{1,4}))?$/
const draftLifeMs = 3_600_000

/**
 * Files below a folder, named by the SHA-256 of their bytes; a file is there whole or not at all. Bytes that
 * are stored together share one file.
 */
export function openFilesOnDisk(folder: string): Files {
  const drafts = join(folder, 'drafts')
  mkdirSync(drafts, { recursive: true, mode: 0o700 })
  forgetDrafts(drafts)
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name.slice(2, 4), name)
  const keepPack = async (pieces: readonly Uint8Array[]): Promise<string[]> => {
    const pack = packPieces(pieces)
    const name = nameOf(pack)
    // A pack that has lost a piece since is written again.
    const isKept = await isWhole(pathOf(name)).catch(absent(false))
    if (!isKept) await writeWhole(pack, { drafts, path: pathOf(name) })
    return pieces.map((_, place) => `${name}-${place}`)
  }
  return {
    put: async (bytes) => {
      const name = nameOf(bytes)
      if (!(await isThere(pathOf(name)))) await writeWhole(bytes, { drafts, path: pathOf(name) })
      return name
    },
    putAll: async (list) => {
      const ids: string[] = []
      for (const pieces of partIntoPacks(list)) ids.push(...(await keepPack(pieces)))
      return ids
    },
    get: async (id) => {
      const [, name, place] = idShape.exec(id) ?? []
      if (name === undefined) return null
      const path = pathOf(name)
      const read = place === undefined ? readFile(path) : readPiece(path, Number(place))
      return read.catch(absent(null))
    },
    remove: async (id) => {
      const [, name, place] = idShape.exec(id) ?? []
      if (name === undefined) return
      const path = pathOf(name)
      const isOver =
        place === undefined || (await clearPiece(path, Number(place)).catch(absent(false)))
      if (isOver) await rm(path, { force: true })
    },
    check: () => access(drafts, constants.R_OK | constants.W_OK),
  }
}

function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Returns a value for a missing file; rethrows any other failure. */
function absent<Answer>(answer: Answer) {
  return (cause: NodeJS.ErrnoException): Answer => {
    if (cause.code === 'ENOENT') return answer
    throw cause
  }
}

// What a killed import was writing; recent drafts may belong to another process.
function forgetDrafts(drafts: string): void {
  for (const name of readdirSync(drafts)) {
    const path = join(drafts, name)
    const made = statSync(path, { throwIfNoEntry: false })
    if (made && Date.now() - made.mtimeMs > draftLifeMs) rmSync(path, { force: true })
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function writeWhole(
  bytes: Uint8Array,
  { drafts, path }: { drafts: string; path: string },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = join(drafts, randomBytes(12).toString('hex'))
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}
