import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addLatest, archiveRules, fillArchive } from './fits-archive.ts'
import { makePages } from './jobs-archive.ts'
import { keepResult, quantile } from './services.ts'

/**
 * The processor time and memory of a refit, and the processor time of a settling with ten new labels, of corpora of
 * different sizes. `npm run bench -- fits 100000 1000000 before=../other` also measures another checkout, on copies
 * of the same data.
 */
const own = fileURLToPath(new URL('../', import.meta.url))
const corpus = 'letters'
const newLabels = 10
const sweeps = 5
/** The limit of the worker. */
const heapMb = 512
const printCost = `process.on('exit',()=>{
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  process.stderr.write('\\ncost ' + maxRSS + ' ' + (userCPUTime + systemCPUTime))
})`

type Cost = { cpu_seconds: number; peak_mb: number }

function run(checkout: string, dataDir: string, ...argv: string[]): Cost | { failed: string } {
  const hook = `--import=data:text/javascript,${encodeURIComponent(printCost)}`
  const { status, signal, stderr } = spawnSync(
    join(checkout, 'bin/incipit'),
    [...argv, '--data', dataDir],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: `${hook} --max-old-space-size=${heapMb}` },
      maxBuffer: 1 << 26,
    },
  )
  if (status !== 0) return { failed: signal ?? stderr.slice(0, 200) }
  const [, peakKb, cpuUs] = /cost (\d+) (\d+)$/.exec(stderr) ?? []
  const cpuSeconds = Number((Number(cpuUs) / 1e6).toFixed(2))
  return { cpu_seconds: cpuSeconds, peak_mb: Math.round(Number(peakKb) / 1024) }
}

function measureIn(checkout: string, filled: string) {
  const dataDir = `${filled}-copy`
  cpSync(filled, dataDir, { recursive: true })
  try {
    const settle = ['labels', 'settle', '--corpus', corpus]
    const refit = run(checkout, dataDir, ...settle, '--again')
    if ('failed' in refit) return { refit }
    const costs = Array.from({ length: sweeps }, (_, seed) => {
      addLatest(dataDir, corpus, newLabels, seed)
      const cost = run(checkout, dataDir, ...settle)
      return 'failed' in cost ? NaN : cost.cpu_seconds
    })
    return { refit, settling_ten_labels_cpu_seconds: quantile(costs, 0.5) }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureSize(labels: number, checkouts: ReadonlyMap<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'incipit-bench-fits-'))
  try {
    const dataDir = join(root, 'data')
    await makePages(join(root, 'pages'), 1, 1)
    const rights = ['--corpus', corpus, '--licence', 'CC0-1.0', '--credit', 'Bench']
    const imported = run(own, dataDir, 'corpus', 'import', join(root, 'pages'), ...rights)
    if ('failed' in imported) throw new Error(imported.failed)
    fillArchive(dataDir, corpus, labels)
    const measured = [...checkouts].map(([name, path]) => [name, measureIn(path, dataDir)])
    return { labels, ...(Object.fromEntries(measured) as object) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const words = process.argv.slice(2)
const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number)
const checkouts = new Map(
  words.flatMap((word): [string, string][] => {
    const [name, path] = word.split('=')
    return name && path ? [[name, path]] : []
  }),
)
checkouts.set('now', own)
const measured = []
for (const labels of sizes.length > 0 ? sizes : [1_000, 100_000, 1_000_000]) {
  measured.push(await measureSize(labels, checkouts))
  console.error(JSON.stringify(measured.at(-1)))
}
keepResult({
  bench: 'fits',
  node: process.version,
  processors: cpus().length,
  heap_limit_mb: heapMb,
  archive: archiveRules,
  new_labels: newLabels,
  sizes: measured,
})
