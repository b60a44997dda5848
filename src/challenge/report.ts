import type { ReportReason } from '../model/report.ts'
import { peekAnyChallenge } from './ticket.ts'
import type { ChallengeContext } from './context.ts'

const dayMs = 86_400_000

/** What a visitor says of one picture of a challenge. */
export type Complaint = { challengeId: string; imageId: string; reason: ReportReason }

/**
 * Keeps what a visitor says of a picture of an open challenge, which stays open. What comes of it is not
 * told, so that nobody learns of an item by reporting it; only that there is such a picture.
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
