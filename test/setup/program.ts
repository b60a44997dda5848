import { spawn } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/incipit', import.meta.url))
const endsWithinMs = 240_000
const heapMegabytes = 384
const printPeak = `process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`

/** A row of the report of an import. */
export type ReportRow = { what: string; code: string; why: string; count: number }

/** The result of an import by the program. */
export type Imported = {
  code: number | null
  report: { pages: number; added: number; skipped: ReportRow[]; error?: string }
  /** The report for people. */
  text: string
  peakMegabytes: number
}

/** A folder of files to import, and a data folder to import them into. */
export type ImportFixture = {
  folder: string
  dataDir: string
  put(path: string, body: string | Buffer): string
  /** Runs the import, with little memory and within a time. */
  run(path?: string, ...flags: string[]): Promise<Imported>
  /** Files that a finished import must not leave: drafts, staging, and unpacked archives. */
  leftovers(): string[]
  filesKept(): number
}

/** Makes a folder to import and an empty data folder. */
export function prepareImport(t: TestContext): ImportFixture {
  const root = mkdtempSync(join(tmpdir(), 'incipit-hostile-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const [folder, dataDir] = [join(root, 'in'), join(root, 'data')]
  mkdirSync(folder)
  return {
    folder,
    dataDir,
    put: (path, body) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), body)
      return join(folder, path)
    },
    run: (path = folder, ...flags) => runImport([path, ...flags], dataDir),
    leftovers: () =>
      globSync('{spool/**,{pictures,files}/drafts/**}', { cwd: dataDir }).filter((path) =>
        statSync(join(dataDir, path)).isFile(),
      ),
    filesKept: () =>
      globSync('{pictures,files}/**', { cwd: dataDir }).filter((path) =>
        statSync(join(dataDir, path)).isFile(),
      ).length,
  }
}

const order = ['--corpus', 'hostile', '--licence', 'CC0-1.0', '--credit', 'Nobody']

async function runImport(words: readonly string[], dataDir: string): Promise<Imported> {
  const argv = ['corpus', 'import', ...words, ...order, '--data', dataDir, '--json']
  const { code, out, err } = await run(argv)
  const report = JSON.parse(out) as Imported['report']
  const peak = /peak (\d+)$/.exec(err)?.[1]
  return { code, report, text: err, peakMegabytes: Number(peak) / 1024 }
}

/** Runs the program to its end; `code` is null if it had to be stopped. */
export function run(
  argv: readonly string[],
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const NODE_OPTIONS = `--max-old-space-size=${heapMegabytes} --import=data:text/javascript,${encodeURIComponent(printPeak)}`
    const child = spawn(program, argv, {
      env: { ...process.env, NODE_OPTIONS },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: endsWithinMs,
      killSignal: 'SIGKILL',
    })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (chunk) => (ended.out += String(chunk)))
    child.stderr.on('data', (chunk) => (ended.err += String(chunk)))
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}
