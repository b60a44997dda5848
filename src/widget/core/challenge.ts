import type { AnswerBody, WireWay } from '../../wire/challenge.ts'
import type { KindView } from '../kinds/kind.ts'
import type { ShownChallenge } from './shown-challenge.ts'

/** The way that is asked for. */
export type ChosenWay = WireWay | 'default'

/** A challenge with the view of its kind, by which it is shown. */
export type KnownChallenge = ShownChallenge & { _kind: KindView }

/**
 * Why there is no challenge: no service, no such site, a page set up wrongly, nothing to ask, not by this way, rate limits, or a
 * kind that this script does not know.
 */
export type Failure = {
  is:
    | 'unreachable'
    | 'unknown-site'
    | 'misconfigured'
    | 'no-items'
    | 'no-way'
    | 'too-many'
    | 'unknown-kind'
}

/** A challenge that was read, or why it cannot be shown. */
export type ReadChallenge = { is: 'challenge'; _challenge: KnownChallenge } | Failure

/** What asking for a challenge brought; `framed` is one as the service sent it, which only the frame can show. */
export type Fetched = ReadChallenge | { is: 'framed'; _body: unknown }

/**
 * What an answer was worth; `gone` is a challenge that cannot be answered, or not again.
 */
export type JudgedAnswer =
  { is: 'pass'; _expiresInSeconds: number } | { is: 'fail' } | { is: 'gone' } | Failure

/** Where challenges come from and answers go; one for each public contract. Neither promise rejects. */
export type ChallengeSource = {
  /** Asks by a way; `default` is the site's own. */
  _fetchChallenge: (way: ChosenWay) => Promise<Fetched>
  _sendAnswer: (challengeId: string, answer: AnswerBody) => Promise<JudgedAnswer>
}
