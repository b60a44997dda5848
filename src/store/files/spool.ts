import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const foreignLifeMs = 86_400_000

/** A private folder on disk for what an import must unpack; it is created with its first file. */
export type Spool = {
  /** A path for a new file. */
  next(): Promise<string>
  close(): Promise<void>
}

/** Opens a spool below a folder, and deletes those of killed imports. */
export async function openSpool(parent: string): Promise<Spool> {
  await forgetDead(parent)
  const own = join(parent, `${machine()}.${process.pid}.${randomBytes(6).toString('hex')}`)
  let files = 0
  return {
    next: async () => {
      await mkdir(own, { recursive: true, mode: 0o700 })
      files += 1
      return join(own, String(files))
    },
    close: () => rm(own, { recursive: true, force: true }),
  }
}

function machine(): string {
  return hostname().replaceAll('.', '-')
}

async function forgetDead(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    const path = join(parent, name)
    if (await isDead(name, path)) await rm(path, { recursive: true, force: true })
  }
}

// We cannot tell whether a process on another machine that shares the folder is alive.
async function isDead(name: string, path: string): Promise<boolean> {
  const [where, id] = name.split('.')
  if (where === machine()) return !isAlive(Number(id))
  const made = await stat(path).catch(() => null)
  return made !== null && Date.now() - made.mtimeMs > foreignLifeMs
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
