import { peekChallenge } from './ticket.ts'
import type { ChallengeContext } from './context.ts'

/** What a site is told of a challenge: never answered, answered wrongly, answered rightly. */
export type ChallengeState = 'created' | 'rejected' | 'validated'

/**
 * Reads the state of a site's own challenge; null when it is unknown, foreign, old or used up. A passed
 * challenge is used up by being read: for a short while it can be read again, so that a lost reply does
 * not lock a person out.
 */
export async function readState(
  context: ChallengeContext,
  sitekey: string,
  challengeId: string,
): Promise<ChallengeState | null> {
  if (await peekChallenge(context, sitekey, challengeId)) return 'created'
  const verdict = await context.records.readVerdict(sitekey, challengeId, context.settings.readRule)
  if (verdict === null) return null
  return verdict === 'pass' ? 'validated' : 'rejected'
}
