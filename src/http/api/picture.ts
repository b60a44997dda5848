import { z } from 'zod'
import { isStillShown } from '../../challenge/still-shown.ts'
import { peekAnyChallenge } from '../../challenge/ticket.ts'
import { kindNamed } from '../../kinds/kind.ts'
import type { Challenge, ChallengeItem } from '../../model/challenge.ts'
import { refuse } from '../errors.ts'
import type { App, HttpContext } from '../context.ts'

const idLengthMax = 100
const id = z.string().min(1).max(idLengthMax)
const ofImage = z.object({ challenge: id, image: id })

/** The pictures of an open challenge, each drawn for this challenge only, in advance or now. */
export async function addPictureRoutes(app: App, context: HttpContext): Promise<void> {
  app.get(
    '/api/picture/:challenge/:image',
    { schema: { params: ofImage } },
    async (request, reply) => {
      const challenge = await peekAnyChallenge(context, request.params.challenge)
      const item = challenge?.items.find(({ imageId }) => imageId === request.params.image)
      if (!challenge || !item || !context.kinds.has(challenge.kind))
        return refuse(reply, 'unknown_picture')
      if (!(await isStillShown(context, challenge, item))) return refuse(reply, 'picture_gone')
      const served =
        (await context.variants.find(item.imageId)) ?? (await draw(context, challenge, item))
      const isWebp = takesWebp(request.headers.accept)
      return reply
        .header('Cache-Control', 'no-store')
        .header('Vary', 'Accept')
        .header('Cross-Origin-Resource-Policy', 'cross-origin')
        .header('X-Content-Type-Options', 'nosniff')
        .type(isWebp ? 'image/webp' : 'image/jpeg')
        .send(isWebp ? served : await context.asJpeg(served))
    },
  )
}

/** Every browser that reads WebP names it; a client that accepts anything may be a program that does not. */
function takesWebp(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.toLowerCase().split(';')
    const isRefused = parameters.some((parameter) => /^\s*q\s*=\s*0(\.0*)?\s*$/.test(parameter))
    return type.trim() === 'image/webp' && !isRefused
  })
}

async function draw(
  context: HttpContext,
  challenge: Challenge,
  item: ChallengeItem,
): Promise<Uint8Array> {
  const cut = await context.pictures.get(item.mediaId)
  if (!cut) throw new Error(`picture ${item.mediaId} of item ${item.itemId} is not in the store`)
  return context.drawVariant(cut, kindNamed(context.kinds, challenge.kind).serving, item.seed)
}
