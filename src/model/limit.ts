import type { Holder } from './holder.ts'

/** What is limited: how often one hand may do it. */
export type LimitedAction =
  'issue' | 'neither' | 'answer' | 'media' | 'report' | 'bad-secret' | 'bad-jwt'

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

/** What one address may have at a time. */
export type Concurrent = 'connection' | 'request'

/** Limits how much one address has at a time, in one process. */
export type Concurrency = {
  /** Counts one in. The function counts it out again; null if there are too many already. */
  enter(what: Concurrent, address: string): (() => void) | null
}

/** Lets so many at once do what costs much, the holders in turn. */
export type FairQueue = {
  /** Waits for a turn, and gives the function that ends it; null if too many wait, of this holder or of all. */
  enter(holder: string): Promise<() => void> | null
}

/** Lets requests begin a few at a time, the networks in turn. */
export type Beginnings = {
  /** Waits until a request of this address may begin; false if too many wait. */
  wait(address: string): Promise<boolean>
}
