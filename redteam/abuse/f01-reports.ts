import type { Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import { household, inManyNetworks, inOne48 } from '../networks.ts'
import { ask } from '../visit.ts'

const plan = { known: 127, unknown: 120 }

/** Everything is reported as inappropriate, first from one /48, then from networks all over the world. */
export const reports: Attack = {
  name: 'F1',
  title: 'report every picture as inappropriate',
  before:
    '721 requests in 15 s from one /48 took out all 127 known items; every visitor got 503 no_items',
  right:
    'at most a tenth of a corpus waits for a review, and visitors still get challenges, from one /48 and from anywhere; the operator can undo it',
  run: async (lab, size) => {
    const target = await lab.open(plan)
    const site = await target.addSite()
    const reportAll = async (from: (n: number) => string, count: number): Promise<number> => {
      let taken = 0
      await eachOf([...Array(count).keys()], 8, async (n) => {
        const challenge = await ask(target, site, from(n))
        if (typeof challenge === 'number') return
        for (const { id } of challenge.images) {
          const body = { challenge: challenge.challenge_id, image: id, reason: 'inappropriate' }
          const reply = await target.client.send({ path: '/api/report', from: from(n), body })
          if (reply.status === 200) taken += 1
        }
      })
      return taken
    }
    const show = async () =>
      (await target.command('corpus', 'show', target.corpus)) as { known: number; reported: number }
    const networks = size === 'full' ? 500 : 50
    const isServed = async (from: string): Promise<boolean> =>
      typeof (await ask(target, site, from)) !== 'number'
    const narrow = await reportAll((n) => inOne48(n % 25), size === 'full' ? 360 : 50)
    const [first, served] = [await show(), await isServed(household(1))]
    const wide = await reportAll((n) => inManyNetworks(n % networks), size === 'full' ? 1_000 : 100)
    const [second, stillServed] = [await show(), await isServed(household(2))]
    return [
      {
        what: `${narrow} reports from one /48`,
        measured: `${first.reported} items out of rotation, a visitor ${served ? 'gets a challenge' : 'gets none'}`,
        holds: served && first.reported === 0,
      },
      {
        what: `${wide} more from ${networks} networks`,
        measured: `${second.reported} items out of rotation, a visitor ${stillServed ? 'gets a challenge' : 'gets none'}`,
        holds: stillServed && second.reported <= (plan.known + plan.unknown) / 10,
      },
    ]
  },
}
