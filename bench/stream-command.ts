import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { machineName, writeFeed, type Feed } from './stream-feed.ts'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const run = promisify(execFile)

/** The output of `incipit labels aggregate --stream --json`, as far as a bench uses it. */
export type StreamReport = {
  answers_per_task: number
  accepted: { share: number; confidence: number | null; accuracy: number | null }
  temperature: number
  coincidence?: number
  levels: { clarity: number; pull: number; share: number }[]
  seconds: Record<'reading' | 'streaming' | 'refitting', number>
}

/** How a feed is streamed. */
export type StreamOptions = { confidence: number; hasMachine: boolean; hasHistory: boolean }

/** Writes a feed into a folder, streams it with the command, and removes the folder. */
export async function streamFeed(feed: Feed, options: StreamOptions): Promise<StreamReport> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-stream-'))
  try {
    const { labels, known, gold } = writeFeed(feed, folder, options)
    const words = ['labels', 'aggregate', labels, '--kind', feed.kind, '--known', known]
    const rules = [
      '--confidence',
      String(options.confidence),
      '--answers-max',
      String(feed.answersMax),
    ]
    const machine = options.hasMachine ? ['--machine', machineName] : []
    const asked = [...words, '--gold', gold, '--stream', ...rules, ...machine, '--json']
    const { stdout } = await run(program, asked, { maxBuffer: 1 << 24 })
    return JSON.parse(stdout) as StreamReport
  } finally {
    rmSync(folder, { recursive: true })
  }
}
