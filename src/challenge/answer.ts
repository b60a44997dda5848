import type { Answer, Label } from '../model/answer.ts'
import type { Challenge, ContractName, Given } from '../model/challenge.ts'
import type { Shown } from '../model/exposure.ts'
import type { Holder } from '../model/holder.ts'
import type { Role } from '../model/item.ts'
import type { Kind } from '../kinds/kind.ts'
import type { AnswerOutcome, AnswerRefusal, MakePass } from './answer-outcome.ts'
import { answerWork } from './answer-work.ts'
import { answersTheChallenge, judge, type Judgement } from './judge.ts'
import { weighReports } from './report.ts'
import { peekChallenge } from './ticket.ts'
import { isWorkId } from './work.ts'
import type { ChallengeContext } from './context.ts'

/** An answer as it comes in. `answer` is what the browser sent, for the kind of the challenge to read. */
export type Submission = {
  sitekey: string
  challengeId: string
  answer: unknown
  contract: ContractName
  /** Who answers, and the host of the page. Only work, of which nothing is kept, depends on them. */
  from?: Holder & { host: string | null }
}

/**
 * Takes an answer to a challenge. The first answer spends the challenge, right or wrong. What is no answer to
 * it (a picture is missing or belongs to another challenge, or nobody knows the kind) spends nothing. In one
 * commit the challenge is spent, the verdict is kept with the labels of the unknown items and the showing of all
 * items, and the token of a pass, if one is made, becomes good; only then anything is returned.
 */
export async function answerChallenge(
  context: ChallengeContext,
  submission: Submission,
  makePass: MakePass | null = null,
): Promise<AnswerOutcome> {
  const { sitekey, challengeId, from } = submission
  if (from && isWorkId(challengeId)) return answerWork(context, { ...submission, from }, makePass)
  const name = `${sitekey} ${challengeId}`
  // A foreign site must not be able to spend a challenge, so it is checked before it is spent.
  const challenge = await peekChallenge(context, sitekey, challengeId)
  if (!challenge) return whyNot(context, submission)
  const kind = context.kinds.get(challenge.kind)
  const given = kind?.readAnswer(submission.answer)
  if (!kind || !given || !answersTheChallenge(kind, challenge, given)) return 'no_answer'
  if (context.answering.has(name)) return 'already_answered'
  context.answering.add(name)
  try {
    const { contract } = submission
    return await spendChallenge(context, { kind, challenge, given, contract, makePass })
  } finally {
    context.answering.delete(name)
  }
}

type Readable = {
  kind: Kind
  challenge: Challenge
  given: Given
  contract: ContractName
  makePass: MakePass | null
}

async function spendChallenge(
  context: ChallengeContext,
  { kind, challenge, given, contract, makePass }: Readable,
): Promise<AnswerOutcome> {
  const judgement = judge(context.kinds, challenge, given)
  const answer = { ...answerOf(challenge, judgement, context.clock()), contract }
  const isRight = judgement.verdict === 'pass'
  const labels = labelsOf(kind, { challenge, given, answer })
  const made = isRight && makePass ? await makePass(challenge) : null
  const exchange = { token: made?.ticket ?? null }
  const isKept = await context.answers.keep(answer, labels, shownBy(context, challenge), exchange)
  if (!isKept) return 'already_answered'
  if (isRight) context.wayTally.add(challenge.sitekey, kind.way, { elapsedMs: answer.elapsedMs })
  await Promise.all([
    context.limits.countAnswer(challenge, isRight ? 'right' : 'wrong'),
    context.policy.learn(challenge.networkHash, isRight),
    isRight && weighReports(context, challenge),
  ])
  return { verdict: judgement.verdict, pass: made?.pass ?? null }
}

// To another site, an answered challenge is as unknown as an open one. An answer that is being kept is in no table
// yet.
async function whyNot(
  context: ChallengeContext,
  { sitekey, challengeId }: Submission,
): Promise<AnswerRefusal> {
  const isTaken = context.answering.has(`${sitekey} ${challengeId}`)
  return isTaken || (await context.answers.has(sitekey, challengeId))
    ? 'already_answered'
    : 'unknown_challenge'
}

function answerOf(
  challenge: Challenge,
  judgement: Judgement,
  now: number,
): Omit<Answer, 'contract'> {
  return {
    challengeId: challenge.id,
    sitekey: challenge.sitekey,
    corpus: challenge.corpus,
    kind: challenge.kind,
    keyword: challenge.keyword,
    verdict: judgement.verdict,
    known: judgement.known,
    networkHash: challenge.networkHash,
    elapsedMs: now - challenge.issuedAtMs,
    answeredAtMs: now,
  }
}

function shownBy({ settings }: ChallengeContext, { items, pairIds }: Challenge): Shown {
  const playing = (wanted: Role): string[] =>
    items.filter(({ role }) => role === wanted).map(({ itemId }) => itemId)
  const caps = settings.exposureCaps
  return { known: playing('known'), unknown: playing('unknown'), pairs: pairIds, caps }
}

type Answered = { challenge: Challenge; given: Given; answer: Answer }

function labelsOf(kind: Kind, { challenge, given, answer }: Answered): Label[] {
  const right = answer.known.filter((result) => result.isRight).length
  const weight = answer.known.length === 0 ? 0 : right / answer.known.length
  const { corpus, keyword, verdict, networkHash, elapsedMs } = answer
  const earned = { weight, knownAsked: answer.known.length, verdict }
  const common = { challengeId: challenge.id, corpus, keyword, ...earned, networkHash, elapsedMs }
  return challenge.items
    .filter((item) => item.role === 'unknown')
    .map((item) => ({ itemId: item.itemId, given: kind.givenFor(given, item) }))
    .filter((label): label is { itemId: string; given: string } => label.given !== null)
    .map((label) => ({ ...common, ...label, givenAtMs: answer.answeredAtMs }))
}
