import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

const randomDigits = 12
const hostDigits = 8

/** The hidden folder beside a place, in which the content for that place is prepared. */
export function draftOf(place: string): string {
  const random = randomBytes(randomDigits / 2).toString('hex')
  const name = `.${basename(place)}-${hostMark()}-${process.pid}-${random}`
  return join(dirname(place), name)
}

/** Removes what killed runs on this machine left beside the same place. */
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
    // We may not signal another user's process, but it exists.
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

// A process id means nothing on another machine that writes into the same folder.
function hostMark(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, hostDigits)
}
