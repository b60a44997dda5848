import type { FastifyInstance, FastifyLoggerOptions } from 'fastify'
import type { HttpContext } from './context.ts'

/**
 * The log: one JSON object a line. No address of a visitor, no id, answer, header or body is ever in it:
 * a request is logged by the pattern of its address alone.
 */
export function loggerOf({ level, write }: HttpContext['log']): FastifyLoggerOptions {
  return write ? { level, stream: { write } } : { level }
}

/** Logs every answer when it has been sent. */
export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        address: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        elapsedMs: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}
