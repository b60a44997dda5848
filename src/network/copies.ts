import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isPart, openPart, sweepPart, type Part } from './part.ts'

/** What is known of a copy of an address. */
export type Copy = {
  /** The address it was found at, after all redirects. */
  address: string
  etag: string | null
  lastModified: string | null
  fetchedAtMs: number
  sizeBytes: number
}

/** Copies of what was fetched, as files named by the hash of their address; whole or not at all. */
export type Copies = {
  find(address: string): Promise<(Copy & { path: string }) | null>
  /** The bytes of a copy, or the first of them; rejects if there is none. */
  read(address: string, upToBytes?: number): Promise<Buffer>
  /** The part of a file that has arrived so far; it has to be released. */
  openPart(address: string): Promise<Part>
  /** Stores a part that is now complete. */
  keep(address: string, part: Part, copy: Omit<Copy, 'sizeBytes'>): Promise<void>
  /** Records that a copy was found to be still fresh. */
  renew(address: string, copy: Copy): Promise<void>
  /** Deletes copies that nobody has asked for in a month, and what a killed import was writing. */
  sweep(nowMs: number): Promise<void>
}

const copyLifeMs = 30 * 86_400_000
const draftLifeMs = 86_400_000

/** Opens the copies in a folder, which is created with the first of them. */
export function openCopies(folder: string): Copies {
  const nameOf = (address: string): string => createHash('sha256').update(address).digest('hex')
  const pathOf = (address: string): string => join(folder, nameOf(address))
  const note = async (address: string, copy: Copy): Promise<void> => {
    const path = `${pathOf(address)}.json`
    const draft = draftOf(path)
    await writeFile(draft, JSON.stringify(copy), { mode: 0o600 })
    await rename(draft, path)
  }
  return {
    find: async (address) => {
      const path = pathOf(address)
      const copy = await readNote(`${path}.json`)
      const found = await stat(path).catch(() => null)
      return copy && found?.size === copy.sizeBytes ? { ...copy, path } : null
    },
    read: (address, upToBytes) => readStart(pathOf(address), upToBytes),
    openPart: async (address) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return openPart(pathOf(address))
    },
    keep: async (address, part, copy) => {
      const path = pathOf(address)
      await part.finish(path)
      await note(address, { ...copy, sizeBytes: (await stat(path)).size })
    },
    renew: note,
    sweep: (nowMs) => sweep(folder, nowMs),
  }
}

function draftOf(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.draft`
}

async function readStart(path: string, upToBytes?: number): Promise<Buffer> {
  if (upToBytes === undefined) return readFile(path)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(upToBytes), 0, upToBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function readNote(path: string): Promise<Copy | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Copy
  } catch {
    return null
  }
}

async function sweep(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    if (isPart(name)) {
      await sweepPart(path, nowMs)
      continue
    }
    const found = await stat(path).catch(() => null)
    const lifeMs = name.endsWith('.draft') ? draftLifeMs : copyLifeMs
    if (found && nowMs - Math.max(found.mtimeMs, found.atimeMs) > lifeMs)
      await rm(path, { force: true })
  }
}
