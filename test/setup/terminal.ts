import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext } from '../../src/cli/command.ts'
import { hasStore } from '../../src/data-folder.ts'
import { runCommand } from '../../src/cli/run.ts'
import { readPageTags } from '../../src/http/contracts/ocapi/read-page-tags.ts'
import { readLanguageList } from '../../src/http/words.ts'
import { provideWeb } from '../../src/network/provide-web.ts'
import { measureLook } from '../../src/picture/look.ts'
import { openPage } from '../../src/picture/open.ts'
import { openSound } from '../../src/sound/open.ts'
import { openBuzzer } from './speaker.ts'
import { openTesseract } from '../../src/picture/tesseract.ts'
import { refuseUnreadable } from '../../src/store/files/folder-disk.ts'
import { openFolderWithArchives } from '../../src/store/files/folder-archived.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { openOutFolder } from '../../src/store/files/out-folder-disk.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { smallBuild } from './service.ts'
import { makeDataDir } from './data-dir.ts'

/** The result of a command line. */
export type Ended = { code: number; out: string; err: string }

/** Command lines on a data folder of their own, and a clock to move; each command opens the folder again. */
export type FakeTerminal = {
  run: (...argv: string[]) => Promise<Ended>
  /** Runs a command that must succeed, and gives its JSON value. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  json: <T>(...argv: string[]) => Promise<T>
  /** Runs a command that must be refused, and gives its sentence. */
  refusal: (...argv: string[]) => Promise<string>
  /** Opens the same folder again, as the service does. */
  store: Store
  /** Whether each command so far rested between its commits. */
  rested: readonly boolean[]
  dataDir: string
  now: () => number
  moveClock: (byMs: number) => void
  close: () => Promise<void>
}

/** Opens a test terminal. */
export function fakeTerminal(): FakeTerminal {
  const dataDir = makeDataDir()
  let now = Date.UTC(2026, 0, 1)
  const fixture = { dataDir, clock: () => now, random: randomBytes }
  const store = openStore(fixture)
  const rested: boolean[] = []
  const idle = () => Promise.reject(new Error('no service runs here'))
  const provide = (config: CommandContext['config']): CommandContext => ({
    ...fixture,
    config,
    hasStore: () => hasStore(config.dataDir, { exists: existsSync }),
    openStore: (how) => {
      rested.push(how?.rests === true)
      return openStore({ ...fixture, ...how })
    },
    openFolder: (path) => openFolderWithArchives(path, join(dataDir, 'spool')),
    refuseUnreadable,
    openPage,
    openSound,
    openSpeaker: openBuzzer,
    openVoices: openBuzzer,
    openReader: openTesseract,
    measureLook,
    readLanguageList: () => readLanguageList(smallBuild),
    readPageTags: () => readPageTags(smallBuild),
    openWeb: provideWeb({
      ...fixture,
      folder: join(dataDir, 'downloads'),
      version: '0',
      delayMs: 0,
    }),
    openOut: (path) => openOutFolder(path, dataDir),
    version: '0',
    kinds,
    startService: idle,
    untilStopped: () => new Promise(() => undefined),
    showProgress: null,
    print: () => undefined,
  })
  const run = async (...argv: string[]): Promise<Ended> => {
    const ended = { out: '', err: '' }
    const terminal = {
      out: (text: string) => (ended.out += text),
      err: (text: string) => (ended.err += text),
      environment: {},
      version: '0',
      findFolder: () => dataDir,
      provide,
    }
    return { code: await runCommand(terminal, argv), ...ended }
  }
  return {
    run,
    json: async <T>(...argv: string[]) => {
      const { code, out, err } = await run(...argv, '--json')
      assert.equal(code, 0, err)
      return JSON.parse(out) as T
    },
    refusal: async (...argv) => {
      const { code, out, err } = await run(...argv)
      assert.deepEqual([code, out], [1, ''], argv.join(' '))
      return err.trim()
    },
    store,
    rested,
    dataDir,
    now: () => now,
    moveClock: (byMs) => (now += byMs),
    close: async () => {
      await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}
