import type { Answer, KnownResult, Label } from '../model/challenge.ts'
import { labelStatements } from './label-statements.ts'
import { step, type Step, type Value } from './sql.ts'

/** The steps that add an answer to the log: its verdict, what it said of known items, and its labels. */
export const addToLog = (answer: Answer, labels: readonly Label[]): Step[] => [
  addAnswer(answer),
  ...answer.known.map((result) => addKnownAnswer(answer, result)),
  ...labels.map(addLabel),
]

const addAnswer = (answer: Answer): Step => {
  const { challengeId, door, sitekey, corpus, kind, keyword, verdict, cluster } = answer
  const known = JSON.stringify(answer.known)
  const facts: Value[] = [challengeId, door, sitekey, corpus, kind, keyword]
  const values = [...facts, verdict, known, cluster]
  return step(labelStatements.addAnswer, ...values, answer.elapsedMs, answer.answeredAtMs)
}

// An item that was forgotten in between is passed over: the verdict stands without it.
const addKnownAnswer = (answer: Answer, { itemId, given, isRight }: KnownResult): Step => {
  const { challengeId, corpus, keyword, verdict, cluster, answeredAtMs } = answer
  const values: Value[] = [challengeId, itemId, corpus, given, keyword, isRight ? 1 : 0]
  return step(labelStatements.addKnownAnswer, ...values, verdict, cluster, answeredAtMs, itemId)
}

const addLabel = (label: Label): Step => {
  const { challengeId, itemId, corpus, given, keyword, weight, knownAsked } = label
  const { verdict, cluster, elapsedMs, givenAtMs } = label
  const said: Value[] = [challengeId, itemId, corpus, given, keyword]
  const values: Value[] = [...said, weight, knownAsked, verdict, cluster, elapsedMs, givenAtMs]
  return step(labelStatements.addLabel, ...values, itemId)
}
