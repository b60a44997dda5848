import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerChallenge } from '../../challenge/answer.ts'
import { issueChallenge } from '../../challenge/issue.ts'
import { readState } from '../../challenge/redeem.ts'
import type { Challenge, Given } from '../../model/challenge.ts'
import { cleanText } from '../../model/clean-text.ts'
import { servedSize } from '../../model/picture.ts'
import type { OcapiAnswer, OcapiChallenge, OcapiState, OcapiVerdict } from '../../wire/ocapi.ts'
import { refuse } from '../errors.ts'
import { isSignedBy } from '../jwt.ts'
import { readLanguages } from '../languages.ts'
import type { HttpWorld } from '../world.ts'

const idLengthMax = 100
const textLengthMax = 200
const imagesMax = 20
const languageLengthMax = 35

const noAnswer = 'Give a text for each picture of the challenge, or the pictures picked.'

const id = z.string().min(1).max(idLengthMax)
const ofClient = z.object({ client: id })
const ofChallenge = z.object({ client: id, challenge: id })
const hints = z.object({ language: z.string().max(languageLengthMax).optional() })
const answer = z.union([
  z.strictObject({
    answers: z
      .record(id, z.string().max(textLengthMax))
      .refine((texts) => Object.keys(texts).length <= imagesMax, `at most ${imagesMax} answers`),
  }),
  z.strictObject({ selected: z.array(id).max(imagesMax) }),
]) satisfies z.ZodType<OcapiAnswer>

/** What a visitor's browser does: ask for a challenge and answer it. Open to pages of any origin. */
export const visitorDoor =
  (world: HttpWorld): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/challenge/:client',
      { schema: { params: ofClient, querystring: hints }, exposeHeadRoute: false },
      async (request, reply) => {
        reply.header('Cache-Control', 'no-store')
        const site = await world.records.findSite(request.params.client)
        if (!site) return refuse(reply, 'unknown_client')
        const languages = readLanguages(request.query.language, request.headers['accept-language'])
        const cluster = await world.clusterOf(request.ip)
        const challenge = await issueChallenge(world, site, { languages, cluster })
        return challenge ? wireOf(challenge, world.clock()) : refuse(reply, 'no_items')
      },
    )

    app.post(
      '/challenge/:client/:challenge',
      { schema: { params: ofChallenge, body: answer } },
      async (request, reply) => {
        reply.header('Cache-Control', 'no-store')
        const { client, challenge } = request.params
        if (!(await world.records.findSite(client))) return refuse(reply, 'unknown_client')
        const given = givenOf(request.body)
        const outcome = await answerChallenge(world, {
          sitekey: client,
          challengeId: challenge,
          given,
        })
        if (outcome === 'no_answer') return refuse(reply, 'bad_request', noAnswer)
        if (outcome === 'unknown_challenge' || outcome === 'already_answered')
          return refuse(reply, outcome)
        return verdictOf(outcome === 'pass', world)
      },
    )
  }

/** What a site's server does: ask for the state of a challenge, with a JWT signed by the private id. */
export const stateDoor =
  (world: HttpWorld): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/state/:client/:challenge',
      { schema: { params: ofChallenge }, exposeHeadRoute: false },
      async (request, reply) => {
        reply.header('Cache-Control', 'no-store')
        const { client, challenge } = request.params
        const site = await world.records.findSite(client)
        if (!site) return refuse(reply, 'unknown_client')
        if (!(await isSignedBy(site, request.headers.authorization)))
          return refuse(reply, 'unauthorized')
        const state = await readState(world, client, challenge)
        return state === null
          ? refuse(reply, 'unknown_challenge')
          : ({ state } satisfies OcapiState)
      },
    )
  }

const givenOf = (body: OcapiAnswer): Given =>
  'selected' in body
    ? { kind: 'classification', selected: new Set(body.selected) }
    : { kind: 'transcription', texts: new Map(Object.entries(body.answers).map(cleanEntry)) }

// A reading is kept as it was typed, but for signs that no hand has written.
const cleanEntry = ([imageId, text]: [string, string]): [string, string] => [
  imageId,
  cleanText(text) ?? '',
]

const verdictOf = (isPass: boolean, world: HttpWorld): OcapiVerdict =>
  isPass
    ? { state: 'validated', expires_in_seconds: world.settings.readRule.ttlMs / 1000 }
    : { state: 'rejected' }

const wireOf = (challenge: Challenge, now: number): OcapiChallenge => {
  const { widthPixels, heightPixels } = servedSize[challenge.kind]
  return {
    challenge_id: challenge.id,
    type: challenge.kind,
    ...(challenge.keyword === null ? {} : { keyword: challenge.keyword }),
    language: challenge.language,
    direction: challenge.direction,
    images: challenge.items.map(({ imageId }) => ({
      id: imageId,
      url: `/api/picture/${challenge.id}/${imageId}`,
      width: widthPixels,
      height: heightPixels,
    })),
    credits: challenge.credits.map(({ text, url, licence }) => ({ text, url, licence })),
    expires_in_seconds: Math.floor((challenge.expiresAtMs - now) / 1000),
  }
}
