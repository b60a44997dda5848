import type { AnswerBody, ChallengeBody } from '../../wire/challenge.ts'

/** Where one picture of a challenge is (an absolute URL) and its size in pixels. */
export type Picture = { id: string; url: string; width: number; height: number }

/** Whose heritage is shown. */
export type ShownCredit = { text: string; url: string | null; licence: string }

/** A challenge as the widget shows it, whichever public contract brought it. */
export type ShownChallenge = {
  id: string
  _kind: ChallengeBody['type']
  /** What is asked for, and the BCP 47 tag of its language; empty where nothing is. */
  _keyword: string
  _keywordLanguage: string
  /** BCP 47 tag and direction of the text in the pictures. */
  _language: string
  _direction: 'ltr' | 'rtl'
  _pictures: readonly Picture[]
  _credits: readonly ShownCredit[]
}

/** Why there is no challenge: no service, no such site, a page set up wrongly, nothing to ask, or rate limits. */
export type Failure = {
  is: 'unreachable' | 'unknown-site' | 'misconfigured' | 'no-items' | 'too-many'
}

/** What asking for a challenge brought. */
export type Fetched = { is: 'challenge'; _challenge: ShownChallenge } | Failure

/**
 * What an answer was worth; `gone` is a challenge that cannot be answered, or not again.
 */
export type JudgedAnswer =
  { is: 'pass'; _expiresInSeconds: number } | { is: 'fail' } | { is: 'gone' } | Failure

/** Where challenges come from and answers go; one for each public contract. Neither promise rejects. */
export type ChallengeSource = {
  _fetchChallenge: () => Promise<Fetched>
  _sendAnswer: (challengeId: string, answer: AnswerBody) => Promise<JudgedAnswer>
}
