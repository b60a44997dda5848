import type { ContractName } from '../model/challenge.ts'
import type { Score } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import type { PassNote } from '../model/token.ts'
import { answerChallenge, type Submission } from './answer.ts'
import type { AnswerRefusal, MadePass, Pass, TooEarly } from './answer-outcome.ts'
import { drawUuid } from '../model/chance.ts'
import type { Visitor } from './issue.ts'
import { makeToken } from './token.ts'
import type { ChallengeContext } from './context.ts'
import { issueByWay, type AskedWay, type Issued, type NotIssued } from './ways.ts'

/** A visit to a page of a site, where a contract's script runs. */
export type Visit = {
  site: Site
  visitor: Visitor
  contract: ContractName
  note?: PassNote
  /** Whether only a pass is wanted now: somebody to be asked gets no challenge yet. */
  isUnasked?: boolean
  way: AskedWay
}

/**
 * Meets a visitor as the site's mode says: with an unasked pass, or with a challenge; or says why there is
 * nothing to ask. If only an unasked pass is wanted, the pass is null for somebody who must be asked.
 */
export async function meetVisitor(
  context: ChallengeContext,
  { site, visitor, contract, note, isUnasked = false, way }: Visit,
): Promise<{ pass: Pass | null } | Issued | NotIssued> {
  const meeting = await context.policy.meet(site, visitor.networkHash)
  if (meeting.asks && isUnasked) return { pass: null }
  if (meeting.asks) return issueByWay(context, { site, visitor, contract }, way)
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
): Promise<{ pass: Pass | null } | TooEarly | AnswerRefusal> {
  const { contract, note } = submission
  const outcome = await answerChallenge(context, submission, (passed) => {
    const { sitekey, id: key, level } = passed
    const score = context.policy.scoreOf(level)
    return makePass(context, { contract, sitekey, key, visitor: passed, note, score })
  })
  return typeof outcome === 'string' || 'waitSeconds' in outcome ? outcome : { pass: outcome.pass }
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
