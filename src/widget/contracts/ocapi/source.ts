import type { AnswerBody } from '../../../wire/challenge.ts'
import type { Failure, Fetched, JudgedAnswer, ChallengeSource } from '../../core/challenge.ts'
import { isKind } from '../../kinds/kinds.ts'
import { parseChallenge, parseErrorCode } from '../../core/parse.ts'
import { parseVerdict } from './parse-verdict.ts'
import { requestJson, type Reply } from '../../core/request.ts'

const failuresByCode: ReadonlyMap<string | null, Failure['is']> = new Map([
  ['unknown_client', 'unknown-site'],
  ['bad_request', 'misconfigured'],
  ['unknown_address', 'misconfigured'],
  ['no_items', 'no-items'],
])

/** The source of a page that does not name the service or its client id: it only reports the page's mistake. */
export const noSource: ChallengeSource = {
  _fetchChallenge: async () => ({ is: 'misconfigured' }),
  _sendAnswer: async () => ({ is: 'misconfigured' }),
}

/** Asks and answers challenges at `{base}/challenge/…`; the base URL is absolute, the language is the page's. */
export function connectOcapi(baseUrl: string, clientId: string, language: string): ChallengeSource {
  const address = `${baseUrl}/challenge/${encodeURIComponent(clientId)}`

  async function fetchChallenge(): Promise<Fetched> {
    const reply = await requestJson(`${address}?language=${encodeURIComponent(language)}`)
    const challenge = reply?.status === 200 ? parseChallenge(reply.body, baseUrl, isKind) : null
    return challenge ? { is: 'challenge', _challenge: challenge } : readFailure(reply)
  }

  async function sendAnswer(challengeId: string, answer: AnswerBody): Promise<JudgedAnswer> {
    const reply = await requestJson(`${address}/${encodeURIComponent(challengeId)}`, answer)
    if (reply?.status === 404 || reply?.status === 409) return { is: 'gone' }
    const verdict = reply?.status === 200 ? parseVerdict(reply.body) : null
    if (!verdict) return readFailure(reply)
    return verdict.state === 'validated'
      ? { is: 'pass', _expiresInSeconds: verdict.expires_in_seconds }
      : { is: 'fail' }
  }

  return { _fetchChallenge: fetchChallenge, _sendAnswer: sendAnswer }
}

function readFailure(reply: Reply | null): Failure {
  const told = failuresByCode.get(parseErrorCode(reply?.body)) ?? 'unreachable'
  // Often sent by a proxy before the service, with a body of its own.
  const is = reply?.status === 429 ? 'too-many' : told
  // The visitor gets our own sentence; the page's developer needs the service's.
  console.error('Ocapi:', is, reply?.status ?? 'no answer', reply?.body ?? '')
  return { is }
}
