import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aggregate, type Run } from './crowd-command.ts'

const sizes = [100_000, 10_000_000]
const answersPerTask = 10
const answersPerWorker = 100
const classes = 4
const pieceChars = 1 << 20
const methods = ['majority', 'pool']

/** The cost of a refit by the number of generated answers, beside a plain majority vote on the same file. */
export async function measureSpeed() {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-labels-'))
  try {
    const measured = []
    for (const answers of sizes) {
      const path = join(folder, `${answers}.csv`)
      await writeAnswers(path, answers)
      measured.push(measureFile(path, answers))
    }
    console.table(measured.flatMap(({ answers, runs }) => runs.map((run) => ({ answers, ...run }))))
    return measured
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureFile(path: string, answers: number) {
  const runs = methods.map((method) => {
    const run = aggregate(path, '--kind', 'categorical', '--method', method)
    console.error(`${answers} ${method}: ${run.wallSeconds.toFixed(1)} s, ${run.peakMb} MB`)
    return { method, run }
  })
  const plain = runs[0]?.run
  return {
    answers,
    runs: runs.map(({ method, run }) => ({ method, ...costOf(run, plain ?? run) })),
  }
}

function costOf(run: Run, plain: Run) {
  return {
    seconds_reading: run.seconds.reading,
    seconds_fitting: run.seconds.fitting,
    seconds: Number(run.wallSeconds.toFixed(1)),
    cpu_seconds: Number(run.cpuSeconds.toFixed(1)),
    cpu_ratio_to_majority: Number((run.cpuSeconds / plain.cpuSeconds).toFixed(2)),
    peak_mb: run.peakMb,
    peak_ratio_to_majority: Number((run.peakMb / plain.peakMb).toFixed(2)),
  }
}

/** Pseudo-random numbers, the same in every run. */
function openChance(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}

// A worker is right at a rate between 0.4 and 0.95, and otherwise picks a class at random; rows are in random order.
async function writeAnswers(path: string, answers: number): Promise<void> {
  const chance = openChance(answers)
  const draw = (most: number): number => Math.floor(chance() * most)
  const [workers, tasks] = [answers / answersPerWorker, answers / answersPerTask]
  const skills = Float64Array.from({ length: workers }, () => 0.4 + 0.55 * chance())
  const truths = Uint8Array.from({ length: tasks }, () => draw(classes))
  const file = createWriteStream(path)
  let piece = 'worker,task,label\n'
  for (let row = 0; row < answers; row++) {
    const [worker, task] = [draw(workers), draw(tasks)]
    const isRight = chance() < (skills[worker] ?? 0)
    piece += `w${worker},t${task},${isRight ? truths[task] : draw(classes)}\n`
    if (piece.length < pieceChars) continue
    if (!file.write(piece)) await once(file, 'drain')
    piece = ''
  }
  file.end(piece)
  await once(file, 'close')
}
