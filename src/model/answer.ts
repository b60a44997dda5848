import type { ContractName } from './challenge.ts'
import type { Shown } from './exposure.ts'
import type { KindName } from './item.ts'
import type { Ticket } from './stores.ts'

/** What the known items say about the answer. */
export type Verdict = 'pass' | 'fail'

/** What one known item said about the visitor, kept to weigh the labels of the same answer. */
export type KnownResult = { itemId: string; given: string; isRight: boolean }

/** One answer, used once, with its verdict. */
export type Answer = {
  challengeId: string
  contract: ContractName
  sitekey: string
  corpus: string
  kind: KindName
  keyword: string | null
  verdict: Verdict
  known: readonly KnownResult[]
  networkHash: string
  elapsedMs: number
  answeredAtMs: number
}

/**
 * One visitor's reading of one unknown or doubtful item, with what the known items of the same challenge
 * said.
 */
export type Label = {
  itemId: string
  challengeId: string
  corpus: string
  /** What was typed, as it was typed; or `yes` or `no` to the keyword. */
  given: string
  /** The class asked for; null in a transcription. */
  keyword: string | null
  /** The share of the challenge's known items that were answered correctly, from 0 to 1. */
  weight: number
  /** How many known items that challenge had. */
  knownAsked: number
  verdict: Verdict
  networkHash: string
  elapsedMs: number
  givenAtMs: number
}

/** Names an answer by its challenge, its site and the contract it came through. */
export type AnswerName = Pick<Answer, 'contract' | 'sitekey' | 'challengeId'>

/**
 * How many failed challenges go into the log: of a network, whose name changes each day, as many as it passed
 * and some more; of a corpus in a day, half as many as were passed and some more. Honest visitors pass far more
 * often than they fail. The others leave a verdict for as long as it can be read, and a place in the counts of
 * the day.
 */
export const failureLimits = {
  networkSpare: 10,
  passesPerFailure: 2,
  corpusSpare: 50,
  /** A network's answers are counted no further. */
  countedMax: 10_000,
} as const

/** What is exchanged for an answer: the ticket of its challenge is taken, and that of a token, if any, is put. */
export type Exchange = { token: Ticket | null }

/**
 * Keeps answers and the labels they carried. Every promise resolves only once the change would survive a
 * kill.
 */
export type Answers = {
  /**
   * Keeps an answer with its verdict and the labels it carried, counts what the challenge has shown, and makes the
   * exchange if there is one, all or nothing. False, and nothing is kept, if the challenge's ticket was gone: of any
   * number of answers, in any process, one gets the exchange. Items and pairs that were shown as often as allowed
   * retire. Of a failure beyond `failureLimits` only the verdict is kept, until it is swept, and it counts
   * no showing.
   */
  keep(
    answer: Answer,
    labels: readonly Label[],
    shown?: Shown,
    exchange?: Exchange,
  ): Promise<boolean>
  /**
   * Keeps the verdict of an answer that carries no labels and is in no log, until it is swept. The caller has spent
   * the challenge.
   */
  keepVerdict(verdict: AnswerName & Pick<Answer, 'verdict' | 'answeredAtMs'>): Promise<void>
  /** Says whether a challenge of the site has been answered; a failure that was swept is unknown. */
  has(sitekey: string, challengeId: string): Promise<boolean>
  /**
   * Reads a verdict for its site, as often as it likes for as long as the verdict lives. Null if it is absent,
   * foreign or old, or if the answer came through another contract.
   */
  readVerdict(of: AnswerName, ttlMs: number): Promise<Verdict | null>
  /** Forgets failures that are not in the log and were answered by then, and says how many. */
  sweep(answeredByMs: number): Promise<number>
  /** The latest labels of an organisation's corpus, newest first. */
  listLabels(organisation: string, corpus: string, limit: number): Promise<Label[]>
}
