import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from './config.ts'
import type { Machine } from './data-folder.ts'
import type { Folder } from './model/folder.ts'
import type { OutFolder } from './model/out-folder.ts'
import type { OpenPage } from './model/picture.ts'
import type { OpenSound } from './model/sound.ts'
import type { OpenSpeaker } from './model/speaker.ts'
import type { Store } from './model/store.ts'
import type { Clock, Random } from './model/stores.ts'
import type { OpenWeb } from './model/web.ts'
import { provideWeb } from './network/provide-web.ts'
import { openRandom } from './random.ts'
import { refuseUnreadable } from './store/files/folder-disk.ts'
import { openOutFolder } from './store/files/out-folder-disk.ts'
import { openStore } from './store/sqlite/open-store.ts'

/** What every process of the program is given of the world outside. */
export type Provided = {
  clock: Clock
  random: Random
  /** The version of the program. */
  version: string
  /** Opens the store; what works beside a service `rests` between its commits. */
  openStore: (how?: { rests: boolean }) => Store
  /** Why a path cannot be read, where it cannot. */
  openFolder: (path: string) => Promise<Folder | { refused: string }>
  /** Why a path cannot be read, as a sentence; null if it can. Opens no archive. */
  refuseUnreadable: (path: string) => Promise<string | null>
  /** Begins a new folder; why it cannot, where something lies there. */
  openOut: (path: string) => Promise<OutFolder | { refused: string }>
  openPage: OpenPage
  openSound: OpenSound
  /** Opens the speech engines of this machine. */
  openSpeaker: OpenSpeaker
  /** Opens the voices that come with the program, for the demonstration. */
  openVoices: OpenSpeaker
  openWeb: OpenWeb
}

/**
 * Gives a process its clock, its chance, and its ways to the store, the disk and the web. What reads pictures and
 * archives is loaded when it is needed: a service leaves both to other threads and processes.
 */
export function provide(config: Config): Provided {
  const clock = Date.now
  const random = openRandom()
  const version = readVersion()
  const { dataDir, fetchDelayMs: delayMs } = config
  return {
    clock,
    random,
    version,
    openStore: (how) => openStore({ dataDir, clock, random, ...how }),
    openFolder: async (path) => {
      const { openFolderWithArchives } = await import('./store/files/folder-archived.ts')
      return openFolderWithArchives(path, join(dataDir, 'spool'))
    },
    refuseUnreadable,
    openOut: (path) => openOutFolder(path, dataDir),
    openPage: async (...page) => (await import('./picture/open.ts')).openPage(...page),
    openSound: async (...sound) => (await import('./sound/open.ts')).openSound(...sound),
    openSpeaker: async (language) => (await import('./sound/speak.ts')).openEngines(language),
    openVoices: async (language) =>
      (await import('./sound/voices.ts')).openVoices(findVoices(), language),
    openWeb: provideWeb({ folder: join(dataDir, 'downloads'), version, delayMs, clock }),
  }
}

/** What the place of the data folder depends on. */
export function thisMachine(): Machine {
  return {
    environment: process.env,
    // An empty HOME would be the current folder.
    home: homedir() || userInfo().homedir,
    current: process.cwd(),
    exists: existsSync,
    canWrite: (path) => {
      try {
        accessSync(path, constants.W_OK)
        return true
      } catch {
        return false
      }
    },
  }
}

/** The version of the program. */
export function readVersion(): string {
  const text = readFileSync(findManifest(), 'utf8')
  return String((JSON.parse(text) as { version: unknown }).version)
}

/** The folder of what is built for browsers. */
export function findDist(): URL {
  return new URL('dist/', pathToFileURL(findManifest()))
}

// They lie beside the program, and are not built.
function findVoices(): URL {
  return new URL('voices/', pathToFileURL(findManifest()))
}

// The source and what is built of it lie at different depths in the package.
function findManifest(): string {
  const found = findPackageJSON(import.meta.url)
  if (found === undefined) throw new Error('the program lies in no package')
  return found
}
