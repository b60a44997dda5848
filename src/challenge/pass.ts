import type { Challenge, ContractName } from '../model/challenge.ts'
import type { Score } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import { answerChallenge, type AnswerRefusal, type Submission } from './answer.ts'
import { drawUuid } from '../model/chance.ts'
import { issueChallenge, type Visitor } from './issue.ts'
import { giveToken } from './token.ts'
import type { ChallengeContext } from './context.ts'

/** A pass for the page: the token that is redeemed once, and the key that names it. */
export type Pass = { token: string; key: string }

/** A visit to a page of a site, where a contract's script runs. */
export type Visit = { site: Site; visitor: Visitor; contract: ContractName }

/**
 * Meets a visitor as the site's mode says: with an unasked pass, or with a challenge. Null if there is
 * nothing to ask.
 */
export async function meetVisitor(
  context: ChallengeContext,
  { site, visitor, contract }: Visit,
): Promise<{ pass: Pass } | { challenge: Challenge } | null> {
  const meeting = await context.policy.meet(site, visitor.networkHash)
  if (meeting.asks) {
    const challenge = await issueChallenge(context, site, visitor)
    return challenge && { challenge }
  }
  // There is nothing to answer.
  await context.limits.countAnswer(visitor, 'unasked')
  const { sitekey } = site
  const key = drawUuid(context.random)
  return { pass: await givePass(context, { contract, sitekey, key, visitor, score: meeting }) }
}

/**
 * Exchanges an answer for a token: a pass, or null if the answer was wrong. The verdict and the labels are
 * kept before there is a token.
 */
export async function answerForPass(
  context: ChallengeContext,
  submission: Submission,
): Promise<{ pass: Pass | null } | AnswerRefusal> {
  const outcome = await answerChallenge(context, submission)
  if (typeof outcome === 'string') return outcome
  const { verdict, challenge } = outcome
  if (verdict !== 'pass') return { pass: null }
  const { sitekey, id: key, level } = challenge
  const facts = { contract: submission.contract, sitekey, key, visitor: challenge }
  const score = context.policy.scoreOf(level)
  return { pass: await givePass(context, { ...facts, score }) }
}

type PassFacts = {
  contract: ContractName
  sitekey: string
  key: string
  visitor: Pick<Visitor, 'host'>
  score: Score
}

// The only place that gives a token.
async function givePass(context: ChallengeContext, facts: PassFacts): Promise<Pass> {
  const { contract, sitekey, key, visitor, score: scored } = facts
  const { score, reasons } = scored
  const passedAtMs = context.clock()
  const record = { contract, host: visitor.host, passedAtMs, key, score, reasons }
  return { token: await giveToken(context, sitekey, record), key }
}
