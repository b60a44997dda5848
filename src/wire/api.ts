import type { AnswerBody, ChallengeBody } from './challenge.ts'

/** `POST /api/challenge`: the request of the frame in a page with `api.js`. */
export type ChallengeRequest = {
  sitekey: string
  /** The contract that the pass is for; hCaptcha's if absent. */
  contract?: string | undefined
  /** Origin of the page around the frame, as the browser gave it to the frame. */
  page?: string | undefined
  /** Host name the page wants to be recorded under (`host=` of the script); only a label, it proves nothing. */
  host?: string
  /** BCP 47 tag of the widget's language. */
  language?: string
  /** What the page gave `setData`; accepted but not stored. */
  rqdata?: string | undefined
  /** What the page says the visitor is about to do; siteverify of some contracts returns it. */
  action?: string | undefined
  /** What the page attached; likewise. */
  cdata?: string | undefined
  /** Asks for a pass only; the pass is null if the visitor must be asked. */
  unasked?: true
  /**
   * The way of passing: `default` is the site's own. Absent in older scripts, which know none: they get any
   * challenge of items.
   */
  way?: 'eye' | 'ear' | 'neither' | 'default'
  /** Asks for the pictures in the reply (see `challenge.ts`). */
  pictures?: 'inline'
}

/** The reply: a challenge, or a pass if the site asks nothing of this visitor. */
export type ChallengeReply = { challenge: ChallengeBody } | { pass: PassBody | null }

/** `POST /api/answer`: an answer to one challenge of the site. */
export type AnswerRequest = {
  sitekey: string
  contract?: string | undefined
  challenge_id: string
  page?: string | undefined
  /** As in the request for the challenge, of which nothing is kept if it is work. */
  host?: string
  action?: string | undefined
  cdata?: string | undefined
} & AnswerBody

/** `POST /api/extend`: asks for more time for an open challenge. */
export type ExtendRequest = { challenge: string }

/** The reply: for how long it can be answered now. */
export type ExtendReply = { expires_in_seconds: number }

/** The reply: a pass, or null if the answer was wrong. */
export type AnswerReply = { pass: PassBody | null }

/** `POST /api/report`: what a visitor reports about one picture of an open challenge. */
export type ReportRequest = {
  challenge: string
  image: string
  reason: 'unreadable' | 'inappropriate'
}

/** The reply, whatever comes of the report. */
export type ReportReply = { reported: true }

/** Proof of a pass for the site: `token` goes to siteverify, once; `key` only identifies it. */
export type PassBody = { token: string; key: string; expires_in_seconds: number }
