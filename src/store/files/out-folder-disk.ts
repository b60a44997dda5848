import { createWriteStream, type WriteStream } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { once } from 'node:events'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { OutFile, OutFolder } from '../../model/out-folder.ts'
import { draftOf, removeDeadDrafts } from './out-draft.ts'
import { syncFolder } from './sync-folder.ts'

const pathCharsMax = 1_000

/**
 * Begins a folder that takes its place only when it is finished; refused if something lies there, and
 * within the data folder, whose files are the store's.
 */
export async function openOutFolder(
  path: string,
  dataDir?: string,
): Promise<OutFolder | { refused: string }> {
  const place = resolve(path)
  const obstacle = await obstacleAt(place)
  if (obstacle) return { refused: `${path} ${obstacle}; name a new or empty folder.` }
  if (dataDir !== undefined && (await isWithin(place, dataDir)))
    return { refused: `${path} is inside the data folder; name a folder outside it.` }
  await removeDeadDrafts(place)
  const draft = draftOf(place)
  await mkdir(draft, { recursive: true })
  const streams = new Set<WriteStream>()
  return {
    name: path,
    add: (inner) => addFile(draft, inner, streams),
    finish: async () => {
      await rmdir(place).catch(() => undefined)
      await rename(draft, place)
      await syncFolder(dirname(place))
    },
    abandon: async () => {
      await Promise.all(Array.from(streams, closeNow))
      await rm(draft, { recursive: true, force: true })
    },
  }
}

// A link is not followed: the finished folder could not replace it.
async function obstacleAt(place: string): Promise<string | null> {
  try {
    const found = await lstat(place)
    if (found.isSymbolicLink()) return 'is a link'
    if (!found.isDirectory()) return 'is not a folder'
    return (await readdir(place)).length === 0 ? null : 'exists and is not empty'
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'cannot be used'
  }
}

async function isWithin(place: string, dataDir: string): Promise<boolean> {
  const [inner, outer] = [await truePath(place), await truePath(resolve(dataDir))]
  return inner === outer || inner.startsWith(outer + sep)
}

// A path that does not exist yet is resolved from its nearest existing parent folder.
async function truePath(place: string): Promise<string> {
  const found = await realpath(place).catch(() => null)
  if (found !== null || place === dirname(place)) return found ?? place
  return join(await truePath(dirname(place)), basename(place))
}

// Names come from imported files: one that leads elsewhere, or is taken, is not written.
async function addFile(
  draft: string,
  inner: string,
  streams: Set<WriteStream>,
): Promise<OutFile | null> {
  const path = join(draft, inner)
  const isOutside = !path.startsWith(draft + sep) || path.endsWith(sep)
  if (isOutside || inner.length > pathCharsMax || inner.includes('\0')) return null
  try {
    await mkdir(dirname(path), { recursive: true })
    const stream = createWriteStream('', { fd: await open(path, 'wx') })
    streams.add(stream)
    stream.on('close', () => streams.delete(stream))
    return writeTo(stream)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (['EEXIST', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return null
    throw cause
  }
}

// Whoever was writing it has stopped, because of an error or because the job was cancelled.
function closeNow(stream: WriteStream): Promise<void> {
  return new Promise((done) => {
    stream.once('close', done)
    stream.destroy()
  })
}

function writeTo(stream: WriteStream): OutFile {
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
