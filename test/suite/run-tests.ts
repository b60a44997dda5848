import { spawn } from 'node:child_process'

/** The counts in the closing lines of Node's test runner. */
const counted = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo'] as const

/** The result of a run of tests. */
export type Outcome = { counts: Record<(typeof counted)[number], number>; isFailed: boolean }

const closingLine = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/

type Running = {
  root: string
  show: (text: string) => void
  /** The command, with its arguments, that starts Node; none if it is started as it is. */
  within?: readonly string[]
}

/** Runs Node's tests with a reporter; `show` gets its output, except the closing lines, which are counted. */
export function runTests(
  argv: readonly string[],
  { root, show, within = [] }: Running,
): Promise<Outcome> {
  const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 }
  const take = (line: string): void => {
    const [, name, count] = closingLine.exec(line) ?? []
    if (name === undefined) show(`${line}\n`)
    else if (name !== 'duration_ms') counts[name as keyof typeof counts] += Number(count)
  }
  return new Promise((resolve, reject) => {
    const flags = ['--disable-warning=ExperimentalWarning', '--test-reporter=spec']
    const [command = '', ...args] = [...within, process.execPath, ...flags, ...argv]
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let rest = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(take)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (rest !== '') take(rest)
      resolve({ counts, isFailed: code !== 0 })
    })
  })
}

/** For tests that make much short-lived garbage: with more room it is collected less often. */
export const roomForYoung = '--max-semi-space-size=64'

/** Runs files in a few processes side by side, each with its share; prints a share when it has ended. */
export async function runShards(
  files: readonly string[],
  { root, processes }: { root: string; processes: number },
): Promise<Outcome[]> {
  const shares = Array.from({ length: processes }, (_, n) =>
    files.filter((_file, index) => index % processes === n),
  ).filter((share) => share.length > 0)
  return Promise.all(
    shares.map(async (share) => {
      let text = ''
      const show = (line: string): void => void (text += line)
      const outcome = await runTests([roomForYoung, 'test/suite/shard.ts', ...share], {
        root,
        show,
      })
      process.stdout.write(text)
      return outcome
    }),
  )
}

// A browser that no longer answers would otherwise hold the whole run, to no end and without a word.
const longestTestMs = 600_000

/** Runs files side by side, each in a process of its own. */
export function runFiles(
  files: readonly string[],
  { root, processes, limitMs = longestTestMs, show = print }: FilesToRun,
): Promise<Outcome> {
  const limits = [`--test-concurrency=${processes}`, `--test-timeout=${limitMs}`]
  return runTests(['--test', ...limits, ...files], { root, show })
}

type FilesToRun = {
  root: string
  processes: number
  /** How long one test may take. */
  limitMs?: number
  show?: (text: string) => void
}

function print(text: string): void {
  process.stdout.write(text)
}

/** Prints the closing lines of all runs together, as Node's own runner does, and gives the exit code. */
export function closeRun(outcomes: readonly Outcome[], sinceMs: number): 0 | 1 {
  for (const name of counted)
    console.log(`ℹ ${name} ${outcomes.reduce((sum, { counts }) => sum + counts[name], 0)}`)
  console.log(`ℹ duration_ms ${performance.now() - sinceMs}`)
  return outcomes.some(({ isFailed }) => isFailed) ? 1 : 0
}
