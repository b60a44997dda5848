import { percent, type Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import { knownText, textOf, type CorpusPlan } from '../corpus.ts'
import type { Lab } from '../lab.ts'
import { household, inManyNetworks, inOne48 } from '../networks.ts'
import { answer, ask, recognise } from '../visit.ts'

const fullPlan = { known: 60, unknown: 113 }
const smallPlan = { known: 30, unknown: 40 }
const lie = 'falsehood'

/** How a wave of lies comes: from where, how much of all traffic is honest, how many answers. */
type Wave = { what: string; from: (n: number) => string; honestShare: number; answers: number }

/** Whoever decides passes is answered right, everything else with one lie. */
export const lies: Attack = {
  name: 'F2',
  title: 'answer the known item right and lie about the other',
  before:
    '113 of 113 lies accepted in 30 s from 350 networks of one /48, health “Nothing suspicious”; with 30 % honest traffic 34, with 50 % 8',
  right: 'at most 0.5 % of the lies are accepted, and labels health says that something is wrong',
  run: async (lab, size) => {
    const answers = size === 'full' ? 450 : 120
    const waves: Wave[] = [
      { what: 'one /48', from: inOne48, honestShare: 0, answers },
      { what: 'many networks', from: inManyNetworks, honestShare: 0, answers },
      {
        what: 'many networks, 30 % honest traffic',
        from: inManyNetworks,
        honestShare: 0.3,
        answers,
      },
      {
        what: 'many networks, 50 % honest traffic',
        from: inManyNetworks,
        honestShare: 0.5,
        answers,
      },
    ]
    const findings = []
    for (const wave of size === 'full' ? waves : waves.slice(1, 2))
      findings.push(...(await measure(lab, size === 'full' ? fullPlan : smallPlan, wave)))
    return findings
  },
}

async function measure(lab: Lab, plan: CorpusPlan, { what, from, honestShare, answers }: Wave) {
  const target = await lab.open(plan)
  const site = await target.addSite()
  let [given, honestGiven] = [0, 0]
  await eachOf([...Array(answers).keys()], 8, async (n) => {
    const isHonest = (n * 0.618) % 1 < honestShare
    const address = isHonest ? household(n) : from(Math.floor(n / 3))
    const challenge = await ask(target, site, address)
    if (typeof challenge === 'number') return
    const seen = await recognise(target, challenge, address)
    const texts = (at: number): string => {
      const number = seen.numbers[at] ?? 0
      return knownText(plan, number) ?? (isHonest ? textOf(number) : lie)
    }
    const outcome = await answer(target, site, { challenge, texts, from: address })
    if (outcome === 'validated' && isHonest) honestGiven += 1
    else if (outcome === 'validated') given += 1
  })
  await target.command('labels', 'settle', '--corpus', target.corpus)
  const accepted = await listAccepted(target.command, target.corpus)
  const wrong = accepted.filter((text) => text === lie).length
  const health = (await target.command('labels', 'health', '--corpus', target.corpus)) as {
    is_suspicious: boolean
    verdict: string
  }
  return [
    {
      what: `${given} lies and ${honestGiven} honest answers, ${what}`,
      measured: `${wrong} of ${plan.unknown} lies accepted (${percent(wrong, plan.unknown)}), ${accepted.length - wrong} honest readings`,
      holds: wrong / plan.unknown <= 0.005,
    },
    {
      what: `labels health after it, ${what}`,
      measured: health.is_suspicious ? 'says that something is wrong' : 'nothing suspicious',
      // A /48 has one voice, which accepts nothing: there is nothing to warn of.
      holds: wrong === 0 && from === inOne48 ? null : health.is_suspicious,
    },
  ]
}

type Listed = { readings: { text?: string; reading?: string }[]; next: string | null }

async function listAccepted(
  command: (...argv: string[]) => Promise<unknown>,
  corpus: string,
): Promise<string[]> {
  const argv = ['labels', 'list', '--corpus', corpus, '--state', 'accepted', '--limit', '1000']
  const { readings } = (await command(...argv)) as Listed
  return readings.map(({ text, reading }) => text ?? reading ?? '')
}
