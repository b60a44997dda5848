import { peekAnyChallenge } from './ticket.ts'
import type { ChallengeContext } from './context.ts'

/** How often a challenge can be extended, each time by as long as it lasts: WCAG 2.2 asks for ten (2.2.1). */
const extensionsMax = 10

/**
 * Gives whoever answers an open challenge as much time again as from its beginning, and says for how many seconds it
 * can be answered then. After ten times its life it ends all the same.
 */
export async function extendChallenge(
  context: Pick<ChallengeContext, 'tickets' | 'settings' | 'clock'>,
  challengeId: string,
): Promise<number | 'unknown_challenge'> {
  const challenge = await peekAnyChallenge(context, challengeId)
  if (!challenge) return 'unknown_challenge'
  const { challengeTtlMs } = context.settings
  const lastMs = challenge.issuedAtMs + challengeTtlMs * (1 + extensionsMax)
  const endsAtMs = Math.min(context.clock() + challengeTtlMs, lastMs)
  const isThere = await context.tickets.extend('challenge', challengeId, endsAtMs)
  return isThere ? Math.floor((endsAtMs - context.clock()) / 1000) : 'unknown_challenge'
}
