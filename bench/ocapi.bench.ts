import { cpus } from 'node:os'
import { keepResult, quantile, startServices, type Call, type Reply } from './services.ts'

/**
 * Challenges issued, pictures drawn, answers judged and states read per second, compared with a bare node:http
 * server that does nothing. In one run: the rounds are interleaved and the medians compared.
 */

const concurrency = 32
const rounds = 5
const roundMs = 3_000

type Made = { id: string; images: string[] }

/** Runs calls for some seconds, a fixed number at a time, and gives the calls per second. */
async function measure(
  send: (call: Call) => Promise<Reply>,
  next: () => Call | null,
  keep: (reply: Reply) => void,
): Promise<number> {
  const begin = performance.now()
  let done = 0
  const work = async (): Promise<void> => {
    while (performance.now() - begin < roundMs) {
      const call = next()
      if (!call) return
      const reply = await send(call)
      if (reply.status !== 200) throw new Error(`${call.path}: ${reply.status} ${reply.body}`)
      keep(reply)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return (done * 1000) / (performance.now() - begin)
}

async function bench() {
  const services = await startServices([], '{"ok":true}')
  const bare = (call: Call): Promise<Reply> => services.send(services.bareOrigin, call)
  const service = (call: Call): Promise<Reply> => services.send(services.origin, call)
  const sites = services.command('site', 'list') as { client_id: string; name: string }[]
  const client = sites.find(({ name }) => name.includes('transcription'))?.client_id
  if (!client) throw new Error('the demonstration has no site')
  // Unanswered, the many challenges of one network would grow from two pictures to three.
  services.command('site', 'set', client, '--difficulty', 'easy')

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
    perSecond['bare_get']?.push(await measure(bare, () => ({ method: 'GET', path: '/' }), nothing))
    perSecond['issue']?.push(
      await measure(
        service,
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
        service,
        () => {
          const of = made[(shown += 1) % made.length]
          return of ? { method: 'GET', path: `/api/picture/${of.id}/${of.images[0] ?? ''}` } : null
        },
        nothing,
      ),
    )
    const body = JSON.stringify({ answers: { a: 'perdrix', b: 'notaire' } })
    perSecond['bare_post']?.push(
      await measure(bare, () => ({ method: 'POST', path: '/', body }), nothing),
    )
    perSecond['answer']?.push(
      await measure(
        service,
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
  services.stop()
  return perSecond
}

const perSecond = await bench()
function rate(name: string): number {
  return Math.round(quantile(perSecond[name] ?? [], 0.5))
}
function ratio(name: string, base: string): number {
  return Number((rate(name) / rate(base)).toFixed(3))
}
keepResult({
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
})
