import type { Account, Accounts } from './accounts.ts'
import type { Places } from './places.ts'
import { logTailBound } from './tail-bound.ts'

/** How often two networks were wrong alike, over the items that both answered. */
export type ColludingPair = {
  a: number
  b: number
  shared: number
  alike: number
  /** How often they would have been wrong alike by chance. */
  expected: number
  /** How often, by chance, each would have repeated what the other got wrong. */
  expectedOfA: number
  expectedOfB: number
}

/**
 * Why a network is held: the chance that an honest one would look like it, and the networks it was wrong
 * alike with.
 */
export type Collusion<Network> = { pValue: number; with: readonly Network[] }

/** When wrong answers count as collusion. */
export const collusionRules = {
  /** The chance of holding any honest network at all, divided among the pairs that were compared. */
  falseAlarm: 0.001,
  /** The fewest items that two networks must share, and the fewest that they must be wrong alike on. */
  sharedMin: 4,
  alikeMin: 3,
  /** How unlikely this many wrong answers must be for a network that reads as its error rate says. */
  wrongAlarm: 0.01,
  /**
   * This many answers to known items can clear a group, if no more than half of them are wrong, or no more
   * than this many times what its error rates predict.
   */
  knownMin: 3,
  clearedTimes: 1.5,
  /**
   * A group with this share of wrong answers or more is not reading. If this share of all answers is wrong,
   * the posteriors are wrong instead.
   */
  half: 0.5,
  partnersShownMax: 20,
} as const

type Compared<Network> = {
  /** The networks, each at the place of its account. */
  networks: Places<Network>
  accounts: Pick<Accounts, 'at'>
  pairs: Iterable<ColludingPair>
  pairsEver: number
}

type Partners = { numbers: number[]; logP: number }

/**
 * Finds the networks that were wrong alike with others more often than chance explains, if they are the ones
 * in the wrong and not those they outvoted. Also finds networks that got most known items wrong when they
 * could not tell them from unknown ones. Thresholds are divided by the number of comparisons (Bonferroni).
 */
export function findCollusions<Network>({
  networks,
  accounts,
  pairs,
  pairsEver,
}: Compared<Network>): Map<Network, Collusion<Network>> {
  const isTrusted = isMostlyRight(accountsAt(accounts, placesOf(networks)))
  const partnersOf = findPartners(pairs, pairsEver)
  const held = new Map<Network, Collusion<Network>>()
  let next = 0
  for (const network of networks.all()) {
    const number = next++
    const own = accounts.at(number)
    const { numbers, logP } = partnersOf.get(number) ?? nobody
    const logPAlone = unreadTail(own)
    const isAlone = logPAlone < Math.log(collusionRules.falseAlarm / networks.size)
    if (!isAlone && numbers.length === 0) continue
    const partners = [...accountsAt(accounts, numbers)]
    if (!isAlone && !isWrong([own, ...partners], isTrusted)) continue
    const names = numbers
      .flatMap((partner) => networks.networkAt(partner) ?? [])
      .toSorted((a, b) => (a < b ? -1 : 1))
    const [alone, alike] = [logPAlone + Math.log(networks.size), logP + Math.log(pairsEver)]
    held.set(network, {
      pValue: Math.min(1, Math.exp(Math.min(alone, alike))),
      with: names.slice(0, collusionRules.partnersShownMax),
    })
  }
  return held
}

const nobody: Partners = { numbers: [], logP: 0 }

function* placesOf({ size }: Places<unknown>): Generator<number> {
  for (let place = 0; place < size; place++) yield place
}

function* accountsAt(
  accounts: Pick<Accounts, 'at'>,
  numbers: Iterable<number>,
): Generator<Account> {
  for (const number of numbers) yield accounts.at(number)
}

function findPartners(pairs: Iterable<ColludingPair>, pairsEver: number): Map<number, Partners> {
  const { falseAlarm } = collusionRules
  const threshold = Math.log(falseAlarm / Math.max(1, pairsEver))
  const found = new Map<number, Partners>()
  const join = (number: number, partner: number, logP: number): void => {
    const partners = found.get(number) ?? { numbers: [], logP: 0 }
    partners.numbers.push(partner)
    partners.logP = Math.min(partners.logP, logP)
    found.set(number, partners)
  }
  for (const pair of pairs) {
    const logP = logTailBound(pair.alike, pair.expected)
    if (logP > threshold || !isMutual(pair)) continue
    join(pair.a, pair.b, logP)
    join(pair.b, pair.a, logP)
  }
  return found
}

// Whoever errs a little is always wrong alike with one who always errs, so it has to hold in both directions.
function isMutual({ shared, alike, expectedOfA, expectedOfB }: ColludingPair): boolean {
  return (
    shared >= collusionRules.sharedMin &&
    alike >= collusionRules.alikeMin &&
    isAlarming(alike, expectedOfA) &&
    isAlarming(alike, expectedOfB)
  )
}

function unreadTail({ known, knownWrong, knownWrongExpected }: Account): number {
  return knownWrong > collusionRules.half * known ? logTailBound(knownWrong, knownWrongExpected) : 0
}

// If attackers have won items, the posteriors say that the honest were wrong, and wrong alike. So known items
// decide first, and posteriors that call most answers wrong are ignored.
function isWrong(group: readonly Account[], isTrusted: boolean): boolean {
  const { knownMin, clearedTimes, half } = collusionRules
  const known = sumOf(group, (account) => account.known)
  const wrong = sumOf(group, (account) => account.knownWrong)
  const expected = sumOf(group, (account) => account.knownWrongExpected)
  if (isAlarming(wrong, expected)) return true
  if (known >= knownMin && wrong <= Math.max(half * known, clearedTimes * expected)) return false
  return isTrusted && !isMostlyRight(group)
}

function isAlarming(wrong: number, expected: number): boolean {
  return logTailBound(wrong, expected) < Math.log(collusionRules.wrongAlarm)
}

function isMostlyRight(accounts: Iterable<Account>): boolean {
  let wrongOfAll = 0
  let answersOfAll = 0
  for (const { wrong, answers } of accounts) {
    wrongOfAll += wrong
    answersOfAll += answers
  }
  return wrongOfAll < collusionRules.half * answersOfAll
}

function sumOf(accounts: readonly Account[], of: (account: Account) => number): number {
  return accounts.reduce((total, account) => total + of(account), 0)
}
