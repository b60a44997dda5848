import type { ReportEffect, ReportReason, ReportRules } from '../model/report.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import { peekAnyChallenge } from './ticket.ts'
import type { ChallengeContext } from './context.ts'

const dayMs = 86_400_000

/** What a visitor says about one picture of a challenge. */
export type Complaint = { challengeId: string; imageId: string; reason: ReportReason }

/** What a report did, and to which corpus. The operator may know it, the visitor may not. */
export type ReportOutcome = ReportEffect & { corpus: string }

/**
 * Keeps what a visitor says about a picture of an open challenge, which stays open. Nobody may learn about an
 * item by reporting it, so a visitor is told only whether there is such a picture.
 */
export async function reportImage(
  context: Pick<ChallengeContext, 'tickets' | 'reports' | 'settings' | 'clock'>,
  { challengeId, imageId, reason }: Complaint,
): Promise<'unknown_picture' | ReportOutcome> {
  const challenge = await peekAnyChallenge(context, challengeId)
  const item = challenge?.items.find((of) => of.imageId === imageId)
  if (!challenge || !item) return 'unknown_picture'
  const { corpus, networkHash } = challenge
  const reportedAtMs = context.clock()
  const report = { challengeId, itemId: item.itemId, corpus, reason, reportedAtMs }
  const network = { networkHash, day: dayOf(reportedAtMs) }
  const effect = await context.reports.keepReport({ ...report, ...network }, rulesOf(context))
  return { ...effect, corpus }
}

/**
 * Weighs what a network reported today again, after an answer of it: the visitor who reports a picture at the
 * first challenge of the day shows only at the next one how well they read.
 */
export async function weighReports(
  context: Pick<ChallengeContext, 'reports' | 'settings' | 'clock'>,
  { networkHash }: { networkHash: string },
): Promise<void> {
  const nowMs = context.clock()
  const network = { networkHash, day: dayOf(nowMs), nowMs }
  await context.reports.weighAgain(network, rulesOf(context))
}

function rulesOf({ settings }: { settings: ChallengeSettings }): ReportRules {
  return { ...settings.reportRules, reusesRetired: settings.reusesRetired }
}

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs)
}
