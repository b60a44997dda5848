import { openAccounts, type Accounts } from './accounts.ts'
import { chanceAlike, clampChance, crowdOf, logit, type GivenText } from './chance-alike.ts'
import { findCollusions, type Collusion } from './collusion.ts'
import { openPairTable, type PairTable } from './pair-table.ts'
import { openPlaces, type Places } from './places.ts'

/** What networks said about one item, and how likely each key is to be right. */
export type AnsweredItem<Network> = {
  /** What each network said, held networks included. */
  keyOf: ReadonlyMap<Network, string>
  /** How likely a key is to be right, from 0 to 1; 1 or 0 if the item is known. */
  probabilityOf: (key: string) => number
  isKnown: boolean
}

/** What is known in advance. */
export type CoincidenceTerms<Network> = {
  /** How often two wrong answers are the same by chance, from 0 to 1; 1 if there are two classes. */
  coincidence: number
  /** How often a network got the known items that decided its challenges wrong, from 0 to 1. */
  errorRateOf: (network: Network) => number
  /** Where networks have their places; nowhere yet. */
  places?: Places<Network>
}

/** Compares networks over item after item. */
export type Coincidence<Network> = {
  add(item: AnsweredItem<Network>): void
  /** The networks that are wrong in collusion, each with the reason. */
  findHeld(): ReadonlyMap<Network, Collusion<Network>>
}

/** How much is compared. */
export const coincidenceRules = {
  /**
   * If more networks than this answered one item, the first are compared; if more than networksMax came in
   * all, those that came first.
   */
  networksPerItemMax: 40,
  networksMax: 1_000_000,
  /** If there are more pairs than this, those least often wrong alike start again from nothing. */
  pairsMax: 400_000,
  /** With no more keys than this, networks may lean to some of them; at first they are assumed not to. */
  classesMax: 64,
  leanAnswers: 10,
} as const

type Accumulators<Network> = {
  terms: CoincidenceTerms<Network>
  places: Places<Network>
  accounts: Accounts
  /** How often each network gave each key, while there are few. */
  keysOf: Map<number, Map<string, number>>
  keys: Map<string, number>
  answers: number
  pairs: PairTable
  pairsEver: number
}

/**
 * Compares networks pair by pair: over the items that both answered, it counts how often they gave the same
 * wrong key and how often chance would do so. Its time is in proportion to the items, and its memory is
 * limited. The same items in the same order find the same networks.
 */
export function openCoincidence<Network extends string | number>(
  terms: CoincidenceTerms<Network>,
): Coincidence<Network> {
  const books: Accumulators<Network> = {
    terms,
    places: terms.places ?? openPlaces(coincidenceRules.networksMax),
    accounts: openAccounts(),
    keysOf: new Map(),
    keys: new Map(),
    answers: 0,
    pairs: openPairTable(coincidenceRules.pairsMax),
    pairsEver: 0,
  }
  return {
    add: (item) => {
      const answers = readAnswers(books, item)
      compare(books, answers)
      for (const answer of answers) enter(books, answer, item.isKnown)
    },
    findHeld: () =>
      findCollusions({ ...books, networks: books.places, pairs: books.pairs.values() }),
  }
}

function readAnswers<Network>(
  books: Accumulators<Network>,
  { keyOf, probabilityOf }: AnsweredItem<Network>,
): GivenText[] {
  const answers: GivenText[] = []
  const isOfFew = books.keys.size <= coincidenceRules.classesMax
  for (const [name, key] of keyOf) {
    if (answers.length >= coincidenceRules.networksPerItemMax) break
    const network = books.places.placeOf(name)
    if (network === null) continue
    answers.push({
      network,
      key,
      wrong: 1 - Math.min(1, Math.max(0, probabilityOf(key))),
      ...errorOf(books.terms.errorRateOf(name)),
      lean: isOfFew ? (other) => leanOf(books, network, other) : null,
    })
  }
  return answers
}

function errorOf(rate: number): Pick<GivenText, 'errorRate' | 'errorOdds'> {
  const errorRate = clampChance(rate)
  return { errorRate, errorOdds: logit(errorRate) }
}

// Whoever says yes to everything is wrong alike with all others who do, and colludes with none of them.
function leanOf<Network>(
  { keys, keysOf, answers, accounts }: Accumulators<Network>,
  network: number,
  key: string,
): number {
  const { leanAnswers } = coincidenceRules
  if (answers === 0) return 0
  const share = clampChance((keys.get(key) ?? 0) / answers)
  const own = (keysOf.get(network)?.get(key) ?? 0) + leanAnswers * share
  return logit(clampChance(own / (accounts.answersOf(network) + leanAnswers))) - logit(share)
}

function compare<Network>(books: Accumulators<Network>, answers: readonly GivenText[]): void {
  const crowd = crowdOf(answers)
  for (const [place, one] of answers.entries())
    for (let n = place + 1; n < answers.length; n++) {
      const other = answers[n]
      if (!other) continue
      const { both, ...ofEach } = chanceAlike(one, other, crowd, books.terms.coincidence)
      const isInOrder = one.network < other.network
      const [a, b] = isInOrder ? [one, other] : [other, one]
      const isNew = books.pairs.add(a.network, b.network, {
        alike: one.key === other.key ? one.wrong : 0,
        expected: both,
        expectedOfA: isInOrder ? ofEach.one : ofEach.other,
        expectedOfB: isInOrder ? ofEach.other : ofEach.one,
      })
      books.pairsEver += isNew ? 1 : 0
    }
}

function enter<Network>(
  books: Accumulators<Network>,
  { network, key, wrong, errorRate }: GivenText,
  isKnown: boolean,
): void {
  books.accounts.enter(network, { wrong, errorRate, isKnown })
  books.answers += 1
  if (books.keys.size > coincidenceRules.classesMax) return
  const own = books.keysOf.get(network) ?? new Map<string, number>()
  books.keysOf.set(network, own)
  for (const keys of [own, books.keys]) keys.set(key, (keys.get(key) ?? 0) + 1)
}
