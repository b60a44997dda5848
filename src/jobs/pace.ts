import type { Folder } from '../model/folder.ts'
import type { Web } from '../model/web.ts'
import { untilNextPass, type WorkTurn } from './turn.ts'

/** Locks are released without a pass, and jobs are stored and ended without one. */
const unpaced: ReadonlySet<string> = new Set(['tickets', 'jobs'])

/**
 * Gives a store a pass before each of its calls. There the work lets others in, and there it is interrupted
 * as a kill would interrupt it.
 */
export function paceStore<Stored extends object>(store: Stored, pass: () => Promise<void>): Stored {
  const nouns = Object.entries(store).map(([name, noun]: [string, unknown]) => [
    name,
    isPlain(noun) && !unpaced.has(name) ? paceCalls(noun, pass) : noun,
  ])
  return Object.fromEntries(nouns) as Stored
}

/**
 * Gives a folder a pass before each file that is read. A file that is not read because work stops would be taken for
 * damaged: it is read all the same, and the work is interrupted at its next call of the store.
 */
export function paceFolder(folder: Folder, pass: () => Promise<void>): Folder {
  return {
    ...folder,
    read: async (path) => {
      await pass().catch(untilNextPass)
      return folder.read(path)
    },
  }
}

/** Lets others in while something is fetched. */
export function paceWeb(web: Web, away: WorkTurn['away']): Web {
  return { fetch: (address, limits) => away(() => web.fetch(address, limits)) }
}

type Call = (...given: unknown[]) => unknown

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

function paceCalls(noun: Record<string, unknown>, pass: () => Promise<void>): object {
  const calls = Object.entries(noun).map(([name, call]) => [
    name,
    typeof call !== 'function'
      ? call
      : async (...given: unknown[]) => {
          await pass()
          return (call as Call)(...given)
        },
  ])
  return Object.fromEntries(calls) as object
}
