import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { once } from 'node:events'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { OutFile, OutFolder } from '../model/out-folder.ts'
import { syncFolder } from './sync-folder.ts'

const draftNameBytes = 6
const pathCharsMax = 1_000

/** Begins a folder that takes its place only when it is finished; refused where something lies there. */
export const openOutFolder = async (path: string): Promise<OutFolder | { refused: string }> => {
  const place = resolve(path)
  if (!(await isFree(place)))
    return { refused: `${path} is there and not empty; name a new or empty folder.` }
  const draft = join(
    dirname(place),
    `.${basename(place)}-${randomBytes(draftNameBytes).toString('hex')}`,
  )
  await mkdir(draft, { recursive: true })
  return {
    name: path,
    add: (inner) => addFile(draft, inner),
    finish: async () => {
      await rmdir(place).catch(() => undefined)
      await rename(draft, place)
      await syncFolder(dirname(place))
    },
    abandon: () => rm(draft, { recursive: true, force: true }),
  }
}

const isFree = async (place: string): Promise<boolean> => {
  try {
    return (await readdir(place)).length === 0
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

// Names come from what was imported: one that leads elsewhere, or is taken, is not written.
const addFile = async (draft: string, inner: string): Promise<OutFile | null> => {
  const path = join(draft, inner)
  const isOutside = !path.startsWith(draft + sep) || path.endsWith(sep)
  if (isOutside || inner.length > pathCharsMax || inner.includes('\0')) return null
  try {
    await mkdir(dirname(path), { recursive: true })
    return openFile(await open(path, 'wx'))
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (['EEXIST', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return null
    throw cause
  }
}

const openFile = (handle: Awaited<ReturnType<typeof open>>): OutFile => {
  const stream = createWriteStream('', { fd: handle })
  let failure: Error | null = null
  stream.on('error', (cause) => (failure ??= cause))
  return {
    write: async (piece) => {
      if (failure) throw failure
      if (!stream.write(piece)) await once(stream, 'drain')
    },
    close: async () => {
      if (failure) throw failure
      stream.end()
      await once(stream, 'close')
      if (failure) throw failure
    },
  }
}
