import type { Verdict } from '../model/answer.ts'
import type { Challenge } from '../model/challenge.ts'
import type { Level } from '../model/policy.ts'
import type { Ticket } from '../model/stores.ts'

/** Why an answer has no verdict: it was no answer, or there was nothing to answer. */
export type AnswerRefusal = 'no_answer' | 'already_answered' | 'unknown_challenge'

/** A pass for the page: the token that is redeemed once, and the key that names it. */
export type Pass = { token: string; key: string }

/** A pass, and the ticket that makes its token good once it is put. */
export type MadePass = { pass: Pass; ticket: Ticket }

/** How long to wait with an answer that came too early; nothing is spent. */
export type TooEarly = { waitSeconds: number }

/** The result of an answer: its verdict, and the pass if one was wanted and won; or why there is none. */
export type AnswerOutcome = { verdict: Verdict; pass: Pass | null } | TooEarly | AnswerRefusal

/** What a pass is made from. */
export type Passed = Pick<Challenge, 'sitekey' | 'id' | 'host'> & { level: Level | 'work' }

/** Makes a pass, whose token is good once its ticket is put. */
export type MakePass = (passed: Passed) => Promise<MadePass>
