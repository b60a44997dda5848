import { Agent, request } from 'node:http'

/** One request. The body is JSON unless its type says otherwise; `from` is the visitor's address. */
export type Call = {
  method?: 'GET' | 'POST'
  path: string
  from: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

/** What came back. */
export type Reply = { status: number; bytes: Buffer; json: () => unknown }

/** Speaks to one service, on the same machine. */
export type Client = { origin: string; send: (call: Call) => Promise<Reply>; close: () => void }

const loopback = /^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|localhost)(:\d+)?\/?$/

/** Throws unless the origin is this machine: nothing here may be aimed at anybody else. */
export function assertLoopback(origin: string): void {
  if (!loopback.test(origin))
    throw new Error(`The red team attacks only this machine, not ${origin}.`)
}

/** Opens a client of a service on this machine, whose trusted proxy it plays. */
export function openClient(origin: string, socketsMax = 64): Client {
  assertLoopback(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: socketsMax })
  return { origin, send: (call) => send(agent, origin, call), close: () => agent.destroy() }
}

function send(agent: Agent, origin: string, call: Call): Promise<Reply> {
  const { method = call.body === undefined ? 'GET' : 'POST', path, from, body } = call
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json'
  const headers = {
    'x-forwarded-for': from,
    ...(body === undefined
      ? {}
      : { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) }),
    ...call.headers,
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, agent, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('error', reject)
      reply.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const json = (): unknown => JSON.parse(bytes.toString())
        resolve({ status: reply.statusCode ?? 0, bytes, json })
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

/** Does work for each of a list, so many at a time, in order of the list. */
export async function eachOf<Of>(
  list: readonly Of[],
  atOnce: number,
  work: (of: Of) => Promise<void>,
): Promise<void> {
  const rest = list.values()
  const go = async (): Promise<void> => {
    for (const of of rest) await work(of)
  }
  await Promise.all(Array.from({ length: atOnce }, go))
}
