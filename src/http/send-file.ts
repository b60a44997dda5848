import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PublishedFile } from './published-files.ts'

/** How long a copy may be cached: forever, at an address whose bytes never change, or for minutes. */
export const cacheFor = {
  good: 'public, max-age=31536000, immutable',
  minutes: 'public, max-age=600',
} as const

/** Sends a file to a page of any origin, in the smallest encoding that the browser accepts. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: PublishedFile,
): FastifyReply {
  const { encoding, bytes } = chooseEncoding(file, request.headers['accept-encoding'] ?? '')
  if (encoding) reply.header('Content-Encoding', encoding)
  return openToAll(reply).send(bytes)
}

/** Sets the headers that a page of any origin needs to load a file, also for a 304 reply. */
export function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('X-Content-Type-Options', 'nosniff')
    .header('Vary', 'Accept-Encoding')
}

function chooseEncoding(
  file: PublishedFile,
  accepted: string,
): { encoding: 'br' | 'gzip' | null; bytes: Buffer } {
  if (/\bbr\b/.test(accepted)) return { encoding: 'br', bytes: file.brotli }
  if (/\bgzip\b/.test(accepted)) return { encoding: 'gzip', bytes: file.gzip }
  return { encoding: null, bytes: file.plain }
}
