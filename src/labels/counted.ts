import type { NetworkStanding, Parameters } from './fit.ts'
import type { HeardAnswer } from './heard.ts'

/** A fit that finds what it knows about a network by the network's number. */
export type NumberedFit = {
  parameters: Parameters
  standingOf: (network: number) => NetworkStanding | null
}

/** The answers to an item by a fit. */
export type CountedAnswers = {
  /** Those that count. */
  counted: readonly HeardAnswer[]
  /** What the fit knows about the network of each of those. */
  standings: readonly (NetworkStanding | null)[]
  /** Labels of held networks and periods, and recalled labels: they are observed but do not count. */
  held: readonly HeardAnswer[]
}

/** Tells the answers to an item that count by a fit from those that do not. */
export function countAnswers(
  answers: readonly HeardAnswer[],
  { parameters, standingOf }: NumberedFit,
): CountedAnswers {
  const counted: HeardAnswer[] = []
  const standings: (NetworkStanding | null)[] = []
  const held: HeardAnswer[] = []
  for (const answer of answers) {
    const standing = standingOf(answer.network)
    if (standing?.isHeld === true || isUntrusted(answer, parameters)) held.push(answer)
    else {
      counted.push(answer)
      standings.push(standing)
    }
  }
  return { counted, standings, held }
}

function isUntrusted({ isRecalled, givenAtMs }: HeardAnswer, { periods }: Parameters): boolean {
  if (isRecalled) return true
  for (const { fromMs, toMs } of periods) if (fromMs <= givenAtMs && givenAtMs < toMs) return true
  return false
}
