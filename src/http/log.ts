import type { FastifyInstance, FastifyLoggerOptions, FastifyReply } from 'fastify'
import type { HttpContext } from './context.ts'

/**
 * The log: one JSON object a line. It never contains a visitor's address, an id, answer, header or body: a
 * request is logged by the pattern of its address, the name of the site, and what came of it.
 */
export function loggerOf({ level, write }: HttpContext['log']): FastifyLoggerOptions {
  return write ? { level, stream: { write } } : { level }
}

/** What came of a request: the name of its site, once it is known, and a verdict, a state or the code of an error. */
type Outcome = { site?: string; outcome?: string }

const outcomes = new WeakMap<FastifyReply, Outcome>()

/** Notes for the log what came of a request; a later note adds to an earlier one. */
export function noteOutcome(reply: FastifyReply, outcome: Outcome): void {
  outcomes.set(reply, { ...outcomes.get(reply), ...outcome })
}

/** Logs every response once it has been sent. */
export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        address: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        elapsedMs: Math.round(reply.elapsedTime),
        ...outcomes.get(reply),
      },
      'answered',
    )
    done()
  })
}
