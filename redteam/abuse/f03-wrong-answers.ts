import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import type { Lab } from '../lab.ts'
import { inManyNetworks } from '../networks.ts'
import { answer, ask } from '../visit.ts'

const plan = { known: 60, unknown: 60 }
const answersOfEach = 40
const bytesMax = 500

/** Wrong answers without end, from as many networks as the limits need. */
export const wrongAnswers: Attack = {
  name: 'F3, F4',
  title: 'answer wrongly, without end',
  before:
    '43 500 wrong answers by one client: store 239 MB, from 193 to 18 answers/s, 3–4 s for an issue long after; each kept for ever: 5.4 kB (grid), 2.5 kB (text)',
  right:
    'one address is stopped, and a wrong answer leaves at most a short record that is rolled up',
  run: async (lab, size) => {
    const count = size === 'full' ? 2_000 : 200
    const [quiet, attacked] = [await measure(lab, 0), await measure(lab, count)]
    const each = Math.round((attacked.bytes - quiet.bytes) / attacked.given)
    const percent = size === 'full' ? 100 : 20
    const alone = await countAlone(lab, percent)
    return [
      {
        what: `${attacked.given} wrong answers from ${count / answersOfEach} networks`,
        measured: `${each} bytes each until the sweep, ${attacked.labels} of their labels kept`,
        holds: each <= bytesMax && attacked.labels <= 100,
      },
      {
        what: 'wrong answers of one address until it gets no challenge',
        measured: `${alone}`,
        holds: alone <= 2 * percent,
      },
    ]
  },
}

/** What so many wrong answers leave in the store once the service has ended. */
async function measure(lab: Lab, count: number) {
  const target = await lab.open(plan)
  const site = await target.addSite()
  let given = 0
  await eachOf([...Array(count).keys()], 16, async (n) => {
    const from = inManyNetworks(Math.floor(n / answersOfEach))
    const challenge = await ask(target, site, from)
    if (typeof challenge === 'number') return
    const outcome = await answer(target, site, { challenge, texts: () => 'wrongly', from })
    if (outcome === 'rejected') given += 1
  })
  const { labels } = (await target.command('corpus', 'show', target.corpus)) as { labels: number }
  await target.stop()
  const files = readdirSync(target.dataDir).filter((name) => name.startsWith('incipit.sqlite'))
  const bytes = files.reduce((sum, name) => sum + statSync(join(target.dataDir, name)).size, 0)
  return { given, labels, bytes }
}

async function countAlone(lab: Lab, percentOfLimits: number): Promise<number> {
  const target = await lab.open(plan, '--limits-percent', String(percentOfLimits))
  const site = await target.addSite()
  const from = '192.0.2.1'
  let given = 0
  for (let n = 0; n < 400; n += 1) {
    const challenge = await ask(target, site, from)
    if (typeof challenge === 'number') break
    await answer(target, site, { challenge, texts: () => 'wrongly', from })
    given += 1
  }
  return given
}
