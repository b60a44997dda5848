import { createHash, randomBytes } from 'node:crypto'
import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Pictures } from '../model/stores.ts'

const idShape = /^[0-9a-f]{64}$/

/** Pictures as files below a folder, named by the SHA-256 of their bytes; a file is there whole or not at all. */
export const openPicturesOnDisk = (folder: string): Pictures => {
  const pathOf = (id: string): string => join(folder, id.slice(0, 2), id.slice(2, 4), id)
  return {
    put: async (bytes) => {
      const id = createHash('sha256').update(bytes).digest('hex')
      if (!(await isThere(pathOf(id)))) await writeWhole(pathOf(id), bytes)
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
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
