import type { Challenge } from '../model/challenge.ts'
import type { Score } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import { answerChallenge, type Refusal, type Submission } from './answer.ts'
import { drawUuid } from '../kinds/chance.ts'
import { issueChallenge, type Visitor } from './issue.ts'
import { giveToken } from './token.ts'
import type { ChallengeContext } from './context.ts'

/** A pass for the page: the token that siteverify takes once, and the key that names it. */
export type Pass = { token: string; key: string }

/**
 * Meets a visitor as the site's mode has it: with a pass unasked, or with a challenge; null when there is
 * nothing to ask.
 */
export async function meetVisitor(
  context: ChallengeContext,
  site: Site,
  visitor: Visitor,
): Promise<{ pass: Pass } | { challenge: Challenge } | null> {
  const meeting = await context.policy.meet(site, visitor.networkHash)
  if (!meeting.asks) {
    const key = drawUuid(context.random)
    return {
      pass: await makePass(context, { sitekey: site.sitekey, key, visitor, score: meeting }),
    }
  }
  const challenge = await issueChallenge(context, site, visitor)
  return challenge && { challenge }
}

/**
 * Answers a challenge for a token: a pass, or null where the answer was wrong. The verdict and the labels
 * are kept before there is a token.
 */
export async function answerForPass(
  context: ChallengeContext,
  submission: Omit<Submission, 'contract'>,
): Promise<{ pass: Pass | null } | Refusal> {
  const outcome = await answerChallenge(context, { ...submission, contract: 'hcaptcha' })
  if (typeof outcome === 'string') return outcome
  const { verdict, challenge } = outcome
  if (verdict !== 'pass') return { pass: null }
  const { sitekey, id: key, level } = challenge
  const score = context.policy.scoreOf(level)
  return { pass: await makePass(context, { sitekey, key, visitor: challenge, score }) }
}

async function makePass(
  context: ChallengeContext,
  of: { sitekey: string; key: string; visitor: Pick<Visitor, 'host'>; score: Score },
): Promise<Pass> {
  const { host } = of.visitor
  const { score, reasons } = of.score
  const record = { host, passedAtMs: context.clock(), key: of.key, score, reasons }
  return { token: await giveToken(context, of.sitekey, record), key: of.key }
}
