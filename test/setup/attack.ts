import type { Answer, Label, Answers } from '../../src/model/answer.ts'
import type { Corpus } from '../../src/model/corpus.ts'
import type { Item } from '../../src/model/item.ts'
import { openDice } from './answers.ts'

/** A crowd of networks, some of them of one attacker, that reads the items of a corpus. */
export type Attack = {
  corpus: Corpus
  seed: number
  networks: number
  bots: number
  answersPerItem: number
  /** The probability that a bot passes the deciding known item. */
  botsPass: number
}

/** The right text of an item. */
export function truthOf(itemId: string): string {
  return `right ${itemId}`
}

// The bots' answer.
function plotOf(itemId: string): string {
  return `wrong ${itemId}`
}

const rules = { wrong: 0.06, misreadings: 0.4 }
const minuteMs = 60_000

// The first networks are bots.
function networkOf({ bots }: Attack, n: number): string {
  return n < bots ? `bot ${n}` : `person ${n}`
}

/**
 * Stores answers of a number of networks to each item, each in a challenge with one deciding known item, one a
 * minute from `fromMs` on; gives the time of the last.
 */
export async function answerItems(
  answers: Pick<Answers, 'keep'>,
  attack: Attack,
  {
    items,
    controls,
    fromMs,
  }: { items: readonly Item[]; controls: readonly Item[]; fromMs: number },
): Promise<number> {
  const dice = openDice(attack.seed)
  const between = (most: number): number => Math.floor(dice() * most)
  let nowMs = fromMs
  for (const item of items) {
    const networks = new Set<number>()
    while (networks.size < attack.answersPerItem) networks.add(between(attack.networks))
    const kept = [...networks].map((n) => {
      nowMs += minuteMs
      const control = controls[between(controls.length)]
      if (!control) throw new Error('there is no known item in the pool')
      const said = visit(attack, n, { item, dice })
      const facts = { ...said, item, control, atMs: nowMs, networkHash: networkOf(attack, n) }
      return answers.keep(answerOf(attack, facts), [labelOf(attack, facts)])
    })
    await Promise.all(kept)
  }
  return nowMs
}

type Said = { given: string; passes: boolean }

function visit(
  { bots, botsPass }: Attack,
  n: number,
  { item, dice }: { item: Item; dice: () => number },
): Said {
  if (n < bots) return { given: plotOf(item.id), passes: dice() < botsPass }
  const passes = dice() >= rules.wrong
  if (dice() >= rules.wrong) return { given: truthOf(item.id), passes }
  const isCommon = dice() < rules.misreadings
  return { given: isCommon ? `misread ${item.id}` : `own ${drawName(dice)}`, passes }
}

function drawName(dice: () => number): number {
  return Math.floor(dice() * 1_000_000)
}

type Facts = Said & { item: Item; control: Item; atMs: number; networkHash: string }

function idOf({ item, networkHash }: Facts): string {
  return `${item.id} by ${networkHash}`
}

function answerOf({ corpus }: Attack, facts: Facts): Answer {
  const given = facts.passes ? (facts.control.label ?? '') : 'not that'
  return {
    challengeId: idOf(facts),
    contract: 'ocapi',
    sitekey: 'site-of-the-test',
    corpus: corpus.name,
    kind: corpus.kind,
    keyword: null,
    verdict: facts.passes ? ('pass' as const) : ('fail' as const),
    known: [{ itemId: facts.control.id, given, isRight: facts.passes }],
    networkHash: facts.networkHash,
    elapsedMs: 4_000,
    answeredAtMs: facts.atMs,
  }
}

function labelOf({ corpus }: Attack, facts: Facts): Label {
  return {
    itemId: facts.item.id,
    challengeId: idOf(facts),
    corpus: corpus.name,
    given: facts.given,
    keyword: null,
    weight: facts.passes ? 1 : 0,
    knownAsked: 1,
    verdict: facts.passes ? 'pass' : 'fail',
    networkHash: facts.networkHash,
    elapsedMs: 4_000,
    givenAtMs: facts.atMs,
  }
}
