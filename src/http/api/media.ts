import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { isStillShown } from '../../challenge/still-shown.ts'
import { peekAnyChallenge } from '../../challenge/ticket.ts'
import { kindNamed } from '../../kinds/kind.ts'
import type { Serving, ServedType } from '../../kinds/serving.ts'
import type { ChallengeItem } from '../../model/challenge.ts'
import { refuse } from '../errors.ts'
import { endTurn, refuseBusy, refuseOverLimit, waitForTurn } from '../limited.ts'
import type { App, HttpContext } from '../context.ts'
import { openDrawings } from './drawings.ts'
import { holderOf } from '../holder-of.ts'
import { rangeOf, type ByteRange } from './range.ts'

const idLengthMax = 100
const id = z.string().min(1).max(idLengthMax)
const ofImage = z.object({ challenge: id, image: id })

/** What an open challenge shows, each drawn for this challenge only, in advance or now. */
export async function addMediaRoutes(app: App, context: HttpContext): Promise<void> {
  const drawings = openDrawings(context.drawingQueue)
  const preHandler = waitForTurn(context)
  for (const address of ['/api/picture/:challenge/:image', '/api/media/:challenge/:image'] as const)
    app.get(address, { schema: { params: ofImage }, preHandler }, async (request, reply) => {
      const holder = await holderOf(context, request)
      if (await refuseOverLimit(context, reply, 'media', { holder, sitekey: null })) return reply
      const challenge = await peekAnyChallenge(context, request.params.challenge)
      const item = challenge?.items.find(({ imageId }) => imageId === request.params.image)
      if (!challenge || !item || !context.kinds.has(challenge.kind))
        return refuse(reply, 'unknown_picture')
      if (!(await isStillShown(context, challenge, item))) return refuse(reply, 'picture_gone')
      const { serving } = kindNamed(context.kinds, challenge.kind)
      const served = chooseType(serving, request.headers.accept)
      const [stocked = null] = await context.variants.findAll([item.imageId])
      endTurn(request)
      const name = `${item.imageId} ${served.type}`
      const shown =
        stocked && !served.convert
          ? stocked
          : drawings.get(name, holder.networkHash, () =>
              drawAs(context, { item, serving, served, stocked }),
            )
      if (shown === null) return refuseBusy(reply)
      const bytes = await shown
      const range = rangeOf(request.headers.range, bytes.length)
      if (range) showRange(reply, range, bytes.length)
      return reply
        .header('Accept-Ranges', 'bytes')
        .header('Cache-Control', 'no-store')
        .header('Vary', 'Accept')
        .header('Cross-Origin-Resource-Policy', 'cross-origin')
        .header('X-Content-Type-Options', 'nosniff')
        .type(served.type)
        .send(range ? bytes.subarray(range.from, range.to) : bytes)
    })
}

function showRange(reply: FastifyReply, { from, to }: ByteRange, sizeBytes: number): void {
  reply.code(206).header('Content-Range', `bytes ${from}-${to - 1}/${sizeBytes}`)
}

// Every browser names the better types that it reads; a client that accepts anything may be a program that does
// not read them, and gets the last one.
function chooseType({ types }: Serving, accept: string | undefined): ServedType {
  const [first, ...others] = types
  return [first, ...others].find(({ type }) => takes(accept, type)) ?? others.at(-1) ?? first
}

function takes(accept: string | undefined, wanted: string): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.toLowerCase().split(';')
    const isRefused = parameters.some((parameter) => /^\s*q\s*=\s*0(\.0*)?\s*$/.test(parameter))
    return type.trim() === wanted && !isRefused
  })
}

/** One showing of an item, and the type it is served as. */
type Showing = {
  item: ChallengeItem
  serving: Serving
  served: ServedType
  stocked: Uint8Array | null
}

async function drawAs(
  context: HttpContext,
  { item, serving, served, stocked }: Showing,
): Promise<Uint8Array> {
  const drawn = stocked ?? (await draw(context, serving, item))
  return served.convert ? served.convert(drawn, context) : drawn
}

async function draw(
  context: HttpContext,
  serving: Serving,
  { itemId, mediaId, seed }: ChallengeItem,
): Promise<Uint8Array> {
  const kept = await context.pictures.get(mediaId)
  if (!kept) throw new Error(`medium ${mediaId} of item ${itemId} is not in the store`)
  return serving.draw(kept, seed, context)
}
