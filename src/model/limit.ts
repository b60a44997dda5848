import type { Holder } from './holder.ts'

/** What is limited: how often one hand may do it. */
export type LimitedAction = 'issue' | 'answer' | 'media' | 'report' | 'bad-secret' | 'bad-jwt'

/** Who does it, and for which site; null if no site is known. */
export type Requester = { holder: Holder; sitekey: string | null }

/** Limits how often things are done, over all processes. */
export type Limits = {
  /** Counts an action. Null if it is within the limits, else how many seconds to wait. */
  take(action: LimitedAction, requester: Requester): Promise<number | null>
  /** Counts that a challenge of a holder was answered: what is not answered, or answered wrongly, costs. */
  countAnswer(holder: Holder, isRight: boolean): Promise<void>
}
