import { chanceAlike, clampChance, crowdOf, logit, type GivenText } from './chance-alike.ts'
import { findCollusions, type Account, type Collusion, type ColludingPair } from './collusion.ts'

/** What networks said about one item, and how likely each key is to be right. */
export type AnsweredItem = {
  /** What each network said, held networks included. */
  keyOf: ReadonlyMap<string, string>
  /** How likely a key is to be right, from 0 to 1; 1 or 0 if the item is known. */
  probabilityOf: (key: string) => number
  isKnown: boolean
}

/** What is known in advance. */
export type CoincidenceTerms = {
  /** How often two wrong answers are the same by chance, from 0 to 1; 1 if there are two classes. */
  coincidence: number
  /** How often a network got the known items that decided its challenges wrong, from 0 to 1. */
  errorRateOf: (networkHash: string) => number
}

/** Compares networks over item after item. */
export type Coincidence = {
  add(item: AnsweredItem): void
  /** The networks that are wrong in collusion, each with the reason. */
  findHeld(): ReadonlyMap<string, Collusion>
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

type Accumulators = {
  terms: CoincidenceTerms
  numbers: Map<string, number>
  accounts: (Account & { keys: Map<string, number> })[]
  keys: Map<string, number>
  answers: number
  pairs: Map<number, ColludingPair>
  pairsEver: number
}

/**
 * Compares networks pair by pair: over the items that both answered, it counts how often they gave the same
 * wrong key and how often chance would do so. Its time is in proportion to the items, and its memory is
 * limited. The same items in the same order find the same networks.
 */
export function openCoincidence(terms: CoincidenceTerms): Coincidence {
  const books: Accumulators = {
    terms,
    numbers: new Map(),
    accounts: [],
    keys: new Map(),
    answers: 0,
    pairs: new Map(),
    pairsEver: 0,
  }
  return {
    add: (item) => {
      const answers = readAnswers(books, item)
      compare(books, answers)
      for (const answer of answers) enter(books, answer, item.isKnown)
    },
    findHeld: () => findCollusions({ ...books, pairs: books.pairs.values() }),
  }
}

function readAnswers(books: Accumulators, { keyOf, probabilityOf }: AnsweredItem): GivenText[] {
  const answers: GivenText[] = []
  const isOfFew = books.keys.size <= coincidenceRules.classesMax
  for (const [networkHash, key] of keyOf) {
    if (answers.length >= coincidenceRules.networksPerItemMax) break
    const network = numberOf(books, networkHash)
    if (network === null) continue
    answers.push({
      network,
      key,
      wrong: 1 - Math.min(1, Math.max(0, probabilityOf(key))),
      errorRate: clampChance(books.terms.errorRateOf(networkHash)),
      lean: isOfFew ? (other) => leanOf(books, network, other) : null,
    })
  }
  return answers
}

function numberOf({ numbers, accounts }: Accumulators, networkHash: string): number | null {
  const number = numbers.get(networkHash)
  if (number !== undefined) return number
  if (accounts.length >= coincidenceRules.networksMax) return null
  const none = { answers: 0, wrong: 0, known: 0, knownWrong: 0, knownWrongExpected: 0 }
  numbers.set(networkHash, accounts.length)
  return accounts.push({ networkHash, ...none, keys: new Map() }) - 1
}

// Whoever says yes to everything is wrong alike with all others who do, and colludes with none of them.
function leanOf({ keys, answers, accounts }: Accumulators, network: number, key: string): number {
  const account = accounts[network]
  const { leanAnswers } = coincidenceRules
  if (!account || answers === 0) return 0
  const share = clampChance((keys.get(key) ?? 0) / answers)
  const own = (account.keys.get(key) ?? 0) + leanAnswers * share
  return logit(clampChance(own / (account.answers + leanAnswers))) - logit(share)
}

function compare(books: Accumulators, answers: readonly GivenText[]): void {
  const crowd = crowdOf(answers)
  answers.forEach((one, place) => {
    for (const other of answers.slice(place + 1)) {
      const pair = pairOf(books, one.network, other.network)
      pair.shared += 1
      const chance = chanceAlike(one, other, crowd, books.terms.coincidence)
      const isInOrder = one.network < other.network
      pair.expected += chance.both
      pair.expectedOfA += isInOrder ? chance.one : chance.other
      pair.expectedOfB += isInOrder ? chance.other : chance.one
      if (one.key === other.key) pair.alike += one.wrong
    }
  })
}

function pairOf(books: Accumulators, one: number, other: number): ColludingPair {
  const [a, b] = one < other ? [one, other] : [other, one]
  const name = a * coincidenceRules.networksMax + b
  const known = books.pairs.get(name)
  if (known) return known
  makeRoom(books.pairs)
  const pair = { a, b, shared: 0, alike: 0, expected: 0, expectedOfA: 0, expectedOfB: 0 }
  books.pairs.set(name, pair)
  books.pairsEver += 1
  return pair
}

// Half of the room is freed at once, so that a flood of networks costs no more than twice its pairs.
function makeRoom(pairs: Map<number, ColludingPair>): void {
  const { pairsMax } = coincidenceRules
  if (pairs.size < pairsMax) return
  for (let least = 0.5; pairs.size > pairsMax / 2; least *= 2)
    for (const [name, { alike }] of pairs) if (alike < least) pairs.delete(name)
}

function enter(
  books: Accumulators,
  { network, key, wrong, errorRate }: GivenText,
  isKnown: boolean,
): void {
  const account = books.accounts[network]
  if (!account) return
  account.answers += 1
  account.wrong += wrong
  account.known += isKnown ? 1 : 0
  account.knownWrong += isKnown ? wrong : 0
  account.knownWrongExpected += isKnown ? errorRate : 0
  books.answers += 1
  if (books.keys.size > coincidenceRules.classesMax) return
  for (const keys of [account.keys, books.keys]) keys.set(key, (keys.get(key) ?? 0) + 1)
}
