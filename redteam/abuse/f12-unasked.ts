import type { Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import type { Target } from '../lab.ts'
import { inAnother48, inOne48 } from '../networks.ts'

const plan = { known: 30, unknown: 30 }
/** What a /48 may ask for at once: one and a half times the share of an address. */
const atOnceMax = 900

/** Tokens for nothing, from the 65 536 networks of one /48. */
export const unasked: Attack = {
  name: 'F12',
  title: 'take tokens from a site that asks nothing',
  before:
    'passive gave one /48 3 000 tokens in 8.5 s, invisible gave all; a headless click scored 0.3, Tesseract by script 0.05–0.1',
  right: 'nothing for nothing: a /48 gets what a household gets',
  run: async (lab, size) => {
    const [count, percentOfLimits] = size === 'full' ? [3_000, 100] : [300, 10]
    const target = await lab.open(plan, '--limits-percent', String(percentOfLimits))
    const passive = await takeTokens(target, { mode: 'passive', count, from: inOne48 })
    const invisible = await takeTokens(target, { mode: 'invisible', count, from: inAnother48 })
    return [
      {
        what: `tokens unasked for one /48 of a passive site, of ${count} requests`,
        measured: `${passive.tokens} (${passive.refused} refused, the others asked)`,
        holds: passive.tokens <= 3,
      },
      {
        what: `tokens for one /48 of an invisible site, of ${count} requests`,
        measured: `${invisible.tokens} (${invisible.refused} refused)`,
        holds: invisible.tokens <= (1.2 * atOnceMax * percentOfLimits) / 100,
      },
    ]
  },
}

type Taking = { mode: string; count: number; from: (n: number) => string }

async function takeTokens(target: Target, { mode, count, from }: Taking) {
  const { sitekey } = await target.addSite('--mode', mode)
  let [tokens, refused] = [0, 0]
  await eachOf([...Array(count).keys()], 16, async (n) => {
    const reply = await target.client.send({
      path: '/api/challenge',
      from: from(n),
      body: { sitekey },
    })
    if (reply.status === 429) refused += 1
    else if ('pass' in (reply.json() as object)) tokens += 1
  })
  return { tokens, refused }
}
