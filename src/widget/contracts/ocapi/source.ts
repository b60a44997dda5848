import type { AnswerBody, ChallengeBody } from '../../../wire/challenge.ts'
import type { Failure, Fetched, JudgedAnswer, ChallengeSource } from '../../core/challenge.ts'
import type { KindViews } from '../../kinds/kind.ts'
import { parseChallenge, parseErrorCode } from '../../core/parse.ts'
import { parseVerdict } from './parse-verdict.ts'
import { requestJson, type Reply } from '../../core/request.ts'

const failuresByCode: Readonly<Record<string, Failure['is']>> = {
  unknown_client: 'unknown-site',
  bad_request: 'misconfigured',
  foreign_host: 'misconfigured',
  unknown_address: 'misconfigured',
  no_items: 'no-items',
}

/**
 * The page that asks: its base URL, which is absolute or empty, the root of the service, its client id, its language
 * and the kinds it knows.
 */
export type OcapiPage = {
  _address: string
  _baseUrl: string
  _clientId: string
  _language: string
  _kinds: KindViews
  /** The end of a query that says that the ways are known; empty in versions without them. */
  _wayHint: string
  /** The path of the challenge's frame has come. */
  _onFrame: (path: string) => void
}

/** Asks and answers challenges at `{base}/challenge/…`. */
export function connectOcapi(page: OcapiPage): ChallengeSource {
  const { _address: base, _clientId: clientId, _language: language } = page
  const address = `${base}/challenge/${encodeURIComponent(clientId)}`

  async function fetchChallenge(): Promise<Fetched> {
    if (!clientId || !base) return { is: 'misconfigured' }
    const hints = `language=${encodeURIComponent(language)}&pictures=inline${page._wayHint}`
    const reply = await requestJson(`${address}?${hints}`)
    const { frame, view } = Object(reply?.body) as Partial<ChallengeBody>
    if (frame) {
      page._onFrame(frame)
      if (view) return { is: 'framed', _body: reply?.body }
    }
    const fetched = reply?.status === 200 ? parseChallenge(reply.body, { ...page, ...reply }) : null
    return fetched?.is === 'challenge' ? fetched : readFailure(reply, fetched?.is)
  }

  async function sendAnswer(challengeId: string, answer: AnswerBody): Promise<JudgedAnswer> {
    const reply = await requestJson(`${address}/${encodeURIComponent(challengeId)}`, answer)
    if (reply?.status === 404 || reply?.status === 409) return { is: 'gone' }
    return (reply?.status === 200 ? parseVerdict(reply.body) : null) ?? readFailure(reply)
  }

  return { _fetchChallenge: fetchChallenge, _sendAnswer: sendAnswer }
}

function readFailure(reply: Reply | null, known?: Failure['is']): Failure {
  const failure = known ?? failuresByCode[parseErrorCode(reply?.body) ?? ''] ?? 'unreachable'
  // Often sent by a proxy before the service, with a body of its own.
  const is = reply?.status === 429 ? 'too-many' : failure
  // The visitor gets our own sentence; the page's developer needs the service's.
  console.error('Ocapi:', is, reply?.status ?? 'no answer', reply?.body ?? '')
  return { is }
}
