import { z } from 'zod'
import { reportImage } from '../../challenge/report.ts'
import { reportReasons } from '../../model/report.ts'
import type { ReportReply, ReportRequest } from '../../wire/api.ts'
import { idShape } from '../challenge-wire.ts'
import { refuse } from '../errors.ts'
import { refuseOverLimit } from '../limited.ts'
import type { App, HttpContext } from '../context.ts'

const report = z.strictObject({
  challenge: idShape,
  image: idShape,
  reason: z.enum(reportReasons),
}) satisfies z.ZodType<ReportRequest>

/** For visitors to report that a picture is unreadable or should not be there. Open to pages of any origin. */
export async function addReportRoutes(app: App, context: HttpContext): Promise<void> {
  app.post('/api/report', { schema: { body: report } }, async (request, reply) => {
    const { challenge: challengeId, image: imageId, reason } = request.body
    const holder = await context.findHolder(request.ip)
    const over = await refuseOverLimit(context, reply, 'report', { holder, sitekey: null })
    if (over) return over
    const refused = await reportImage(context, { challengeId, imageId, reason })
    if (refused) return refuse(reply, refused)
    return reply.header('Cache-Control', 'no-store').send({ reported: true } satisfies ReportReply)
  })
}
