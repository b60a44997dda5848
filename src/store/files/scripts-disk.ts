import { randomBytes } from 'node:crypto'
import { constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScriptFiles, Scripts } from '../../model/script.ts'
import { versionOf } from './script-version.ts'
import { syncFolder } from './sync-folder.ts'

const versionShape = /^[0-9a-f]{16}$/
const filesMax = 4
const fileBytesMax = 1024 * 1024
const draftLifeMs = 3_600_000

/** Scripts as files below a folder, each version in a folder of its name; one is there whole or not at all. */
export function openScriptsOnDisk(folder: string): Scripts {
  const drafts = join(folder, 'drafts')
  mkdirSync(drafts, { recursive: true, mode: 0o700 })
  forgetDrafts(drafts)
  const get = async (version: string): Promise<ScriptFiles | null> => {
    if (!versionShape.test(version)) return null
    const files = await readFiles(join(folder, version))
    return files && versionOf(files) === version ? files : null
  }
  return {
    get,
    put: async (files) => {
      const version = versionOf(files)
      const isThere = async (): Promise<boolean> => (await get(version)) !== null
      if (await isThere()) return version
      await place(await writeDraft(files, drafts), { path: join(folder, version), isThere })
      await syncFolder(folder)
      return version
    },
  }
}

// What a killed process was writing; recent drafts may belong to another one.
function forgetDrafts(drafts: string): void {
  for (const name of readdirSync(drafts)) {
    const path = join(drafts, name)
    const made = statSync(path, { throwIfNoEntry: false })
    if (made && Date.now() - made.mtimeMs > draftLifeMs)
      rmSync(path, { recursive: true, force: true })
  }
}

async function readFiles(folder: string): Promise<ScriptFiles | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(nullWhereAbsent)
  if (!entries || entries.length > filesMax) return null
  const files = new Map<string, Buffer>()
  for (const entry of entries) {
    const bytes = entry.isFile() ? await readSmall(join(folder, entry.name)) : null
    if (!bytes) return null
    files.set(entry.name, bytes)
  }
  return files
}

async function readSmall(path: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(nullWhereAbsent)
  if (!file) return null
  try {
    return (await file.stat()).size > fileBytesMax ? null : await file.readFile()
  } finally {
    await file.close()
  }
}

function nullWhereAbsent(cause: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(cause.code ?? '')) return null
  throw cause
}

async function writeDraft(files: ScriptFiles, drafts: string): Promise<string> {
  const draft = join(drafts, randomBytes(12).toString('hex'))
  await mkdir(draft, { mode: 0o700 })
  for (const [name, bytes] of files) {
    const file = await open(join(draft, name), 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
  }
  await syncFolder(draft)
  return draft
}

// A file in the way came from another process, with the same bytes, or it is broken.
async function place(
  draft: string,
  { path, isThere }: { path: string; isThere: () => Promise<boolean> },
): Promise<void> {
  const broken = `${draft}-broken`
  try {
    if ((await isMoved(draft, path)) || (await isThere())) return
    await rename(path, broken)
    await rename(draft, path)
  } catch (cause) {
    if (!(await isThere())) throw cause
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(broken, { recursive: true, force: true })
  }
}

async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (cause) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? ''))
      return false
    throw cause
  }
}
