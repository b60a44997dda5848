import { z } from 'zod'
import { answerChallenge } from '../../../challenge/answer.ts'
import { issueByWay } from '../../../challenge/ways.ts'
import type { OcapiVerdict } from '../../../wire/ocapi.ts'
import { idShape, isAnyAnswer, languageShape, noAnswer, wayShape } from '../../challenge-wire.ts'
import { refuse } from '../../errors.ts'
import { picturesShape } from '../../inline-pictures.ts'
import { refuseEarly, refuseIssue, sendIssued } from '../../issued-wire.ts'
import { readLanguages } from '../../languages.ts'
import { refuseOverLimit, waitForTurn } from '../../limited.ts'
import { noteOutcome } from '../../log.ts'
import { mayUse, readHostPage, recordedHost, whyForeign } from '../../page-host.ts'
import type { App, HttpContext } from '../../context.ts'
import { holderOf } from '../../holder-of.ts'

const ofClient = z.object({ client: idShape })
const ofChallenge = z.object({ client: idShape, challenge: idShape })
const hints = z.object({ language: languageShape, pictures: picturesShape, way: wayShape })

/**
 * For visitors' browsers: ask for a challenge and answer it. Open to pages of any origin. `frame` is the path of the
 * challenge's frame below the root.
 */
export async function addVisitorRoutes(
  app: App,
  context: HttpContext,
  frame: string,
): Promise<void> {
  const answerShape = z.unknown().refine((body) => isAnyAnswer(context.kinds, body), noAnswer)

  const preHandler = waitForTurn(context)

  // Only says whether there is such a client.
  app.head('/challenge/:client', { schema: { params: ofClient } }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store').type('application/json; charset=utf-8')
    const site = await context.sites.find(request.params.client)
    return site ? reply.send() : refuse(reply, 'unknown_client')
  })
  app.get(
    '/challenge/:client',
    { schema: { params: ofClient, querystring: hints }, exposeHeadRoute: false, preHandler },
    async (request, reply) => {
      reply.header('Cache-Control', 'no-store')
      const site = await context.sites.find(request.params.client)
      if (!site) return refuse(reply, 'unknown_client')
      noteOutcome(reply, { site: site.name })
      const page = readHostPage(request)
      if (!mayUse(site, page)) return refuse(reply, 'foreign_host', whyForeign(page))
      const languages = readLanguages(request.query.language, request.headers['accept-language'])
      const holder = await holderOf(context, request)
      const actor = { holder, sitekey: site.sitekey }
      if (await refuseOverLimit(context, reply, 'issue', actor)) return reply
      const visitor = { ...holder, languages, host: recordedHost(page) }
      const { pictures, way } = request.query
      const issued = await issueByWay(context, { site, visitor, contract: 'ocapi' }, way)
      if (typeof issued === 'string' || 'waitSeconds' in issued)
        return refuseIssue(reply, site, issued)
      noteOutcome(reply, { outcome: 'challenge' })
      const asking = { site, languages, pictures, way }
      const framed = way === null ? {} : { frame }
      return sendIssued(context, reply, issued, asking, (body) => ({ ...body, ...framed }))
    },
  )

  app.post(
    '/challenge/:client/:challenge',
    { schema: { params: ofChallenge, body: answerShape }, preHandler },
    async (request, reply) => {
      reply.header('Cache-Control', 'no-store')
      const { client, challenge } = request.params
      const site = await context.sites.find(client)
      if (!site) return refuse(reply, 'unknown_client')
      noteOutcome(reply, { site: site.name })
      const page = readHostPage(request)
      if (!mayUse(site, page)) return refuse(reply, 'foreign_host', whyForeign(page))
      const holder = await holderOf(context, request)
      if (await refuseOverLimit(context, reply, 'answer', { holder, sitekey: client })) return reply
      const outcome = await answerChallenge(context, {
        sitekey: client,
        contract: 'ocapi',
        challengeId: challenge,
        answer: request.body,
        from: { ...holder, host: recordedHost(page) },
      })
      if (outcome === 'no_answer') return refuse(reply, 'bad_request', noAnswer)
      if (typeof outcome === 'string') return refuse(reply, outcome)
      if ('waitSeconds' in outcome) return refuseEarly(reply, outcome.waitSeconds)
      const isPass = outcome.verdict === 'pass'
      noteOutcome(reply, { outcome: isPass ? 'right' : 'wrong' })
      return verdictOf(isPass, context)
    },
  )
}

function verdictOf(isPass: boolean, context: HttpContext): OcapiVerdict {
  return isPass
    ? { state: 'validated', expires_in_seconds: context.settings.verdictTtlMs / 1000 }
    : { state: 'rejected' }
}
