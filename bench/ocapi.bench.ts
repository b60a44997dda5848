import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Challenges issued, pictures drawn, answers judged and states read per second, beside a bare node:http
 * server that does nothing, in one run: the rounds of all are interleaved and the medians compared.
 */

const root = fileURLToPath(new URL('../', import.meta.url))
const program = join(root, 'bin/incipit')
const concurrency = 32
const rounds = 5
const roundMs = 3_000

type Reply = { status: number; body: string }
type Call = { method: 'GET' | 'POST'; path: string; body?: string; authorization?: string }
type Made = { id: string; images: string[] }

const agent = new Agent({ keepAlive: true, maxSockets: concurrency })

const send = (origin: string, { method, path, body, authorization }: Call): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = {}
    if (body)
      Object.assign(headers, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
    if (authorization) headers['authorization'] = authorization
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

/** Runs calls for a while, a fixed number at a time, and gives the calls per second. */
const measure = async (
  origin: string,
  next: () => Call | null,
  keep: (reply: Reply) => void,
): Promise<number> => {
  const begin = performance.now()
  let done = 0
  const work = async (): Promise<void> => {
    while (performance.now() - begin < roundMs) {
      const call = next()
      if (!call) return
      const reply = await send(origin, call)
      if (reply.status !== 200) throw new Error(`${call.path}: ${reply.status} ${reply.body}`)
      keep(reply)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return (done * 1000) / (performance.now() - begin)
}

const bareServer = `require('node:http').createServer((request, reply) => {
  request.resume()
  request.on('end', () => reply.setHeader('content-type', 'application/json').end('{"ok":true}'))
}).listen(0, '127.0.0.1', function () { console.log('listens on http://127.0.0.1:' + this.address().port) })`

const untilListening = async (child: ChildProcess): Promise<string> => {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const url = /listens on (http:\S+)/.exec(text)?.[1]
    if (url) return url
  }
  throw new Error(`did not start: ${text}`)
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const bench = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-bench-'))
  const quiet = ['--data', dataDir, '--log-level', 'silent', '--port', '0']
  const service = spawn(program, ['demo', ...quiet], { stdio: ['ignore', 'pipe', 'inherit'] })
  const bare = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [origin, bareOrigin] = [await untilListening(service), await untilListening(bare)]
  const listed = spawnSync(program, ['site', 'list', '--data', dataDir, '--json'], {
    encoding: 'utf8',
  })
  const sites = JSON.parse(listed.stdout) as { client_id: string; name: string }[]
  const client = sites.find(({ name }) => name.includes('transcription'))?.client_id
  if (!client) throw new Error('the demonstration has no site')

  const perSecond: Record<string, number[]> = {
    bare_get: [],
    bare_post: [],
    issue: [],
    picture: [],
    answer: [],
  }
  for (let round = 0; round < rounds; round += 1) {
    const made: Made[] = []
    const nothing = (): void => undefined
    perSecond['bare_get']?.push(
      await measure(bareOrigin, () => ({ method: 'GET', path: '/' }), nothing),
    )
    perSecond['issue']?.push(
      await measure(
        origin,
        () => ({ method: 'GET', path: `/v2/challenge/${client}` }),
        ({ body }) => {
          const { challenge_id: id, images } = JSON.parse(body) as {
            challenge_id: string
            images: { id: string }[]
          }
          made.push({ id, images: images.map((image) => image.id) })
        },
      ),
    )
    let shown = 0
    perSecond['picture']?.push(
      await measure(
        origin,
        () => {
          const of = made[(shown += 1) % made.length]
          return of ? { method: 'GET', path: `/api/picture/${of.id}/${of.images[0] ?? ''}` } : null
        },
        nothing,
      ),
    )
    const body = JSON.stringify({ answers: { a: 'perdrix', b: 'notaire' } })
    perSecond['bare_post']?.push(
      await measure(bareOrigin, () => ({ method: 'POST', path: '/', body }), nothing),
    )
    perSecond['answer']?.push(
      await measure(
        origin,
        () => {
          const of = made.pop()
          const answers = Object.fromEntries(of?.images.map((id) => [id, 'perdrix']) ?? [])
          return of
            ? {
                method: 'POST',
                path: `/v2/challenge/${client}/${of.id}`,
                body: JSON.stringify({ answers }),
              }
            : null
        },
        nothing,
      ),
    )
  }
  service.kill()
  bare.kill()
  agent.destroy()
  rmSync(dataDir, { recursive: true, force: true })
  return perSecond
}

const perSecond = await bench()
const rate = (name: string): number => Math.round(median(perSecond[name] ?? []))
const ratio = (name: string, base: string): number => Number((rate(name) / rate(base)).toFixed(3))
const result = {
  bench: 'ocapi',
  node: process.version,
  processors: cpus().length,
  concurrency,
  rounds,
  seconds_a_round: roundMs / 1000,
  per_second: Object.fromEntries(Object.keys(perSecond).map((name) => [name, rate(name)])),
  ratio_to_bare_http: {
    issue: ratio('issue', 'bare_get'),
    picture: ratio('picture', 'bare_get'),
    answer: ratio('answer', 'bare_post'),
  },
}
writeFileSync(join(root, 'bench/results/ocapi.json'), `${JSON.stringify(result, null, 2)}\n`)
console.log(readFileSync(join(root, 'bench/results/ocapi.json'), 'utf8'))
