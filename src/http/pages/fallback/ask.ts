import type { FastifyReply } from 'fastify'
import { answerChallenge } from '../../../challenge/answer.ts'
import { issueChallenge, type Visitor } from '../../../challenge/issue.ts'
import { answerForPass } from '../../../challenge/pass.ts'
import { peekChallenge } from '../../../challenge/ticket.ts'
import { waysOf } from '../../../challenge/ways.ts'
import { kindNamed } from '../../../kinds/kind.ts'
import type { Challenge } from '../../../model/challenge.ts'
import { takeReport } from '../../api/report.ts'
import { whyNothing, wireOf } from '../../challenge-wire.ts'
import { refuse } from '../../errors.ts'
import { holderOf } from '../../holder-of.ts'
import { refuseOverLimit } from '../../limited.ts'
import { noteOutcome } from '../../log.ts'
import { thanksOf } from '../../thanks.ts'
import { challengePage, codePage, type FallbackMessage } from './page.ts'
import { plainWays, readPlainAnswer, type PlainWay, type SentForm } from './read-form.ts'
import { sendPage, type PlainVisit } from './visit.ts'
import { openPlainWords } from './words.ts'

const gone: FallbackMessage = { word: 'gone', tone: 'wrong' }
const wrong: FallbackMessage = { word: 'wrong', tone: 'wrong' }
const reported: FallbackMessage = { word: 'reported', tone: 'right' }

/**
 * Shows a challenge, always: no mode of a site lets somebody pass unasked here. Every one counts as issued. It is of
 * the way that is asked for, or else of the site's own.
 */
export async function askPlainly(
  visit: PlainVisit,
  message: FallbackMessage | null = null,
  way: PlainWay | null = visit.way,
): Promise<FastifyReply> {
  const { context, request, reply, site, host, languages } = visit
  const holder = await holderOf(context, request)
  const actor = { holder, sitekey: site.sitekey }
  if (await refuseOverLimit(context, reply, 'issue', actor)) return reply
  const visitor = { ...holder, languages, host, isScriptless: true }
  const challenge = await issueBy(visit, visitor, way)
  if (!challenge && way !== null) return refuse(reply, 'no_way')
  if (!challenge) return refuse(reply, 'no_items', whyNothing(site))
  noteOutcome(reply, { outcome: message?.word ?? 'challenge' })
  return show(visit, challenge, message)
}

// Neither is work, which needs a script.
async function issueBy(
  { context, site }: PlainVisit,
  visitor: Visitor,
  way: PlainWay | null,
): Promise<Challenge | null> {
  const own: readonly PlainWay[] = site.defaultWay === 'ear' ? ['ear', 'eye'] : ['eye', 'ear']
  for (const one of way === null ? own : [way]) {
    const challenge = await issueChallenge(context, site, visitor, one)
    if (challenge) return challenge
  }
  return null
}

/** Takes what the form sent: a report, the wish for another challenge or another way, or an answer. */
export async function takeForm(begun: PlainVisit, sent: SentForm): Promise<FastifyReply> {
  const visit = { ...begun, way: sent.by ?? sent.way ?? begun.way }
  if (sent.report !== undefined) return report(visit, sent)
  if (sent.another !== undefined || sent.by !== undefined) return askPlainly(visit)
  const { context, request, reply, site } = visit
  const actor = { holder: await holderOf(context, request), sitekey: site.sitekey }
  if (await refuseOverLimit(context, reply, 'answer', actor)) return reply
  const challenge = sent.challenge && (await peekChallenge(context, site.sitekey, sent.challenge))
  return challenge ? answer(visit, challenge, sent) : askPlainly(visit, gone)
}

async function report(visit: PlainVisit, sent: SentForm): Promise<FastifyReply> {
  const { context, request, reply } = visit
  const { challenge: challengeId = '', picture: imageId = '', report: reason } = sent
  if (reason === undefined) return refuse(reply, 'bad_request')
  const holder = await holderOf(context, request)
  if (await refuseOverLimit(context, reply, 'report', { holder, sitekey: null })) return reply
  const refused = await takeReport(context, request.log, { challengeId, imageId, reason })
  return askPlainly(visit, refused ? gone : reported)
}

async function answer(
  visit: PlainVisit,
  challenge: Challenge,
  sent: SentForm,
): Promise<FastifyReply> {
  const { context, contract, reply, site, view } = visit
  const form = kindNamed(context.kinds, challenge.kind).plainForm
  const given = form && readPlainAnswer(challenge, form, sent)
  const { sitekey } = site
  const submission = { contract: contract.name, sitekey, challengeId: challenge.id, answer: given }
  const won = given ? await winCode(visit, submission) : 'no_answer'
  if (won === 'no_answer') {
    const missing = form && { word: form.missing, tone: 'wrong' as const }
    return show(visit, challenge, missing, sent)
  }
  if (won === 'spent') return askPlainly(visit, gone)
  if (won === null) return askPlainly(visit, wrong)
  noteOutcome(reply, { outcome: 'right' })
  return sendPage(reply, codePage(view, { ...won, thanks: thanksOf(challenge, view.language) }))
}

type Submission = Parameters<typeof answerChallenge>[1]

// What the contract's widget would put into the form: a token, or the id of the challenge.
async function winCode(
  { context, contract: { tokens } }: PlainVisit,
  submission: Submission,
): Promise<{ code: string; seconds: number } | null | 'no_answer' | 'spent'> {
  const { tokenTtlMs, verdictTtlMs } = context.settings
  if (tokens && !tokens.areChallenges) {
    const outcome = await answerForPass(context, submission)
    if (typeof outcome === 'string') return outcome === 'no_answer' ? outcome : 'spent'
    // Only work can be early, and a page without scripts asks for none.
    if ('waitSeconds' in outcome) return 'spent'
    return outcome.pass && { code: outcome.pass.token, seconds: tokenTtlMs / 1000 }
  }
  const outcome = await answerChallenge(context, submission)
  if (typeof outcome === 'string') return outcome === 'no_answer' ? outcome : 'spent'
  if ('waitSeconds' in outcome) return 'spent'
  const isRight = outcome.verdict === 'pass'
  return isRight ? { code: submission.challengeId, seconds: verdictTtlMs / 1000 } : null
}

// The same that a script gets, so that it tells no more.
async function show(
  { context, reply, site, view }: PlainVisit,
  challenge: Challenge,
  message: FallbackMessage | null,
  typed: SentForm = {},
): Promise<FastifyReply> {
  const { name, way, plainForm: form } = kindNamed(context.kinds, challenge.kind)
  if (!form) throw new Error(`challenges of the kind ${name} cannot be shown without a script`)
  const { language } = view
  const around = { ...context, now: context.clock(), language, ways: null }
  const body = wireOf(context.kinds, challenge, around)
  const say = await openPlainWords(context.words, language, name)
  const there = await waysOf(context, site, way)
  const ways = plainWays.filter((other) => other !== way && there.includes(other))
  const shown = { challenge: body, form, typed, message, way, ways }
  return sendPage(reply, challengePage({ ...view, say }, shown))
}
