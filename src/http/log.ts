import type { FastifyInstance, FastifyLoggerOptions } from 'fastify'
import type { HttpContext } from './context.ts'

/**
 * The log: one JSON object a line. It never contains a visitor's address, an id, answer, header or body: a
 * request is logged only by the pattern of its address.
 */
export function loggerOf({ level, write }: HttpContext['log']): FastifyLoggerOptions {
  return write ? { level, stream: { write } } : { level }
}

/** Logs every response once it has been sent. */
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
