import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addLabels, isJobRunning, makePages, makeStale } from './jobs-archive.ts'
import { keepResult, quantile, type Call, type Reply } from './services.ts'
import { wideLimits } from './wide-limits.ts'

/**
 * How long siteverify and issuing take at two hundred calls a second each, on a quiet service and beside a refit
 * of a hundred thousand labels, an import and the drawing, in one run. Also the longest pause of the event loop.
 */

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const loopDelay = fileURLToPath(new URL('loop-delay.ts', import.meta.url))
const labels = 100_000
const pages = 4
const pagesOfImport = 30
const rounds = 2
const seconds = 10
const perSecond = 200
const warmUpMs = 3_000
const quietP50Max = 50
const startsWithinMs = 20_000
const rights = ['--licence', 'CC0-1.0', '--credit', 'Bench']
const many = ['--shown-known-max', '1000000', '--shown-unknown-max', '1000000']

type Service = { origin: string; child: ChildProcess; delayFile: string }
type Sites = { client: string; sitekey: string; secret: string }
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

function note(text: string): void {
  console.error(`${(performance.now() / 1_000).toFixed(0)} s: ${text}`)
}

type Times = { siteverify: number[]; issue: number[] }

const root = mkdtempSync(join(tmpdir(), 'incipit-bench-jobs-'))
const dataDir = join(root, 'data')
const agent = new Agent({ keepAlive: true, maxSockets: 256 })

function send(origin: string, { method, path, body, type }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = body
      ? { 'content-type': type ?? 'application/json', 'content-length': Buffer.byteLength(body) }
      : {}
    const sent = request(`${origin}${path}`, { method, agent, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function spawnCommand(...argv: string[]): ChildProcess {
  const child = spawn(program, [...argv, '--data', dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

async function command(...argv: string[]): Promise<unknown> {
  const child = spawnCommand(...argv)
  let out = ''
  for await (const chunk of child.stdout ?? []) out += String(chunk)
  return JSON.parse(out) as unknown
}

async function startService(stockMegabytes: number): Promise<Service> {
  const delayFile = join(root, `delay-${Math.random()}.json`)
  const argv = [
    'serve',
    '--data',
    dataDir,
    '--port',
    '0',
    '--log-level',
    'silent',
    ...many,
    ...wideLimits,
  ]
  const child = spawn(
    program,
    [...argv, '--token-ttl-seconds', '3600', '--stock-megabytes', String(stockMegabytes)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=${loopDelay}`,
        BENCH_LOOP_DELAY_FILE: delayFile,
      },
    },
  )
  children.add(child)
  child.on('exit', () => children.delete(child))
  let text = ''
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk)
    const origin = /listens on (http:\S+)/.exec(text)?.[1]
    if (origin) return { origin, child, delayFile }
  }
  throw new Error(`The service did not start: ${text}`)
}

async function stopService({ child, delayFile }: Service): Promise<{ max_ms: number }> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return JSON.parse(readFileSync(delayFile, 'utf8')) as { max_ms: number }
}

async function fill(): Promise<Sites> {
  await makePages(join(root, 'first'), pages, 1)
  await makePages(join(root, 'later'), pagesOfImport, 1_000)
  note('pages are made')
  await command('corpus', 'import', join(root, 'first'), '--corpus', 'letters', ...rights)
  note('pages are imported')
  const asking = ['site', 'add', 'asking', '--difficulty', 'easy', '--corpus', 'letters']
  const { client_id: client } = (await command(...asking)) as { client_id: string }
  const invisible = ['site', 'add', 'invisible', '--mode', 'invisible']
  const { sitekey, secret } = (await command(...invisible)) as Sites
  return { client, sitekey, secret }
}

/** Redemptions, each of a fresh token. */
async function makeTokens(origin: string, { sitekey, secret }: Sites): Promise<Call[]> {
  const asking: Call = { method: 'POST', path: '/api/challenge', body: JSON.stringify({ sitekey }) }
  const calls: Call[] = []
  const work = async (): Promise<void> => {
    while (calls.length < perSecond * seconds) {
      const { pass } = JSON.parse((await send(origin, asking)).body) as { pass: { token: string } }
      const body = new URLSearchParams({ secret, response: pass.token, sitekey }).toString()
      const type = 'application/x-www-form-urlencoded'
      calls.push({ method: 'POST', path: '/siteverify', body, type })
    }
  }
  await Promise.all(Array.from({ length: 16 }, work))
  return calls.slice(0, perSecond * seconds)
}

/** Sends each call at its time, without waiting for replies, and gives the milliseconds from that time on. */
async function measurePaced(origin: string, calls: readonly Call[], fromMs: number) {
  const sendAt = async (call: Call, atMs: number): Promise<number> => {
    const waitMs = fromMs + atMs - performance.now()
    if (waitMs > 0) await pause(waitMs)
    const begunMs = Math.min(performance.now(), fromMs + atMs)
    const { status, body } = await send(origin, call)
    if (status !== 200 || body.includes('"success":false')) throw new Error(`${call.path}: ${body}`)
    return performance.now() - begunMs
  }
  return Promise.all(calls.map((call, n) => sendAt(call, (n * 1000) / perSecond)))
}

async function measureRound({ origin, child }: Service, sites: Sites, begin: () => Promise<void>) {
  const tokens = await makeTokens(origin, sites)
  const asked: Call = { method: 'GET', path: `/v2/challenge/${sites.client}` }
  const asking = tokens.map(() => asked)
  await begin()
  child.kill('SIGUSR2')
  const ownDelay = monitorEventLoopDelay({ resolution: 1 })
  ownDelay.enable()
  const fromMs = performance.now() + 100
  const [siteverify, issue] = await Promise.all([
    measurePaced(origin, tokens, fromMs),
    measurePaced(origin, asking, fromMs + 500 / perSecond),
  ])
  ownDelay.disable()
  return { siteverify, issue, ownDelayMs: Number((ownDelay.percentile(99) / 1e6).toFixed(1)) }
}

type QuietRound = { longestMs: number; ownDelayMs: number }

async function measureQuiet(sites: Sites, times: Times): Promise<QuietRound> {
  const service = await startService(0)
  await pause(warmUpMs)
  const round = await measureRound(service, sites, async () => undefined)
  for (const what of ['siteverify', 'issue'] as const) times[what].push(...round[what])
  return { longestMs: (await stopService(service)).max_ms, ownDelayMs: round.ownDelayMs }
}

type BusyRound = QuietRound & { isBusyThroughout: boolean }

async function measureBusy(sites: Sites, times: Times, n: number): Promise<BusyRound> {
  const service = await startService(6)
  await pause(warmUpMs)
  const importing = ['corpus', 'import', join(root, 'later'), '--corpus', `later-${n}`, ...rights]
  let importer: ChildProcess | undefined
  const round = await measureRound(service, sites, async () => {
    importer = spawnCommand(...importing)
    makeStale(dataDir, 'letters')
    const untilMs = Date.now() + startsWithinMs
    while (!isJobRunning(dataDir, 'refit') && Date.now() < untilMs) await pause(50)
  })
  const isBusyThroughout = isJobRunning(dataDir, 'refit') && importer?.exitCode === null
  note(`refit and import ran throughout: ${isBusyThroughout}`)
  for (const what of ['siteverify', 'issue'] as const) times[what].push(...round[what])
  if (importer?.exitCode === null) {
    const ended = once(importer, 'exit')
    importer.kill('SIGINT')
    await ended
  }
  const longestMs = (await stopService(service)).max_ms
  return { longestMs, ownDelayMs: round.ownDelayMs, isBusyThroughout }
}

function describe(numbers: readonly number[]) {
  const round = (value: number): number => Number(value.toFixed(2))
  const [p50, p99] = [quantile(numbers, 0.5), quantile(numbers, 0.99)]
  return { p50_ms: round(p50), p99_ms: round(p99), max_ms: round(quantile(numbers, 1)) }
}

function compare(quiet: readonly number[], busy: readonly number[]) {
  const ratio = Number((quantile(busy, 0.99) / quantile(quiet, 0.99)).toFixed(2))
  return { quiet: describe(quiet), with_jobs: describe(busy), ratio_p99: ratio }
}

try {
  const sites = await fill()
  const quiet: Times = { siteverify: [], issue: [] }
  const busy: Times = { siteverify: [], issue: [] }
  const longest = { quiet: [] as number[], with_jobs: [] as number[] }
  const own = { quiet: [] as number[], with_jobs: [] as number[] }
  const load = loadavg()[0]
  for (let n = 0; n < rounds; n += 1) {
    const round = await measureQuiet(sites, quiet)
    longest.quiet.push(round.longestMs)
    own.quiet.push(round.ownDelayMs)
  }
  note(`quiet: ${JSON.stringify(describe(quiet.siteverify))}`)
  // If the machine cannot keep up, calls wait for each other, and the figures mean nothing.
  if (quantile(quiet.siteverify, 0.5) > quietP50Max)
    throw new Error('The machine is too busy for this bench: even a quiet service cannot keep up.')
  addLabels(dataDir, 'letters', labels)
  note('labels are kept')
  let isBusyThroughout = true
  for (let n = 0; n < rounds; n += 1) {
    const round = await measureBusy(sites, busy, n)
    longest.with_jobs.push(round.longestMs)
    own.with_jobs.push(round.ownDelayMs)
    isBusyThroughout &&= round.isBusyThroughout
  }
  keepResult({
    bench: 'jobs',
    node: process.version,
    processors: cpus().length,
    load_of_the_machine_before: Number(load?.toFixed(1)),
    jobs_ran_throughout: isBusyThroughout,
    labels,
    rounds,
    seconds_a_round: seconds,
    per_second: perSecond,
    siteverify: compare(quiet.siteverify, busy.siteverify),
    issue: compare(quiet.issue, busy.issue),
    longest_pause_of_the_loop_ms: longest,
    p99_of_the_generators_own_loop_ms: own,
  })
} finally {
  agent.destroy()
  if (existsSync(root)) rmSync(root, { recursive: true, force: true })
}
