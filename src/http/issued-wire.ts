import type { FastifyReply } from 'fastify'
import { waysOf, type AskedWay, type Issued, type NotIssued } from '../challenge/ways.ts'
import { kindNamed } from '../kinds/kind.ts'
import type { Site } from '../model/site.ts'
import type { ChallengeBody } from '../wire/challenge.ts'
import { whyNothing, wireOf, wireOfWork } from './challenge-wire.ts'
import type { HttpContext } from './context.ts'
import { refuse } from './errors.ts'
import { findInline, sendInline } from './inline-pictures.ts'
import { chooseLanguage } from './languages.ts'

/** What was asked for: of which site, in which languages, whether with pictures, and by which way. */
type Asking = {
  site: Site
  languages: readonly string[]
  pictures: 'inline' | undefined
  way: AskedWay
}

/** Sends what was issued, in the shape of a contract; the ways are named to scripts that know of them. */
export async function sendIssued(
  context: HttpContext,
  reply: FastifyReply,
  issued: Issued,
  { site, languages, pictures, way }: Asking,
  shape: (challenge: ChallengeBody) => object,
): Promise<FastifyReply> {
  const own = 'work' in issued ? 'neither' : kindNamed(context.kinds, issued.challenge.kind).way
  const ways = way === null ? null : await waysOf(context, site, own)
  const language = chooseLanguage(context.words.languages, languages)
  const around = { ...context, now: context.clock(), language, ways }
  if ('work' in issued) return reply.send(shape(wireOfWork(issued.work, around)))
  const inline = pictures ? await findInline(context, issued.challenge) : []
  const body = wireOf(context.kinds, issued.challenge, { ...around, inline })
  return sendInline(reply, shape(body), inline)
}

/** Says why nothing was issued. */
export function refuseIssue(reply: FastifyReply, site: Site, why: NotIssued): FastifyReply {
  if (typeof why === 'object')
    return refuse(reply.header('Retry-After', why.waitSeconds), 'rate_limited')
  return why === 'no_items' ? refuse(reply, why, whyNothing(site)) : refuse(reply, why)
}

/** Refuses an answer that came too early, and says when to send it again. */
export function refuseEarly(reply: FastifyReply, waitSeconds: number): FastifyReply {
  return refuse(reply.header('Retry-After', waitSeconds), 'too_early')
}
