import type { ReportReason } from '../model/report.ts'
import { peekAnyChallenge } from './ticket.ts'
import type { ChallengeContext } from './context.ts'

const dayMs = 86_400_000

/** What a visitor says about one picture of a challenge. */
export type Complaint = { challengeId: string; imageId: string; reason: ReportReason }

/**
 * Keeps what a visitor says about a picture of an open challenge, which stays open. Returns only whether
 * there is such a picture and not what follows, so that nobody learns about an item by reporting it.
 */
export async function reportImage(
  context: Pick<ChallengeContext, 'tickets' | 'reports' | 'settings' | 'clock'>,
  { challengeId, imageId, reason }: Complaint,
): Promise<'unknown_picture' | null> {
  const challenge = await peekAnyChallenge(context, challengeId)
  const item = challenge?.items.find((of) => of.imageId === imageId)
  if (!challenge || !item) return 'unknown_picture'
  const { corpus, networkHash } = challenge
  const day = Math.floor(context.clock() / dayMs)
  const report = { challengeId, itemId: item.itemId, corpus, reason, networkHash, day }
  await context.reports.keepReport(report, context.settings.reportRules)
  return null
}
