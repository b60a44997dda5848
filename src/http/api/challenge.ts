import { z } from 'zod'
import { drawUuid } from '../../model/chance.ts'
import { answerChallenge, type Submission } from '../../challenge/answer.ts'
import type { AnswerRefusal, Pass, TooEarly } from '../../challenge/answer-outcome.ts'
import { answerForPass, meetVisitor } from '../../challenge/pass.ts'
import { issueByWay } from '../../challenge/ways.ts'
import type { PassNote } from '../../model/token.ts'
import type { AnswerReply, ChallengeReply, PassBody as WirePass } from '../../wire/api.ts'
import { idShape, isAnyAnswer, languageShape, noAnswer, wayShape } from '../challenge-wire.ts'
import type { App, HttpContext } from '../context.ts'
import type { Contract, TokenPart } from '../contracts/contract.ts'
import { refuse } from '../errors.ts'
import { picturesShape } from '../inline-pictures.ts'
import { refuseEarly, refuseIssue, sendIssued } from '../issued-wire.ts'
import { readLanguages } from '../languages.ts'
import { refuseOverLimit, waitForTurn } from '../limited.ts'
import { noteOutcome } from '../log.ts'
import { mayUse, readHost, readHostPage, recordedHost, whyForeign } from '../page-host.ts'
import { holderOf } from '../holder-of.ts'

const rqdataLengthMax = 8192
const pageLengthMax = 800
const contractLengthMax = 40
const actionLengthMax = 100
const cdataLengthMax = 255
const contractUnknown = 'No contract of this name gives tokens.'
/** Pages that pin an older script ask without naming a contract: only this one gave tokens then. */
const contractUnnamed = 'hcaptcha'

const contractShape = z.string().max(contractLengthMax).default(contractUnnamed)
const pageShape = z.string().max(pageLengthMax).optional()
// What the page says about the pass; the answer says it again, since the pass may be given for either.
const noteShape = {
  action: z
    .string()
    .max(actionLengthMax)
    .regex(/^[\w/-]*$/)
    .optional(),
  cdata: z
    .string()
    .max(cdataLengthMax)
    .regex(/^[\w-]*$/)
    .optional(),
}
const claimedHost = z
  .string()
  .refine((text) => text === '' || readHost(text) !== null, 'not a host name')
  .transform(readHost)
const ask = z.object({
  sitekey: idShape,
  contract: contractShape,
  page: pageShape,
  host: claimedHost.optional(),
  language: languageShape,
  rqdata: z.string().max(rqdataLengthMax).optional(),
  pictures: picturesShape,
  way: wayShape,
  unasked: z.boolean().default(false),
  ...noteShape,
})
const ofChallenge = z.looseObject({
  sitekey: idShape,
  contract: contractShape,
  challenge_id: idShape,
  page: pageShape,
  host: claimedHost.optional(),
  ...noteShape,
})

/**
 * For the scripts of contracts with tokens: ask for a challenge or a pass, and answer to get a pass. Open to
 * pages of any origin.
 */
export async function addChallengeRoutes(
  app: App,
  context: HttpContext,
  contracts: readonly Contract[],
): Promise<void> {
  const findTokens = (contract: string): TokenPart | null =>
    contracts.find(({ name }) => name === contract)?.tokens ?? null
  const answerShape = ofChallenge
    .transform(
      ({ sitekey, contract, challenge_id: challengeId, page, host, action, cdata, ...answer }) => ({
        of: { sitekey, contract, challengeId, ...noteOf({ action, cdata }) },
        page,
        host,
        answer,
      }),
    )
    .refine(({ answer }) => isAnyAnswer(context.kinds, answer), noAnswer)

  app.addHook('onRequest', (_, reply, done) => {
    reply.header('Cache-Control', 'no-store')
    done()
  })

  const preHandler = waitForTurn(context)

  app.post('/api/challenge', { schema: { body: ask }, preHandler }, async (request, reply) => {
    const { sitekey, contract, host, language } = request.body
    const tokens = findTokens(contract)
    if (!tokens) return refuse(reply, 'bad_request', contractUnknown)
    const testToken = tokens.findTestToken(sitekey)
    if (testToken !== null) {
      if (!context.settings.takesTestKeys) return refuse(reply, 'test_keys_off')
      return { pass: passOf({ token: testToken, key: drawUuid(context.random) }, context) }
    }
    const site = await context.sites.find(sitekey)
    if (!site) return refuse(reply, 'unknown_client')
    noteOutcome(reply, { site: site.name })
    const page = readHostPage(request, { claimed: host ?? null, framing: request.body.page })
    if (!mayUse(site, page, tokens)) return refuse(reply, 'foreign_host', whyForeign(page))
    const languages = readLanguages(language, request.headers['accept-language'])
    const holder = await holderOf(context, request)
    if (await refuseOverLimit(context, reply, 'issue', { holder, sitekey })) return reply
    const visitor = { ...holder, languages, host: recordedHost(page, site, tokens) }
    const { pictures, way, unasked: isUnasked } = request.body
    const visit = { site, visitor, contract, way, isUnasked, ...noteOf(request.body) }
    const met = await (tokens.areChallenges
      ? issueByWay(context, visit, way)
      : meetVisitor(context, visit))
    if (typeof met === 'string' || 'waitSeconds' in met) return refuseIssue(reply, site, met)
    if ('pass' in met) {
      noteOutcome(reply, { outcome: met.pass ? 'unasked' : 'must be asked' })
      return { pass: met.pass && passOf(met.pass, context) } satisfies ChallengeReply
    }
    noteOutcome(reply, { outcome: 'challenge' })
    const asking = { site, languages, pictures, way }
    return sendIssued(
      context,
      reply,
      met,
      asking,
      (challenge) => ({ challenge }) satisfies ChallengeReply,
    )
  })

  app.post('/api/answer', { schema: { body: answerShape }, preHandler }, async (request, reply) => {
    const { of, answer } = request.body
    const { sitekey, contract } = of
    const tokens = findTokens(contract)
    if (!tokens) return refuse(reply, 'bad_request', contractUnknown)
    const site = await context.sites.find(sitekey)
    if (!site) return refuse(reply, 'unknown_client')
    noteOutcome(reply, { site: site.name })
    const { host: claimed = null, page: framing } = request.body
    const page = readHostPage(request, { claimed, framing })
    // A client that is no browser, and an app, claimed its host when it asked for the challenge.
    const isApp = page.origin !== null && tokens.isAppOrigin(page.origin)
    const isNamed = (page.origin !== null && !isApp) || page.isOpaque
    if (isNamed && !mayUse(site, page, tokens))
      return refuse(reply, 'foreign_host', whyForeign(page))
    const holder = await holderOf(context, request)
    if (await refuseOverLimit(context, reply, 'answer', { holder, sitekey })) return reply
    const from = { ...holder, host: recordedHost(page, site, tokens) }
    const outcome = await answerOf(context, tokens, { ...of, answer, from })
    if (outcome === 'no_answer') return refuse(reply, 'bad_request', noAnswer)
    if (typeof outcome === 'string') return refuse(reply, outcome)
    if ('waitSeconds' in outcome) return refuseEarly(reply, outcome.waitSeconds)
    noteOutcome(reply, { outcome: outcome.pass ? 'right' : 'wrong' })
    return outcome satisfies AnswerReply
  })
}

function noteOf({ action, cdata }: { action?: string | undefined; cdata?: string | undefined }): {
  note?: PassNote
} {
  if (action === undefined && cdata === undefined) return {}
  return { note: { action: action ?? null, data: cdata ?? null } }
}

async function answerOf(
  context: HttpContext,
  { areChallenges }: TokenPart,
  submission: Submission & { note?: PassNote },
): Promise<AnswerReply | TooEarly | AnswerRefusal> {
  if (!areChallenges) {
    const outcome = await answerForPass(context, submission)
    if (typeof outcome === 'string' || 'waitSeconds' in outcome) return outcome
    return { pass: outcome.pass && passOf(outcome.pass, context) }
  }
  const outcome = await answerChallenge(context, submission)
  if (typeof outcome === 'string' || 'waitSeconds' in outcome) return outcome
  const { challengeId: id } = submission
  const seconds = context.settings.verdictTtlMs / 1000
  return {
    pass: outcome.verdict === 'pass' ? { token: id, key: id, expires_in_seconds: seconds } : null,
  }
}

function passOf({ token, key }: Pass, { settings }: HttpContext): WirePass {
  return { token, key, expires_in_seconds: settings.tokenTtlMs / 1000 }
}
