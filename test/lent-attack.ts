import type { Answer, Label } from '../src/model/challenge.ts'
import type { Corpus } from '../src/model/corpus.ts'
import type { Item } from '../src/model/item.ts'
import type { Records } from '../src/model/stores.ts'
import { openDice } from './lent-answers.ts'

/** A crowd of networks, some of them of one attacker, that reads the items of a corpus. */
export type Attack = {
  corpus: Corpus
  seed: number
  networks: number
  bots: number
  answersPerItem: number
  /** The chance of a bot to pass a known item that decides. */
  botsPass: number
}

/** The right text of an item. */
export const truthOf = (itemId: string): string => `right ${itemId}`

// What bots say that it is.
const plotOf = (itemId: string): string => `wrong ${itemId}`

const rules = { wrong: 0.06, misreadings: 0.4 }
const minuteMs = 60_000

// The first networks are bots.
const networkOf = ({ bots }: Attack, n: number): string => (n < bots ? `bot ${n}` : `person ${n}`)

/**
 * Keeps an answer of so many networks to each item, each a challenge with one known item that decides, a
 * minute after another from `fromMs` on; gives when the last was given.
 */
export const answerItems = async (
  records: Pick<Records, 'keepAnswer'>,
  attack: Attack,
  {
    items,
    deciders,
    fromMs,
  }: { items: readonly Item[]; deciders: readonly Item[]; fromMs: number },
): Promise<number> => {
  const dice = openDice(attack.seed)
  const between = (most: number): number => Math.floor(dice() * most)
  let nowMs = fromMs
  for (const item of items) {
    const networks = new Set<number>()
    while (networks.size < attack.answersPerItem) networks.add(between(attack.networks))
    const kept = [...networks].map((n) => {
      nowMs += minuteMs
      const decider = deciders[between(deciders.length)]
      if (!decider) throw new Error('no known item is lent')
      const said = visit(attack, n, { item, dice })
      const facts = { ...said, item, decider, atMs: nowMs, cluster: networkOf(attack, n) }
      return records.keepAnswer(answerOf(attack, facts), [labelOf(attack, facts)])
    })
    await Promise.all(kept)
  }
  return nowMs
}

type Said = { given: string; passes: boolean }

const visit = (
  { bots, botsPass }: Attack,
  n: number,
  { item, dice }: { item: Item; dice: () => number },
): Said => {
  if (n < bots) return { given: plotOf(item.id), passes: dice() < botsPass }
  const passes = dice() >= rules.wrong
  if (dice() >= rules.wrong) return { given: truthOf(item.id), passes }
  const isCommon = dice() < rules.misreadings
  return { given: isCommon ? `misread ${item.id}` : `own ${between(dice)}`, passes }
}

const between = (dice: () => number): number => Math.floor(dice() * 1_000_000)

type Facts = Said & { item: Item; decider: Item; atMs: number; cluster: string }

const idOf = ({ item, cluster }: Facts): string => `${item.id} by ${cluster}`

const answerOf = ({ corpus }: Attack, facts: Facts): Answer => {
  const given = facts.passes ? (facts.decider.label ?? '') : 'not that'
  return {
    challengeId: idOf(facts),
    door: 'ocapi',
    sitekey: 'site-of-the-test',
    corpus: corpus.name,
    kind: corpus.kind,
    keyword: null,
    verdict: facts.passes ? ('pass' as const) : ('fail' as const),
    known: [{ itemId: facts.decider.id, given, isRight: facts.passes }],
    cluster: facts.cluster,
    elapsedMs: 4_000,
    answeredAtMs: facts.atMs,
  }
}

const labelOf = ({ corpus }: Attack, facts: Facts): Label => ({
  itemId: facts.item.id,
  challengeId: idOf(facts),
  corpus: corpus.name,
  given: facts.given,
  keyword: null,
  weight: facts.passes ? 1 : 0,
  knownAsked: 1,
  verdict: facts.passes ? 'pass' : 'fail',
  cluster: facts.cluster,
  elapsedMs: 4_000,
  givenAtMs: facts.atMs,
})
