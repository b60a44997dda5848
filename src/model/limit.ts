import type { Holder } from './holder.ts'

/** What is limited: how often one hand may do it. */
export type LimitedAction = 'issue' | 'answer' | 'media' | 'report' | 'bad-secret' | 'bad-jwt'

/** Who does it, and for which site; null if no site is known. */
export type Requester = { holder: Holder; sitekey: string | null }

/** Limits how often things are done, over all processes. */
export type Limits = {
  /** Counts an action. Null if it is within the limits, else how many seconds to wait. */
  take(action: LimitedAction, requester: Requester): Promise<number | null>
  /**
   * Counts what became of what a holder asked for: what is not answered, or answered wrongly, costs. `unasked`
   * is a pass without a challenge.
   */
  countAnswer(holder: Holder, outcome: 'right' | 'wrong' | 'unasked'): Promise<void>
}

/** What one hand may have going on at a time: connections, requests, and of these the ones that cost most. */
export type ConcurrentAction = 'connection' | 'request' | LimitedAction

/** Limits how much one hand has going on at a time, in one process. */
export type Concurrency = {
  /** Counts an action of an address in. The function counts it out again; null if there are too many already. */
  enter(action: ConcurrentAction, address: string): (() => void) | null
}

/** Lets work that takes a while be done a few tasks at a time, each holder in turn. */
export type FairQueue = {
  /** Does the work when it is its turn; null if too much is waiting already, of this holder or of all. */
  take<Value>(holder: string, work: () => Promise<Value>): Promise<Value> | null
}
