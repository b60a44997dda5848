import { lookup } from 'node:dns/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../model/stores.ts'
import type { OpenWeb } from '../model/web.ts'
import { readAllowedHost, type AllowedHost } from './address.ts'
import { openCopies } from './copies.ts'
import type { Resolve } from './look-up.ts'
import { openWeb } from './open-web.ts'
import { openRoom, readDisk, type ReadDisk } from './room.ts'
import { openTurns, type Pause } from './turns.ts'

/** What the web is opened with; the last five default to the machine's own. */
export type WebOptions = {
  /** Where copies are kept. */
  folder: string
  version: string
  delayMs: number
  clock: Clock
  resolve?: Resolve
  pause?: Pause
  idleMaxMs?: number
  lookupMaxMs?: number
  readDisk?: ReadDisk
}

const idleMaxMs = 30_000
const lookupMaxMs = 15_000
const allowedMax = 100

/** Provides imports with the web. */
export function provideWeb(options: WebOptions): OpenWeb {
  const turns = openTurns({ pause: wait, ...options })
  return (given, stopped) => {
    const allowed = given.slice(0, allowedMax).map(readAllowedHost)
    if (given.length > allowedMax || !allowed.every((host): host is AllowedHost => host !== null))
      return {
        refused:
          '--allow-host takes HOST or HOST:PORT, such as images.example.org:8080 or [fd00::1]:8080.',
      }
    const copies = openCopies(options.folder)
    const agent = `Incipit/${options.version} (imports pages for a CAPTCHA, one request at a time)`
    return openWeb({
      resolve: resolveBySystem,
      pause: wait,
      idleMaxMs,
      lookupMaxMs,
      ...options,
      allowed,
      copies,
      keepRoom: openRoom(options.folder, options.readDisk ?? readDisk),
      stopped,
      turns,
      agent,
    })
  }
}

const wait: Pause = async (forMs, signal) => {
  await pause(forMs, undefined, { signal })
}

const resolveBySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}
