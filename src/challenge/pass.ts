import type { Challenge, ContractName } from '../model/challenge.ts'
import type { Score } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import type { PassNote } from '../model/token.ts'
import {
  answerChallenge,
  type AnswerRefusal,
  type MadePass,
  type Pass,
  type Submission,
} from './answer.ts'
import { drawUuid } from '../model/chance.ts'
import { issueChallenge, type Visitor } from './issue.ts'
import { makeToken } from './token.ts'
import type { ChallengeContext } from './context.ts'

/** A visit to a page of a site, where a contract's script runs. */
export type Visit = {
  site: Site
  visitor: Visitor
  contract: ContractName
  note?: PassNote
  /** Whether only a pass is wanted now: somebody to be asked gets no challenge yet. */
  isUnasked?: boolean
}

/**
 * Meets a visitor as the site's mode says: with an unasked pass, or with a challenge. Null if there is
 * nothing to ask. If only an unasked pass is wanted, the pass is null for somebody who must be asked.
 */
export async function meetVisitor(
  context: ChallengeContext,
  { site, visitor, contract, note, isUnasked = false }: Visit,
): Promise<{ pass: Pass | null } | { challenge: Challenge } | null> {
  const meeting = await context.policy.meet(site, visitor.networkHash)
  if (meeting.asks && isUnasked) return { pass: null }
  if (meeting.asks) {
    const challenge = await issueChallenge(context, site, visitor)
    return challenge && { challenge }
  }
  const { sitekey } = site
  const key = drawUuid(context.random)
  const { pass, ticket } = await makePass(context, {
    contract,
    sitekey,
    key,
    visitor,
    note,
    score: meeting,
  })
  // There is nothing to answer.
  await Promise.all([context.tickets.put(ticket), context.limits.countAnswer(visitor, 'unasked')])
  return { pass }
}

/**
 * Exchanges an answer for a token: a pass, or null if the answer was wrong. The token becomes good in the commit that
 * keeps the verdict and the labels.
 */
export async function answerForPass(
  context: ChallengeContext,
  submission: Submission & { note?: PassNote },
): Promise<{ pass: Pass | null } | AnswerRefusal> {
  const { contract, note } = submission
  const outcome = await answerChallenge(context, submission, (challenge) => {
    const { sitekey, id: key, level } = challenge
    const score = context.policy.scoreOf(level)
    return makePass(context, { contract, sitekey, key, visitor: challenge, note, score })
  })
  return typeof outcome === 'string' ? outcome : { pass: outcome.pass }
}

type PassFacts = {
  contract: ContractName
  sitekey: string
  key: string
  visitor: Pick<Visitor, 'host'>
  note: PassNote | undefined
  score: Score
}

// The only place that makes a token.
async function makePass(context: ChallengeContext, facts: PassFacts): Promise<MadePass> {
  const { contract, sitekey, key, visitor, note, score: scored } = facts
  const { score, reasons } = scored
  const passedAtMs = context.clock()
  const worth = { contract, host: visitor.host, passedAtMs, key, score, reasons }
  const record = note ? { ...worth, note } : worth
  const { text, ticket } = await makeToken(context, sitekey, record)
  return { pass: { token: text, key }, ticket }
}
