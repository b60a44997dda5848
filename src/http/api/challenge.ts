import { z } from 'zod'
import { drawUuid } from '../../model/chance.ts'
import type { Pass } from '../../challenge/answer.ts'
import { answerForPass, meetVisitor } from '../../challenge/pass.ts'
import type { PassNote } from '../../model/token.ts'
import type { AnswerReply, ChallengeReply, PassBody as WirePass } from '../../wire/api.ts'
import {
  idShape,
  isAnyAnswer,
  languageShape,
  noAnswer,
  whyNothing,
  wireOf,
} from '../challenge-wire.ts'
import type { App, HttpContext } from '../context.ts'
import type { Contract, TokenPart } from '../contracts/contract.ts'
import { refuse } from '../errors.ts'
import { findInline, picturesShape, sendInline } from '../inline-pictures.ts'
import { chooseLanguage, readLanguages } from '../languages.ts'
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
  unasked: z.boolean().default(false),
  ...noteShape,
})
const ofChallenge = z.looseObject({
  sitekey: idShape,
  contract: contractShape,
  challenge_id: idShape,
  page: pageShape,
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
      ({ sitekey, contract, challenge_id: challengeId, page, action, cdata, ...answer }) => ({
        of: { sitekey, contract, challengeId, ...noteOf({ action, cdata }) },
        page,
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
    const asked = { site, visitor, contract, isUnasked: request.body.unasked }
    const met = await meetVisitor(context, { ...asked, ...noteOf(request.body) })
    if (!met) return refuse(reply, 'no_items', whyNothing(site))
    if ('pass' in met) noteOutcome(reply, { outcome: met.pass ? 'unasked' : 'must be asked' })
    else noteOutcome(reply, { outcome: 'challenge' })
    if ('pass' in met)
      return { pass: met.pass && passOf(met.pass, context) } satisfies ChallengeReply
    const inline = request.body.pictures ? await findInline(context, met.challenge) : []
    const spoken = chooseLanguage(context.words.languages, visitor.languages)
    const around = { ...context, now: context.clock(), inline, language: spoken }
    const challenge = wireOf(context.kinds, met.challenge, around)
    return sendInline(reply, { challenge } satisfies ChallengeReply, inline)
  })

  app.post('/api/answer', { schema: { body: answerShape }, preHandler }, async (request, reply) => {
    const { of, answer } = request.body
    const { sitekey, contract } = of
    const tokens = findTokens(contract)
    if (!tokens) return refuse(reply, 'bad_request', contractUnknown)
    const site = await context.sites.find(sitekey)
    if (!site) return refuse(reply, 'unknown_client')
    noteOutcome(reply, { site: site.name })
    const page = readHostPage(request, { framing: request.body.page })
    // A client that is no browser, and an app, claimed its host when it asked for the challenge.
    const isApp = page.origin !== null && tokens.isAppOrigin(page.origin)
    const isNamed = (page.origin !== null && !isApp) || page.isOpaque
    if (isNamed && !mayUse(site, page)) return refuse(reply, 'foreign_host', whyForeign(page))
    const holder = await holderOf(context, request)
    if (await refuseOverLimit(context, reply, 'answer', { holder, sitekey })) return reply
    const outcome = await answerForPass(context, { ...of, answer })
    if (outcome === 'no_answer') return refuse(reply, 'bad_request', noAnswer)
    if (typeof outcome === 'string') return refuse(reply, outcome)
    noteOutcome(reply, { outcome: outcome.pass ? 'right' : 'wrong' })
    return { pass: outcome.pass && passOf(outcome.pass, context) } satisfies AnswerReply
  })
}

function noteOf({ action, cdata }: { action?: string | undefined; cdata?: string | undefined }): {
  note?: PassNote
} {
  if (action === undefined && cdata === undefined) return {}
  return { note: { action: action ?? null, data: cdata ?? null } }
}

function passOf({ token, key }: Pass, { settings }: HttpContext): WirePass {
  return { token, key, expires_in_seconds: settings.tokenTtlMs / 1000 }
}
