import { percent, type Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import { knownText, textOf } from '../corpus.ts'
import { inOne48 } from '../networks.ts'
import { answer, ask, recognise } from '../visit.ts'

const plan = { known: 16, unknown: 25 }
const manyLives = ['--shown-known-max', '10', '--shown-unknown-max', '40']

/** Whoever recognises every picture counts which came with which: the decider has more partners. */
export const partners: Attack = {
  name: 'F14',
  title: 'recognise everything, and tell the decider by its partners',
  before:
    '159 known and 245 unknown items: the decider told in 50 % after 2 000 challenges, 92–94 % after 8 000',
  right: 'at most 55 %, and one holder meets at most 2 % of a large pool',
  run: async (lab, size) => {
    const target = await lab.open(plan, '--limits-percent', '0', ...manyLives)
    const site = await target.addSite()
    const met = new Map<number, Set<number>>()
    const seen: [number, number][] = []
    // A tenth of 159 and 245, so a tenth of 8 000.
    await eachOf([...Array(size === 'full' ? 800 : 80).keys()], 4, async (n) => {
      const from = inOne48(n)
      const challenge = await ask(target, site, from)
      if (typeof challenge === 'number') return
      const { numbers } = await recognise(target, challenge, from)
      const [one, other] = numbers
      if (typeof one !== 'number' || typeof other !== 'number') return
      met.set(one, (met.get(one) ?? new Set()).add(other))
      met.set(other, (met.get(other) ?? new Set()).add(one))
      seen.push([one, other])
      const texts = (at: number): string =>
        knownText(plan, numbers[at] ?? 0) ?? textOf(numbers[at] ?? 0)
      await answer(target, site, { challenge, texts, from })
    })
    const partnersOf = (number: number): number => met.get(number)?.size ?? 0
    const asked = seen.slice(Math.floor(seen.length / 2))
    const told = asked.reduce((sum, [one, other]) => {
      const difference = partnersOf(one) - partnersOf(other)
      if (difference === 0) return sum + 0.5
      return sum + Number(difference > 0 === one < plan.known)
    }, 0)
    return [
      {
        what: `the decider of ${asked.length} challenges, by the number of its partners in ${seen.length}`,
        measured: percent(told, asked.length),
        holds: told / asked.length <= 0.55,
      },
      {
        what: 'what one holder met of a small pool of 41',
        measured: percent(met.size, plan.known + plan.unknown),
        holds: null,
      },
    ]
  },
}
