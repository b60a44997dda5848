import Database from 'better-sqlite3'
import { globSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { processorMicroseconds } from './peers/processor-time.ts'
import { keepResult, quantile, startServices, type Call, type Services } from './services.ts'

/**
 * The processor time of a picture: drawn for a request, by the processes that draw for the service, and drawn ahead, by
 * its worker. The pictures are the demonstration's. Works on Linux, which says what each process has used.
 */

const rounds = 5
const warmUpPictures = 200
const atOnce = 12
const kinds = {
  word: { site: 'transcription', challenges: 150, picturesOfChallenge: 2 },
  tile: { site: 'classification', challenges: 30, picturesOfChallenge: 9 },
} as const
type Drawn = keyof typeof kinds
const drawsAhead = { megabytes: '24', from: 200, to: 1_800, withinMs: 180_000 }

type Cost = { ms: number; serviceMs: number; perSecond: number; bytes: number }

/** The processes that a process has started, by the module that they run. */
function childrenOf(parent: number, module: string): number[] {
  return globSync('/proc/[0-9]*/stat').flatMap((file) => {
    try {
      const ofParent = Number(readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[1])
      const command = readFileSync(join(file, '../cmdline'), 'utf8')
      return ofParent === parent && command.includes(module) ? [Number(file.split('/')[2])] : []
    } catch {
      return []
    }
  })
}

function millisecondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + processorMicroseconds(pid), 0) / 1_000
}

type Shown = { images: { url: string }[] }

async function ask({ send, origin }: Services, client: string): Promise<string[]> {
  const { body, status } = await send(origin, { method: 'GET', path: `/v2/challenge/${client}` })
  if (status !== 200) throw new Error(`no challenge: ${body}`)
  return (JSON.parse(body) as Shown).images.map(({ url }) => new URL(url, origin).pathname)
}

async function fetchAll({ send, origin }: Services, paths: readonly string[]): Promise<number> {
  const left = [...paths]
  let bytes = 0
  const work = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const call: Call = { method: 'GET', path, accept: 'image/webp' }
      const { status, body } = await send(origin, call)
      if (status !== 200) throw new Error(`no picture: ${status}`)
      bytes += body.length
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return bytes
}

async function measure(services: Services, client: string, challenges: number): Promise<Cost> {
  const paths: string[] = []
  for (let n = 0; n < challenges; n += 1) paths.push(...(await ask(services, client)))
  const drawing = childrenOf(services.pid, 'drawing-process')
  const [fromMs, serviceFromMs, begun] = [
    millisecondsOf(drawing),
    millisecondsOf([services.pid]),
    performance.now(),
  ]
  const bytes = await fetchAll(services, paths)
  const each = (sum: number): number => Number((sum / paths.length).toFixed(2))
  return {
    ms: each(millisecondsOf(drawing) - fromMs),
    serviceMs: each(millisecondsOf([services.pid]) - serviceFromMs),
    perSecond: Math.round((paths.length * 1_000) / (performance.now() - begun)),
    bytes: Math.round(bytes / paths.length),
  }
}

async function measureRequests(): Promise<Record<Drawn, Cost[]>> {
  const services = await startServices(['--stock-megabytes', '0'], '{}')
  const sites = services.command('site', 'list') as { client_id: string; name: string }[]
  const costs: Record<Drawn, Cost[]> = { word: [], tile: [] }
  const clients = Object.entries(kinds).map(([drawn, { site, ...of }]) => {
    const client = sites.find(({ name }) => name.includes(site))?.client_id ?? ''
    services.command('site', 'set', client, '--difficulty', 'easy')
    return { drawn: drawn as Drawn, client, ...of }
  })
  for (const { client, picturesOfChallenge } of clients)
    await measure(services, client, Math.ceil(warmUpPictures / picturesOfChallenge))
  for (let round = 0; round < rounds; round += 1)
    for (const { drawn, client, challenges } of clients)
      costs[drawn].push(await measure(services, client, challenges))
  services.stop()
  return costs
}

/** What a picture costs that the worker draws ahead: reading its cut and storing it included. */
async function measureAhead(): Promise<{ ms: number; perSecond: number }> {
  const services = await startServices(['--stock-megabytes', drawsAhead.megabytes], '{}')
  const database = new Database(join(services.dataDir, 'incipit.sqlite'), { readonly: true })
  const counting = database.prepare('SELECT COUNT(*) FROM variants').pluck()
  const until = async (pictures: number): Promise<number> => {
    const endMs = performance.now() + drawsAhead.withinMs
    while (Number(counting.get()) < pictures) {
      if (performance.now() > endMs) throw new Error('no pictures are drawn ahead')
      await pause(100)
    }
    return Number(counting.get())
  }
  const from = await until(drawsAhead.from)
  const [fromMs, begun] = [millisecondsOf(childrenOf(services.pid, 'worker')), performance.now()]
  const drawn = (await until(drawsAhead.to)) - from
  const ms = millisecondsOf(childrenOf(services.pid, 'worker')) - fromMs
  const seconds = (performance.now() - begun) / 1_000
  database.close()
  services.stop()
  return { ms: Number((ms / drawn).toFixed(2)), perSecond: Math.round(drawn / seconds) }
}

const costs = await measureRequests()
const ahead = await measureAhead()

function describe(drawn: Drawn) {
  const middle = (of: keyof Cost): number =>
    quantile(
      costs[drawn].map((cost) => cost[of]),
      0.5,
    )
  const ms = middle('ms')
  return {
    processor_ms: ms,
    processor_ms_of_rounds: costs[drawn].map((cost) => cost.ms),
    per_core_second: Math.round(1_000 / ms),
    challenges_per_core_and_hour: Math.round(3_600_000 / ms / kinds[drawn].picturesOfChallenge),
    service_processor_ms: middle('serviceMs'),
    drawn_per_second: middle('perSecond'),
    bytes: middle('bytes'),
  }
}

keepResult({
  bench: 'pictures',
  at: new Date().toISOString(),
  node: process.version,
  processors: cpus().length,
  load: loadavg().map((load) => Number(load.toFixed(1))),
  word: describe('word'),
  tile: describe('tile'),
  drawn_ahead: { processor_ms: ahead.ms, drawn_per_second: ahead.perSecond },
})
