import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wideLimits } from './wide-limits.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const program = join(root, 'bin/incipit')
const socketsMax = 256

/** One request; the body is JSON unless the type says otherwise. */
export type Call = {
  method: 'GET' | 'POST'
  path: string
  body?: string
  type?: string
  authorization?: string
  accept?: string
}

/** The reply. */
export type Reply = { status: number; body: string }

/** The service in a process of its own, on an empty data folder, beside a bare node:http server. */
export type Services = {
  origin: string
  bareOrigin: string
  /** The process of the service. */
  pid: number
  /** The folder of the service's data. */
  dataDir: string
  send: (origin: string, call: Call) => Promise<Reply>
  /** Runs a command on the same data folder and gives its JSON output. */
  command: (...argv: string[]) => unknown
  stop: () => void
}

/**
 * Starts both; the bare server reads each request whole and answers 200 with the text. Without a data folder
 * the service is the demonstration.
 */
export async function startServices(
  settings: readonly string[],
  bareReply: string,
  filledDir?: string,
): Promise<Services> {
  const dataDir = filledDir ?? mkdtempSync(join(tmpdir(), 'incipit-bench-'))
  const own = ['--data', dataDir, '--log-level', 'silent', '--port', '0', ...wideLimits]
  const argv = [filledDir ? 'serve' : 'demo', ...own, ...settings]
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const service = spawn(program, argv, { stdio: [...stdio] })
  const bare = spawn(process.execPath, ['-e', bareServer, bareReply], { stdio: [...stdio] })
  const agent = new Agent({ keepAlive: true, maxSockets: socketsMax })
  return {
    origin: await untilListening(service),
    bareOrigin: await untilListening(bare),
    pid: service.pid ?? 0,
    dataDir,
    send: (origin, call) => send(agent, origin, call),
    command: (...words) => {
      const all = [...words, '--data', dataDir, '--json']
      return JSON.parse(spawnSync(program, all, { encoding: 'utf8' }).stdout)
    },
    stop() {
      service.kill()
      bare.kill()
      agent.destroy()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The quantile of some numbers. */
export function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0
}

/** Writes a result into the repository, and prints it. */
export function keepResult(result: Readonly<Record<string, unknown>> & { bench: string }): void {
  const text = `${JSON.stringify(result, null, 2)}\n`
  writeFileSync(join(root, `bench/results/${result.bench}.json`), text)
  console.log(text)
}

const bareServer = `require('node:http').createServer((request, reply) => {
  let body = ''
  request.on('data', (chunk) => { body += chunk })
  request.on('end', () => reply.setHeader('content-type', 'application/json').end(process.argv[1]))
}).listen(0, '127.0.0.1', function () { console.log('listens on http://127.0.0.1:' + this.address().port) })`

/** Waits until a server has said where it listens. */
export async function untilListening(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const url = /listens on (http:\S+)/.exec(text)?.[1]
    if (url) return url
  }
  throw new Error(`The server did not start: ${text}`)
}

function send(agent: Agent, origin: string, call: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method, path, body, type = 'application/json', authorization, accept } = call
    const headers = {
      ...(body ? { 'content-type': type, 'content-length': Buffer.byteLength(body) } : {}),
      ...(authorization ? { authorization } : {}),
      ...(accept ? { accept } : {}),
    }
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
