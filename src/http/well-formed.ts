import type { FastifyInstance } from 'fastify'
import { refuse } from './errors.ts'

/**
 * Refuses what a proxy in front of the service could understand otherwise than the service does: a request that
 * names two hosts, and one of HTTP/0.9, which has no headers.
 */
export function refuseAmbiguous(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    if (raw.httpVersionMajor >= 1 && countHosts(raw.rawHeaders) <= 1) return done()
    refuse(reply.header('Connection', 'close'), 'bad_request')
  })
}

// Names and values alternate.
function countHosts(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host').length
}
