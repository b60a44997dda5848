import type { OcapiAnswer, OcapiChallenge } from './ocapi.ts'

/** `POST /api/challenge`: what the frame of a page with `api.js` asks with. */
export type ChallengeRequest = {
  sitekey: string
  /** Whose contract the pass is for; hCaptcha's where it is absent. */
  contract?: string | undefined
  /** Origin of the page around the frame, as the browser told the frame. */
  page?: string | undefined
  /** Host name the page wants to be recorded under (`host=` of the script); a label, it proves nothing. */
  host?: string
  /** BCP 47 tag of the widget's language. */
  language?: string
  /** What the page gave `setData`; taken and not kept. */
  rqdata?: string
}

/** What it is answered: a challenge, or a pass where the site asks nothing of this visitor. */
export type ChallengeReply = { challenge: OcapiChallenge } | { pass: PassBody }

/** `POST /api/answer`: an answer to one challenge of the site. */
export type AnswerRequest = {
  sitekey: string
  contract?: string | undefined
  challenge_id: string
  page?: string | undefined
} & OcapiAnswer

/** What it is answered: a pass, or null where the answer was wrong. */
export type AnswerReply = { pass: PassBody | null }

/** `POST /api/report`: what a visitor says of one picture of an open challenge. */
export type ReportRequest = {
  challenge: string
  image: string
  reason: 'unreadable' | 'inappropriate'
}

/** What it is answered, whatever comes of it. */
export type ReportReply = { reported: true }

/** Proof of a pass for the site: `token` goes to siteverify, once; `key` only names it. */
export type PassBody = { token: string; key: string; expires_in_seconds: number }
