import { percent, type Attack } from '../attack.ts'
import { answer, ask } from '../visit.ts'

const common = { text: 'charter', every: 30 }
const plan = { known: 240, unknown: 160, common }
/** A corpus of fewer than 1 000 pairs cannot hold a text to 0.1 %: one pair of it is more. */
const pairs = Math.min(plan.known, plan.unknown)
const address = '192.0.2.1'

/** Everything is answered with the commonest text of the corpus. */
export const commonestWord: Attack = {
  name: 'F8',
  title: 'answer everything with the commonest word',
  before:
    '“the” decided 2.8 % of pairs of one corpus: 7 178 blind passes an hour; grids 1.5 % blind, 5 589 passes an hour from one address',
  right:
    'no text decides more than 0.1 % of the challenges, or more than one pair of a small corpus; limits hold one address',
  run: async (lab, size) => {
    const percentOfLimits = size === 'full' ? 100 : 20
    const target = await lab.open(plan, '--limits-percent', String(percentOfLimits))
    const site = await target.addSite()
    let [guesses, passes] = [0, 0]
    const blind = async (from: (n: number) => string, count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        const challenge = await ask(target, site, from(n))
        if (typeof challenge === 'number') return
        guesses += 1
        const texts = (): string => common.text
        const outcome = await answer(target, site, { challenge, texts, from: from(n) })
        if (outcome === 'validated') passes += 1
      }
    }
    await blind(() => address, size === 'full' ? 600 : 100)
    const alone = { guesses, passes }
    await blind((n) => `10.1.${n % 250}.1`, size === 'full' ? 600 : 100)
    return [
      {
        what: `blind guesses of one address until it is stopped, where the word is one known item in ${common.every}`,
        measured: `${alone.guesses} guesses, ${alone.passes} passes`,
        holds: alone.guesses <= 2 * percentOfLimits,
      },
      {
        what: `share of ${guesses} challenges that the commonest word passes, which decides one pair of ${pairs} at most`,
        measured: percent(passes, guesses),
        holds: passes <= mostByChance(guesses / pairs),
      },
    ]
  },
}

/** A count that chance exceeds in one of some thousand runs, given the one that is expected (three sigma). */
function mostByChance(expected: number): number {
  return Math.ceil(expected + 3 * Math.sqrt(expected))
}
