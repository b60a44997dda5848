import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const printCost = `process.on('exit',()=>{
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  process.stderr.write('\\ncost ' + maxRSS + ' ' + (userCPUTime + systemCPUTime))
})`

/** The output of `incipit labels aggregate --json`, as far as a bench uses it. */
export type Aggregated = {
  answers: number
  tasks: number
  workers: number
  temperature: number
  classes?: { label: string; share: number }[]
  seconds: Record<'reading' | 'fitting' | 'scoring' | 'writing', number>
  score: {
    tasks: number
    accuracy: number
    expected_calibration_error: number
    raw_expected_calibration_error: number
    claimed: { tasks: number; share: number; accuracy: number }
    coverage: { share: number }
    texts: Record<'word_error_rate' | 'corpus_word_error_rate' | 'character_error_rate', number>
  }
}

/** One run of the command and its cost from start to end; a busy machine only lengthens the wall clock. */
export type Run = Aggregated & { wallSeconds: number; cpuSeconds: number; peakMb: number }

/** Runs `incipit labels aggregate` in a process of its own. */
export function aggregate(...argv: string[]): Run {
  const begin = performance.now()
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(printCost)}`
  const words = ['labels', 'aggregate', ...argv, '--json']
  const env = { ...process.env, NODE_OPTIONS }
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
  const report = JSON.parse(stdout) as Aggregated
  const [, peakKb, cpuUs] = /cost (\d+) (\d+)$/.exec(stderr) ?? []
  const wallSeconds = (performance.now() - begin) / 1000
  const cpuSeconds = Number(cpuUs) / 1e6
  return { ...report, wallSeconds, cpuSeconds, peakMb: Math.round(Number(peakKb) / 1024) }
}
