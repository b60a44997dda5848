import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { access, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Files } from '../model/stores.ts'
import { syncFolder } from './sync-folder.ts'

const idShape = /^[0-9a-f]{64}$/
const draftLifeMs = 3_600_000

/** Files below a folder, named by the SHA-256 of their bytes; a file is there whole or not at all. */
export const openFilesOnDisk = (folder: string): Files => {
  const drafts = join(folder, 'drafts')
  mkdirSync(drafts, { recursive: true, mode: 0o700 })
  forgetDrafts(drafts)
  const pathOf = (id: string): string => join(folder, id.slice(0, 2), id.slice(2, 4), id)
  return {
    put: async (bytes) => {
      const id = createHash('sha256').update(bytes).digest('hex')
      if (!(await isThere(pathOf(id)))) await writeWhole(bytes, { drafts, path: pathOf(id) })
      return id
    },
    get: async (id) => {
      if (!idShape.test(id)) return null
      try {
        return await readFile(pathOf(id))
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw cause
      }
    },
    remove: async (id) => {
      if (idShape.test(id)) await rm(pathOf(id), { force: true })
    },
    check: () => access(drafts, constants.R_OK | constants.W_OK),
  }
}

// What a killed import was writing; younger drafts may be those of another process.
const forgetDrafts = (drafts: string): void => {
  for (const name of readdirSync(drafts)) {
    const path = join(drafts, name)
    const made = statSync(path, { throwIfNoEntry: false })
    if (made && Date.now() - made.mtimeMs > draftLifeMs) rmSync(path, { force: true })
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const writeWhole = async (
  bytes: Uint8Array,
  { drafts, path }: { drafts: string; path: string },
): Promise<void> => {
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
