import type { FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import { reportImage, type Complaint } from '../../challenge/report.ts'
import { reportReasons, undoCommandOf } from '../../model/report.ts'
import type { ReportReply, ReportRequest } from '../../wire/api.ts'
import { idShape } from '../challenge-wire.ts'
import { refuse } from '../errors.ts'
import { refuseOverLimit, waitForTurn } from '../limited.ts'
import type { App, HttpContext } from '../context.ts'
import { holderOf } from '../holder-of.ts'

const report = z.strictObject({
  challenge: idShape,
  image: idShape,
  reason: z.enum(reportReasons),
}) satisfies z.ZodType<ReportRequest>

type Log = Pick<FastifyBaseLogger, 'warn'>

// One line for each wave. The command is written out, because whoever reads it may be in a hurry.
function warnOfWave(log: Log, corpus: string, fromMs: number): void {
  log.warn(
    { corpus, undo: undoCommandOf(corpus, { fromMs }) },
    'many reports of this corpus within minutes: until they stop, those of networks without an earlier good record are only collected',
  )
}

/** Keeps a report and logs a wave that begins with it; says why it is refused, or null. */
export async function takeReport(
  context: HttpContext,
  log: Log,
  complaint: Complaint,
): Promise<'unknown_picture' | null> {
  const outcome = await reportImage(context, complaint)
  if (typeof outcome === 'string') return outcome
  if (outcome.beginsWave) warnOfWave(log, outcome.corpus, context.clock())
  return null
}

/** For visitors to report that a picture is unreadable or should not be there. Open to pages of any origin. */
export async function addReportRoutes(app: App, context: HttpContext): Promise<void> {
  const preHandler = waitForTurn(context)
  app.post('/api/report', { schema: { body: report }, preHandler }, async (request, reply) => {
    const { challenge: challengeId, image: imageId, reason } = request.body
    const holder = await holderOf(context, request)
    if (await refuseOverLimit(context, reply, 'report', { holder, sitekey: null })) return reply
    const refused = await takeReport(context, request.log, { challengeId, imageId, reason })
    if (refused) return refuse(reply, refused)
    return reply.header('Cache-Control', 'no-store').send({ reported: true } satisfies ReportReply)
  })
}
