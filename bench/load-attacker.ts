import { Agent, request } from 'node:http'
import { setPriority } from 'node:os'
import { parseArgs } from 'node:util'

// One client with many connections, for `load.bench.ts`: each connection sends the next request as soon as the last
// one was answered, whatever the answer is. It has a /48 of IPv6, a network of which sends each request.

const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: '' },
    attack: { type: 'string', default: '' },
    connections: { type: 'string', default: '64' },
    client: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    prefix: { type: 'string', default: '2001:db8:1' },
  },
})
const agent = new Agent({ keepAlive: true, maxSockets: Number(values.connections) })
const statuses: Record<string, number> = {}

type Sent = { method: 'GET' | 'POST'; path: string; body?: string; type?: string }

function send({ method, path, body, type = 'application/json' }: Sent): Promise<string> {
  const network = Math.floor(Math.random() * 65_536).toString(16)
  const headers = {
    'x-forwarded-for': `${values.prefix}:${network}::1`,
    ...(body ? { 'content-type': type } : {}),
  }
  return new Promise((resolve) => {
    const sent = request(`${values.origin}${path}`, { method, agent, headers }, (reply) => {
      statuses[`${reply.statusCode}`] = (statuses[`${reply.statusCode}`] ?? 0) + 1
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')))
      reply.on('error', () => resolve(''))
    })
    sent.on('error', () => {
      statuses['none'] = (statuses['none'] ?? 0) + 1
      setTimeout(() => resolve(''), 10)
    })
    sent.end(body)
  })
}

type Challenge = { challenge_id: string; images: { id: string; url: string }[] }

async function issue(): Promise<Challenge | null> {
  const text = await send({ method: 'GET', path: `/v2/challenge/${values.client}` })
  return text.includes('challenge_id') ? (JSON.parse(text) as Challenge) : null
}

function answerTo({ challenge_id: id, images }: Challenge): Sent {
  const answers = Object.fromEntries(images.map((image) => [image.id, 'perdrix']))
  const path = `/v2/challenge/${values.client}/${id}`
  return { method: 'POST', path, body: JSON.stringify({ answers }) }
}

const parts = Array.from(
  { length: 19 },
  (_, n) => `--b\r\nContent-Disposition: form-data; name="n${n}"\r\n\r\n${'x'.repeat(720)}\r\n`,
)
  .concat('--b--\r\n')
  .join('')
const junk = new URLSearchParams({ secret: 'a', response: `P1_${'b'.repeat(1_500)}.c` }).toString()
const tags = Array.from({ length: 300 }, (_, n) => `x${String.fromCharCode(97 + (n % 26))}`).join(
  ',',
)

const first = await issue()
const picture = first?.images[0]?.url ?? ''

/** One step of each attack. */
const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
  issue,
  'one picture': () => send({ method: 'GET', path: picture }),
  'every picture': async () => {
    for (const { url } of (await issue())?.images ?? []) await send({ method: 'GET', path: url })
  },
  answer: async () => {
    const challenge = await issue()
    if (challenge) await send(answerTo(challenge))
  },
  siteverify: () =>
    send({ method: 'POST', path: '/siteverify?secret=a&response=P1_b', body: '{}' }),
  'siteverify in parts': () =>
    send({
      method: 'POST',
      path: '/siteverify',
      body: parts,
      type: 'multipart/form-data; boundary=b',
    }),
  'siteverify of junk': () =>
    send({
      method: 'POST',
      path: '/siteverify',
      body: junk,
      type: 'application/x-www-form-urlencoded',
    }),
  words: () => send({ method: 'GET', path: `/words?languages=${tags}` }),
  ready: () => send({ method: 'GET', path: '/health/ready' }),
  nothing: () => send({ method: 'GET', path: '/nothing/here' }),
  script: () => send({ method: 'GET', path: '/1/api.js' }),
}

const step = attacks[values.attack]
if (!step || !first) throw new Error(`${values.attack} could not begin`)
setPriority(10)
const untilMs = performance.now() + Number(values.seconds) * 1_000
const work = async (): Promise<void> => {
  while (performance.now() < untilMs) await step()
}
console.log('begun')
await Promise.all(Array.from({ length: Number(values.connections) }, work))
console.log(JSON.stringify(statuses))
agent.destroy()
