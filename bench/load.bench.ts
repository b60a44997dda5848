import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keepResult, quantile, type Call, type Reply } from './services.ts'

/**
 * How long honest visitors wait while one client holds 64 or 400 connections on one address, on which it sends
 * without pause: ten visits a second, each of another network, which ask for a challenge and a picture, answer,
 * and redeem a token. No picture is drawn ahead. With `-- load PROGRAM` an earlier program is measured beside this
 * one, round by round in turn.
 */

const own = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const attacker = fileURLToPath(new URL('load-attacker.ts', import.meta.url))
const attacks = [
  'issue',
  'one picture',
  'every picture',
  'answer',
  'siteverify',
  'siteverify in parts',
  'siteverify of junk',
  'words',
  'ready',
  'script',
  'nothing',
] as const
const connectionCounts = [64, 400] as const
const visitsPerSecond = 10
const seconds = 6
const actions = ['issue', 'picture', 'answer', 'siteverify'] as const

type Action = (typeof actions)[number]
type Times = Record<Action, number[]>
type Service = { origin: string; child: ChildProcess; dataDir: string; site: Site; client: string }
type Site = { sitekey: string; secret: string }

const agent = new Agent({ keepAlive: true, maxSockets: 256 })
let visits = 0
let attackers = 0

function note(text: string): void {
  console.error(`${(performance.now() / 1_000).toFixed(0)} s: ${text}`)
}

async function startService(program: string): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-bench-load-'))
  const settings = ['--trusted-proxies', '127.0.0.1', '--stock-megabytes', '0']
  const argv = ['demo', '--data', dataDir, '--port', '0', '--log-level', 'silent', ...settings]
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let origin: string | undefined
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    origin = /listens on (http:\S+)/.exec(text)?.[1]
    if (origin) break
  }
  if (!origin) throw new Error(`The service did not start: ${text}`)
  const command = (...words: string[]): unknown =>
    JSON.parse(
      spawnSync(program, [...words, '--data', dataDir, '--json'], { encoding: 'utf8' }).stdout,
    )
  const sites = command('site', 'list') as { client_id: string; name: string }[]
  const client = sites.find(({ name }) => name.includes('transcription'))?.client_id ?? ''
  const site = command('site', 'add', 'bench', '--mode', 'invisible') as Site
  return { origin, child, dataDir, site, client }
}

function send({ origin }: Service, call: Call, from: string): Promise<Reply> {
  const { method, path, body, type = 'application/json' } = call
  const headers = {
    'x-forwarded-for': from,
    ...(body ? { 'content-type': type, 'content-length': Buffer.byteLength(body) } : {}),
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, agent, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString('latin1') }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

type Challenge = { challenge_id: string; images: { id: string; url: string }[] }

/** One visit of a network that never came before. */
async function visit(service: Service, times: Times): Promise<void> {
  const { client, site } = service
  const from = `10.${(visits >> 8) & 255}.${visits & 255}.1`
  visits += 1
  const timed = async (action: Action, call: Call): Promise<string> => {
    const beganMs = performance.now()
    const { status, body } = await send(service, call, from)
    times[action].push(performance.now() - beganMs)
    if (status !== 200) throw new Error(`${action}: ${status} ${body}`)
    return body
  }
  const path = `/v2/challenge/${client}`
  const challenge = JSON.parse(await timed('issue', { method: 'GET', path })) as Challenge
  await timed('picture', { method: 'GET', path: challenge.images[0]?.url ?? '' })
  const answers = Object.fromEntries(challenge.images.map(({ id }) => [id, 'perdrix']))
  const body = JSON.stringify({ answers })
  await timed('answer', { method: 'POST', path: `${path}/${challenge.challenge_id}`, body })
  const asking = JSON.stringify({ sitekey: site.sitekey })
  const passed = await send(service, { method: 'POST', path: '/api/challenge', body: asking }, from)
  const { pass } = JSON.parse(passed.body) as { pass: { token: string } }
  const form = new URLSearchParams({ secret: site.secret, response: pass.token }).toString()
  const type = 'application/x-www-form-urlencoded'
  await timed('siteverify', { method: 'POST', path: '/siteverify', body: form, type })
}

/** Sends visits at their times, however long those before take; gives how many failed. */
async function visitPaced(service: Service, times: Times): Promise<number> {
  const beganMs = performance.now()
  const visiting = Array.from({ length: visitsPerSecond * seconds }, async (_, n) => {
    await pause(Math.max(0, beganMs + (n * 1_000) / visitsPerSecond - performance.now()))
    return visit(service, times).then(
      () => 0,
      () => 1,
    )
  })
  return (await Promise.all(visiting)).reduce<number>((sum, failed) => sum + failed, 0)
}

function noTimes(): Times {
  return { issue: [], picture: [], answer: [], siteverify: [] }
}

function describe(times: Times) {
  const round = (value: number): number => Number(value.toFixed(1))
  return Object.fromEntries(
    actions.map((action) => [
      action,
      {
        p50_ms: round(quantile(times[action], 0.5)),
        p95_ms: round(quantile(times[action], 0.95)),
        p99_ms: round(quantile(times[action], 0.99)),
      },
    ]),
  )
}

async function measureAttacked(
  service: Service,
  attack: (typeof attacks)[number],
  connections: number,
) {
  const { origin, client } = service
  // A /48 for each round, so that none has used up its limits before.
  const prefix = `2001:db8:${(attackers += 1)}`
  const options = { origin, client, attack, connections: String(connections), prefix }
  const flags = Object.entries({ ...options, seconds: String(seconds) }).flatMap(
    ([flag, value]) => [`--${flag}`, value],
  )
  const child = spawn(process.execPath, [attacker, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  const times = noTimes()
  const failed = await visitPaced(service, times)
  await ended
  const replies = JSON.parse(said.slice('begun'.length)) as Record<string, number>
  await pause(500)
  return { times, failed, replies }
}

const before = process.argv[2]
const services = {
  ...(before === undefined ? {} : { before: await startService(before) }),
  after: await startService(own),
}
note('services are started')
try {
  const load = loadavg()[0]
  const quiet: Record<string, unknown> = {}
  const all: Record<string, Times> = {}
  for (const [version, service] of Object.entries(services)) {
    await visitPaced(service, noTimes())
    const times = noTimes()
    await visitPaced(service, times)
    quiet[version] = describe(times)
    all[version] = noTimes()
  }
  const rounds: unknown[] = []
  for (const attack of attacks)
    for (const connections of connectionCounts) {
      const of: Record<string, unknown> = {}
      for (const [version, service] of Object.entries(services)) {
        const { times, failed, replies } = await measureAttacked(service, attack, connections)
        of[version] = { honest: describe(times), honest_failed: failed, attacker_got: replies }
        for (const action of actions) all[version]?.[action].push(...times[action])
        note(`${attack} ${connections} ${version}: ${JSON.stringify(of[version])}`)
      }
      rounds.push({ attack, connections, ...of })
    }
  keepResult({
    bench: 'load',
    node: process.version,
    processors: cpus().length,
    load_of_the_machine_before: Number(load?.toFixed(1)),
    visits_a_second: visitsPerSecond,
    seconds_a_round: seconds,
    quiet,
    attacked: Object.fromEntries(
      Object.entries(all).map(([version, times]) => [version, describe(times)]),
    ),
    rounds,
  })
} finally {
  agent.destroy()
  for (const { child, dataDir } of Object.values(services)) {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
}
