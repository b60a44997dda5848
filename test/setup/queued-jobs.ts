import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'node:test'
import type { JobContext } from '../../src/jobs/context.ts'
import { jobKinds } from '../../src/jobs/kinds.ts'
import type { JobLog } from '../../src/jobs/run-job.ts'
import { runDueJobs } from '../../src/jobs/runner.ts'
import { openPage } from '../../src/picture/open.ts'
import { openSound } from '../../src/sound/open.ts'
import { openBuzzer } from './speaker.ts'
import { openFolderOnDisk } from '../../src/store/files/folder-disk.ts'
import { openOutFolder } from '../../src/store/files/out-folder-disk.ts'
import { jobsContext } from './jobs.ts'
import { putPages } from './put-pages.ts'
import { fakeTerminal, type FakeTerminal } from './terminal.ts'

/** A terminal that leaves work to the worker of a service, and that worker. */
export type QueuedJobs = {
  terminal: FakeTerminal
  /** A folder for what is imported and exported. */
  place: string
  /** The lines of the worker's log. */
  lines: Parameters<JobLog>[0][]
  /** Runs the waiting jobs, as the worker does; `change` replaces parts of its context. */
  work: (change?: Partial<JobContext>, stop?: AbortSignal) => Promise<number>
  /** Makes a folder of pages to import. */
  makePages: () => Promise<string>
  /** The state, progress and reason of a job of a kind, as `jobs` shows them. */
  shown: (kind: string) => Promise<[state: string, progress: string, reason: string]>
}

/** The number of pages in the folder to import. */
export const pages = 4

const { import: importKind, export: exportKind } = jobKinds
assert.ok(importKind && exportKind)
const kinds = { import: importKind, export: exportKind }

/** Sets up an empty terminal and folder for each test of a file. */
export function setQueuedJobs(): QueuedJobs {
  const queue = {} as QueuedJobs
  beforeEach(() => {
    const place = mkdtempSync(join(tmpdir(), 'incipit-queued-'))
    Object.assign(queue, { terminal: fakeTerminal(), place, lines: [] })
  })
  afterEach(async () => {
    await queue.terminal.close()
    rmSync(queue.place, { recursive: true })
  })

  queue.work = (change = {}, stop = new AbortController().signal) => {
    const { terminal, lines } = queue
    const context = {
      openFolder: openFolderOnDisk,
      openOut: (path: string) => openOutFolder(path, terminal.dataDir),
      openPage,
      openSound,
      openSpeaker: openBuzzer,
      openWeb: () => ({ fetch: () => assert.fail('nothing is fetched here') }),
      ...change,
    }
    const log: JobLog = (line) => lines.push(line)
    return runDueJobs(
      jobsContext(terminal.store, { clock: terminal.now, context, kinds, log }),
      stop,
    )
  }
  queue.makePages = async () => {
    const folder = join(queue.place, 'in')
    mkdirSync(folder)
    const put = (name: string, body: string | Buffer): string => {
      writeFileSync(join(folder, name), body)
      return join(folder, name)
    }
    await putPages({ put }, pages)
    return folder
  }
  queue.shown = async (kind) => {
    const jobs = await queue.terminal.json<Shown[]>('jobs')
    const { state, progress, reason } = jobs.find((job) => job.kind === kind) ?? assert.fail(kind)
    return [state, progress, reason]
  }
  return queue
}

type Shown = { kind: string; state: string; progress: string; reason: string }
