import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { quantileOf, type Attack, type Finding } from '../attack.ts'
import type { Site, Target } from '../lab.ts'
import { household } from '../networks.ts'
import { ask } from '../visit.ts'

const plan = { known: 60, unknown: 60 }
const flood = fileURLToPath(new URL('../flood.ts', import.meta.url))
const visitsPerSecond = 10
const p95MsMax = 300

/** One client holds many connections and asks without pause. */
export const load: Attack = {
  name: 'F10',
  title: 'ask with 64 and 400 connections at once',
  before:
    '64 connections asking one undrawn picture: everybody’s picture 457 ms; 400 issuing: an issue 18.6 s',
  right: 'others’ 95th percentile stays under 300 ms',
  run: async (lab, size) => {
    const target = await lab.open(plan)
    const site = await target.addSite()
    // The first picture of a service starts the thread that draws.
    await visit({ target, site }, household(0), { issue: [], picture: [] })
    const seconds = size === 'full' ? 5 : 2
    const own = await ask(target, site, '2001:db8:bad::1')
    if (typeof own === 'number') throw new Error('the attacker got no challenge')
    const issue = `/v2/challenge/${site.client}`
    return [
      ...(await measure(target, site, {
        path: own.images[0]?.url ?? '',
        connections: 64,
        seconds,
      })),
      ...(await measure(target, site, { path: issue, connections: 400, seconds })),
    ]
  },
}

type Times = { issue: number[]; picture: number[] }

/** An honest visit, with what it waited for; says whether it got its challenge and a picture. */
async function visit(
  { target, site }: { target: Target; site: Site },
  from: string,
  times: Times,
): Promise<boolean> {
  const beganMs = performance.now()
  const challenge = await ask(target, site, from)
  times.issue.push(performance.now() - beganMs)
  if (typeof challenge === 'number') return false
  const askedMs = performance.now()
  const { status } = await target.client.send({ path: challenge.images[0]?.url ?? '', from })
  times.picture.push(performance.now() - askedMs)
  return status === 200
}

type Flood = { path: string; connections: number; seconds: number }

async function measure(
  target: Target,
  site: Site,
  { path, connections, seconds }: Flood,
): Promise<Finding[]> {
  const { origin } = target.client
  const argv = [flood, origin, path, String(connections), String(seconds)]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  const times: Times = { issue: [], picture: [] }
  let failed = 0
  const visits = Array.from({ length: visitsPerSecond * (seconds - 1) }, async (_, n) => {
    await pause((n * 1_000) / visitsPerSecond)
    if (!(await visit({ target, site }, household(n), times))) failed += 1
  })
  await Promise.all(visits)
  await ended
  const statuses = JSON.parse(said.slice('begun'.length)) as Record<string, number>
  const what = path.includes('picture') ? 'one undrawn picture' : 'challenges'
  const p95 = (list: readonly number[]): number => Math.round(quantileOf(list, 0.95))
  const [issued, drawn] = [p95(times.issue), p95(times.picture)]
  return [
    {
      what: `others’ 95th percentile beside ${connections} connections that ask for ${what}`,
      measured: `a challenge ${issued} ms, a picture ${drawn} ms (the attacker got ${JSON.stringify(statuses)})`,
      holds: Math.max(issued, drawn) <= p95MsMax,
      isOfTime: true,
    },
    {
      what: `others who were refused meanwhile`,
      measured: `${failed} of ${visits.length}`,
      holds: failed === 0,
    },
  ]
}
