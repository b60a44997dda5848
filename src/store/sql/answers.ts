import {
  failureLimits,
  type Answer,
  type Answers,
  type KnownResult,
  type Label,
  type Verdict,
} from '../../model/answer.ts'
import type { Shown } from '../../model/exposure.ts'
import type { Clock } from '../../model/stores.ts'
import { labelStatements } from './label-statements.ts'
import { labelOf } from './label-rows.ts'
import { countShown } from './exposures.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { answerStatements } from './answer-statements.ts'
import { sweep } from './sweep.ts'
import { putTicket, takeTicket } from './tickets.ts'

const dayMs = 86_400_000

/** Answers and their labels kept in an SQL engine. */
export function openAnswers(sql: Sql, clock: Clock): Answers {
  return {
    keep: async (answer, labels, shown, exchange) => {
      const token = exchange?.token ?? null
      const given = token === null ? [] : [putTicket(token)]
      const steps = [...addToLog(answer, labels), ...given, ...countIfLogged(answer, shown)]
      if (!exchange) return (await sql.write(steps)).length > 0
      const taken = takeTicket('challenge', answer.challengeId, clock())
      const [rows = []] = await sql.write([{ ...taken, isGate: true }, ...steps])
      return rows.length > 0
    },
    keepVerdict: async ({ challengeId, contract, sitekey, verdict, answeredAtMs }) => {
      const values = [challengeId, contract, sitekey, verdict, answeredAtMs]
      await sql.write([step(answerStatements.keepVerdict, ...values)])
    },
    has: async (sitekey, challengeId) =>
      (await sql.read(step(answerStatements.hasAnswer, challengeId, sitekey))).length > 0,
    readVerdict: async ({ contract, sitekey, challengeId }, ttlMs) => {
      const since = clock() - ttlMs
      const answer = step(answerStatements.readVerdict, challengeId, sitekey, contract, since)
      const [row] = await sql.read(answer)
      return (row?.['verdict'] as Verdict | undefined) ?? null
    },
    sweep: (answeredByMs) => sweep(sql, answerStatements.sweepAnswers, answeredByMs),
    listLabels: async (organisation, corpus, limit) =>
      (await sql.read(step(labelStatements.listLabels, corpus, organisation, limit))).map(labelOf),
  }
}

/**
 * The steps that keep an answer: its verdict and, in the log, what it said of known items and its labels. A
 * failure goes into the log only within its bounds.
 */
function addToLog(answer: Answer, labels: readonly Label[]): Step[] {
  return [
    addAnswer(answer),
    ...answer.known.map((result) => addKnownAnswer(answer, result)),
    ...labels.map(addLabel),
    step(labelStatements.countAnswer, dayOf(answer), answer.corpus, answer.challengeId),
  ]
}

// A failure beyond its bounds shows nothing: otherwise whoever answers nonsense wears the corpus out.
function countIfLogged({ challengeId, verdict }: Answer, shown: Shown | undefined): Step[] {
  if (!shown) return []
  const isLogged = { ...step(answerStatements.isLogged, challengeId), isGate: true }
  return [...(verdict === 'pass' ? [] : [isLogged]), ...countShown(shown)]
}

function addAnswer(answer: Answer): Step {
  const { challengeId, contract, sitekey, corpus, kind, keyword, verdict, networkHash } = answer
  const facts: Value[] = [challengeId, contract, sitekey, corpus, kind, keyword]
  const values = [...facts, verdict, networkHash, answer.elapsedMs, answer.answeredAtMs]
  if (verdict === 'pass') return step(labelStatements.addPass, ...values)
  const { countedMax, networkSpare, corpusSpare } = failureLimits
  const ofNetwork: Value[] = [networkHash, countedMax, networkSpare]
  const ofCorpus: Value[] = [corpus, dayOf(answer), corpusSpare]
  return step(labelStatements.addFailure, ...ofNetwork, ...ofCorpus, ...values)
}

function dayOf({ answeredAtMs }: Answer): number {
  return Math.floor(answeredAtMs / dayMs)
}

// An item that was deleted in between is skipped: the verdict stands without it.
function addKnownAnswer(answer: Answer, { itemId, given, isRight }: KnownResult): Step {
  const { challengeId, corpus, keyword, verdict, networkHash, answeredAtMs } = answer
  const values: Value[] = [challengeId, itemId, corpus, given, keyword, isRight ? 1 : 0]
  return step(
    labelStatements.addKnownAnswer,
    ...values,
    verdict,
    networkHash,
    answeredAtMs,
    itemId,
    challengeId,
  )
}

function addLabel(label: Label): Step {
  const { challengeId, itemId, corpus, given, keyword, weight, knownAsked } = label
  const { verdict, networkHash, elapsedMs, givenAtMs } = label
  const facts: Value[] = [challengeId, itemId, corpus, given, keyword]
  const values: Value[] = [...facts, weight, knownAsked, verdict, networkHash, elapsedMs, givenAtMs]
  return step(labelStatements.addLabel, ...values, itemId, challengeId)
}
