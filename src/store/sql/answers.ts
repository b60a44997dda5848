import type { Answer, Answers, KnownResult, Label, Verdict } from '../../model/answer.ts'
import type { Clock } from '../../model/stores.ts'
import { labelStatements } from './label-statements.ts'
import { labelOf } from './label-rows.ts'
import { countShown } from './exposures.ts'
import { step, type Sql, type Step, type Value } from './sql.ts'
import { answerStatements } from './answer-statements.ts'

/** Answers and their labels kept in an SQL engine. */
export function openAnswers(sql: Sql, clock: Clock): Answers {
  return {
    keep: async (answer, labels, shown) => {
      await sql.write([...addToLog(answer, labels), ...(shown ? countShown(shown) : [])])
    },
    has: async (sitekey, challengeId) =>
      (await sql.read(step(answerStatements.hasAnswer, challengeId, sitekey))).length > 0,
    readVerdict: async ({ contract, sitekey, challengeId }, { ttlMs, rereadMs, readsMax }) => {
      const now = clock()
      const answer: Value[] = [challengeId, sitekey, contract, now - ttlMs]
      const [rows] = await sql.write([
        step(answerStatements.readVerdict, now, ...answer, readsMax, now, now - rereadMs),
      ])
      return (rows?.[0]?.['verdict'] as Verdict | undefined) ?? null
    },
    listLabels: async (organisation, corpus, limit) =>
      (await sql.read(step(labelStatements.listLabels, corpus, organisation, limit))).map(labelOf),
  }
}

/** The steps that add an answer to the log: its verdict, what it said of known items, and its labels. */
function addToLog(answer: Answer, labels: readonly Label[]): Step[] {
  return [
    addAnswer(answer),
    ...answer.known.map((result) => addKnownAnswer(answer, result)),
    ...labels.map(addLabel),
  ]
}

function addAnswer(answer: Answer): Step {
  const { challengeId, contract, sitekey, corpus, kind, keyword, verdict, networkHash } = answer
  const known = JSON.stringify(answer.known)
  const facts: Value[] = [challengeId, contract, sitekey, corpus, kind, keyword]
  const values = [...facts, verdict, known, networkHash]
  return step(labelStatements.addAnswer, ...values, answer.elapsedMs, answer.answeredAtMs)
}

// An item that was deleted in between is skipped: the verdict stands without it.
function addKnownAnswer(answer: Answer, { itemId, given, isRight }: KnownResult): Step {
  const { challengeId, corpus, keyword, verdict, networkHash, answeredAtMs } = answer
  const values: Value[] = [challengeId, itemId, corpus, given, keyword, isRight ? 1 : 0]
  return step(labelStatements.addKnownAnswer, ...values, verdict, networkHash, answeredAtMs, itemId)
}

function addLabel(label: Label): Step {
  const { challengeId, itemId, corpus, given, keyword, weight, knownAsked } = label
  const { verdict, networkHash, elapsedMs, givenAtMs } = label
  const facts: Value[] = [challengeId, itemId, corpus, given, keyword]
  const values: Value[] = [...facts, weight, knownAsked, verdict, networkHash, elapsedMs, givenAtMs]
  return step(labelStatements.addLabel, ...values, itemId)
}
