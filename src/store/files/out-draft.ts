import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

const randomDigits = 12
const hostDigits = 8

/** The hidden folder beside a place in which what will take that place is made. */
export function draftOf(place: string): string {
  const random = randomBytes(randomDigits / 2).toString('hex')
  const name = `.${basename(place)}-${hostMark()}-${process.pid}-${random}`
  return join(dirname(place), name)
}

/** Removes what runs for the same place left beside it when they were killed on this machine. */
export async function removeDeadDrafts(place: string): Promise<void> {
  const begin = `.${basename(place)}-${hostMark()}-`
  const names = await readdir(dirname(place)).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(begin)) continue
    const [, pid] = /^(\d{1,10})-[\da-f]{12}$/.exec(name.slice(begin.length)) ?? []
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(dirname(place), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    // A process of somebody else may not be asked, but is there.
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

// A number of a process means nothing on another machine that writes into the same folder.
function hostMark(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, hostDigits)
}
