import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { peekAnyChallenge } from '../../challenge/ticket.ts'
import { refuse } from '../errors.ts'
import type { HttpWorld } from '../world.ts'

const idLengthMax = 100
const id = z.string().min(1).max(idLengthMax)
const ofImage = z.object({ challenge: id, image: id })

/** The pictures of an open challenge, each drawn for this challenge alone. */
export const pictureDoor =
  (world: HttpWorld): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/picture/:challenge/:image',
      { schema: { params: ofImage } },
      async (request, reply) => {
        const challenge = await peekAnyChallenge(world, request.params.challenge)
        const item = challenge?.items.find(({ imageId }) => imageId === request.params.image)
        if (!challenge || !item) return refuse(reply, 'unknown_picture')
        const cut = await world.pictures.get(item.pictureId)
        if (!cut)
          throw new Error(`picture ${item.pictureId} of item ${item.itemId} is not in the store`)
        const picture = await world.drawVariant(cut, challenge.kind, item.seed)
        return reply
          .header('Cache-Control', 'no-store')
          .header('Cross-Origin-Resource-Policy', 'cross-origin')
          .header('X-Content-Type-Options', 'nosniff')
          .type('image/jpeg')
          .send(picture)
      },
    )
  }
