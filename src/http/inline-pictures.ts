import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { kindNamed } from '../kinds/kind.ts'
import type { Challenge } from '../model/challenge.ts'
import type { HttpContext } from './context.ts'

/** How a script asks for the pictures in the reply. */
export const picturesShape = z.literal('inline').optional()

/** JSON never contains it, so it ends the text. */
const textEnd = Buffer.alloc(1)

/**
 * The pictures of a challenge just issued, in display order, as they would come from their addresses. None unless
 * all were drawn ahead: nothing is drawn while a visitor waits for the challenge, and the number tells nothing.
 */
export async function findInline(
  { kinds, variants }: Pick<HttpContext, 'kinds' | 'variants'>,
  challenge: Challenge,
): Promise<readonly Buffer[]> {
  const { list, types } = kindNamed(kinds, challenge.kind).serving
  if (list !== 'images' || types[0].convert) return []
  const found = await variants.findAll(challenge.items.map(({ imageId }) => imageId))
  const pictures = found.filter((picture) => picture !== null)
  return pictures.length === found.length ? pictures : []
}

/** Sends a reply with the pictures after it; as plain JSON if there are none. */
export function sendInline(
  reply: FastifyReply,
  body: object,
  pictures: readonly Buffer[],
): FastifyReply {
  if (pictures.length === 0) return reply.send(body)
  return reply
    .header('X-Content-Type-Options', 'nosniff')
    .type('application/octet-stream')
    .send(Buffer.concat([Buffer.from(JSON.stringify(body)), textEnd, ...pictures]))
}
