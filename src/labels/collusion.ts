import { logTailBound } from './tail-bound.ts'

/** What one network said of all items, and of the known ones among them. */
export type Account = {
  networkHash: string
  answers: number
  /** How many of them were wrong, by the posteriors. */
  wrong: number
  known: number
  knownWrong: number
  /** How many of the known ones it would have got wrong by its error rate. */
  knownWrongExpected: number
}

/** Over the items that two networks share: how often they were wrong alike. */
export type ColludingPair = {
  a: number
  b: number
  shared: number
  alike: number
  /** How often they would have been by chance. */
  expected: number
  /** How often the one would have said by chance what the other said wrongly, and the other way round. */
  expectedOfA: number
  expectedOfB: number
}

/** Why a network is held: the chance that an honest one would look like it, and those it was wrong alike with. */
export type Collusion = { pValue: number; with: readonly string[] }

/** What makes wrong answers a collusion. */
export const collusionRules = {
  /** The chance to hold any honest network at all, shared out among the pairs that were compared. */
  falseAlarm: 0.001,
  /** The least items that two networks share, and the least that they are wrong alike in. */
  sharedMin: 4,
  alikeMin: 3,
  /** How unlikely so many wrong answers are where a network does not read as its error rate says. */
  wrongAlarm: 0.01,
  /**
   * So many answers to known items can clear a group: where no more are wrong than half of them, or than so
   * many times what its error rates say.
   */
  knownMin: 3,
  clearedTimes: 1.5,
  /** The share of wrong answers from which a group does not read; where so many of all are wrong, the posteriors are. */
  half: 0.5,
  partnersShownMax: 20,
} as const

type Compared = { accounts: readonly Account[]; pairs: Iterable<ColludingPair>; pairsEver: number }

type Partners = { numbers: number[]; logP: number }

/**
 * The networks that were wrong alike with others more often than chance explains, and of which it is they who
 * are wrong, not those that they outvoted; and those that are wrong in most known items which they could
 * not tell from unknown ones. Thresholds are shared out after Bonferroni.
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

// Who errs a little is wrong alike with one who always does, each time: it has to hold in both directions.
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

// Where attackers have won items the posteriors say that the honest were wrong, and they were so alike: known
// items decide first, and posteriors that call most answers wrong are not heard.
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
