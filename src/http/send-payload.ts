import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Payload } from './payloads.ts'

/** How long a copy may be used: for good, at an address whose bytes never change, or for minutes. */
export const cacheFor = {
  good: 'public, max-age=31536000, immutable',
  minutes: 'public, max-age=600',
} as const

/** Sends a file for a page of any origin, as small as the browser takes it. */
export function sendPayload(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: Payload,
): FastifyReply {
  const { encoding, bytes } = chooseEncoding(payload, request.headers['accept-encoding'] ?? '')
  if (encoding) reply.header('Content-Encoding', encoding)
  return openToAll(reply).send(bytes)
}

/** Sets what a page of any origin needs to load a file, also where only its freshness is told. */
export function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('X-Content-Type-Options', 'nosniff')
    .header('Vary', 'Accept-Encoding')
}

function chooseEncoding(
  payload: Payload,
  accepted: string,
): { encoding: 'br' | 'gzip' | null; bytes: Buffer } {
  if (/\bbr\b/.test(accepted)) return { encoding: 'br', bytes: payload.brotli }
  if (/\bgzip\b/.test(accepted)) return { encoding: 'gzip', bytes: payload.gzip }
  return { encoding: null, bytes: payload.plain }
}
