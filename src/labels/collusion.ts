import { logTailBound } from './tail-bound.ts'

/** What one network said about all items, and about the known ones among them. */
export type Account = {
  networkHash: string
  answers: number
  /** How many of its answers were wrong, by the posteriors. */
  wrong: number
  known: number
  knownWrong: number
  /** How many of the known items it would have got wrong at its error rate. */
  knownWrongExpected: number
}

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
export type Collusion = { pValue: number; with: readonly string[] }

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

type Compared = { accounts: readonly Account[]; pairs: Iterable<ColludingPair>; pairsEver: number }

type Partners = { numbers: number[]; logP: number }

/**
 * Finds the networks that were wrong alike with others more often than chance explains, if they are the ones
 * in the wrong and not those they outvoted. Also finds networks that got most known items wrong when they
 * could not tell them from unknown ones. Thresholds are divided by the number of comparisons (Bonferroni).
 */
export function findCollusions({ accounts, pairs, pairsEver }: Compared): Map<string, Collusion> {
  const isTrusted = isMostlyRight(accounts)
  const partnersOf = findPartners(pairs, pairsEver)
  const held = new Map<string, Collusion>()
  accounts.forEach((own, number) => {
    const { numbers, logP } = partnersOf.get(number) ?? { numbers: [], logP: 0 }
    const partners = numbers.flatMap((partner) => accounts[partner] ?? [])
    const logPAlone = unreadTail(own)
    const isAlone = logPAlone < Math.log(collusionRules.falseAlarm / accounts.length)
    if (!isAlone && (partners.length === 0 || !isWrong([own, ...partners], isTrusted))) return
    const names = partners.map(({ networkHash }) => networkHash).toSorted()
    const [alone, alike] = [logPAlone + Math.log(accounts.length), logP + Math.log(pairsEver)]
    held.set(own.networkHash, {
      pValue: Math.min(1, Math.exp(Math.min(alone, alike))),
      with: names.slice(0, collusionRules.partnersShownMax),
    })
  })
  return held
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

function isMostlyRight(accounts: readonly Account[]): boolean {
  return (
    sumOf(accounts, ({ wrong }) => wrong) <
    collusionRules.half * sumOf(accounts, ({ answers }) => answers)
  )
}

function sumOf(accounts: readonly Account[], of: (account: Account) => number): number {
  return accounts.reduce((total, account) => total + of(account), 0)
}
