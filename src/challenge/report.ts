import type { ReportReason } from '../model/report.ts'
import { peekAnyChallenge } from './ticket.ts'
import type { World } from './world.ts'

const dayMs = 86_400_000

/** What a visitor says of one picture of a challenge. */
export type Complaint = { challengeId: string; imageId: string; reason: ReportReason }

/**
 * Keeps what a visitor says of a picture of an open challenge, which stays open. What comes of it is not
 * told, so that nobody learns of an item by reporting it; only that there is such a picture.
 */
export const reportImage = async (
  world: Pick<World, 'tickets' | 'reports' | 'settings' | 'clock'>,
  { challengeId, imageId, reason }: Complaint,
): Promise<'unknown_picture' | null> => {
  const challenge = await peekAnyChallenge(world, challengeId)
  const item = challenge?.items.find((of) => of.imageId === imageId)
  if (!challenge || !item) return 'unknown_picture'
  const { corpus, cluster } = challenge
  const day = Math.floor(world.clock() / dayMs)
  const report = { challengeId, itemId: item.itemId, corpus, reason, cluster, day }
  await world.reports.keepReport(report, world.settings.reportRules)
  return null
}
