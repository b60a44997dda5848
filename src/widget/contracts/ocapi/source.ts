import type { AnswerBody } from '../../../wire/challenge.ts'
import type { Failure, Fetched, JudgedAnswer, ChallengeSource } from '../../core/challenge.ts'
import type { KindViews } from '../../kinds/kind.ts'
import { parseChallenge, parseErrorCode } from '../../core/parse.ts'
import { parseVerdict } from './parse-verdict.ts'
import { requestJson, type Reply } from '../../core/request.ts'

const failuresByCode: ReadonlyMap<string | null, Failure['is']> = new Map([
  ['unknown_client', 'unknown-site'],
  ['bad_request', 'misconfigured'],
  ['foreign_host', 'misconfigured'],
  ['unknown_address', 'misconfigured'],
  ['no_items', 'no-items'],
])

/** The source of a page that does not name the service or its client id: it only reports the page's mistake. */
export const noSource: ChallengeSource = {
  _fetchChallenge: async () => ({ is: 'misconfigured' }),
  _sendAnswer: async () => ({ is: 'misconfigured' }),
}

/** The page that asks: its base URL, which is absolute, its client id, its language and the kinds it knows. */
export type OcapiPage = {
  _baseUrl: string
  _clientId: string
  _language: string
  _kinds: KindViews
}

/** The root of the service with a slash at its end, from a base URL of a release. */
export function rootOf(baseUrl: string): string {
  return `${baseUrl.replace(/\/v\d$/, '')}/`
}

/** Asks and answers challenges at `{base}/challenge/…`. */
export function connectOcapi(page: OcapiPage): ChallengeSource {
  const { _baseUrl: baseUrl, _clientId: clientId, _language: language } = page
  const address = `${baseUrl}/challenge/${encodeURIComponent(clientId)}`

  async function fetchChallenge(): Promise<Fetched> {
    const hints = `language=${encodeURIComponent(language)}&pictures=inline`
    const reply = await requestJson(`${address}?${hints}`)
    const fetched =
      reply?.status === 200
        ? parseChallenge(reply.body, { ...page, ...reply, _baseUrl: rootOf(baseUrl) })
        : null
    return fetched?.is === 'challenge' ? fetched : readFailure(reply, fetched?.is)
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

function readFailure(reply: Reply | null, known?: Failure['is']): Failure {
  const failure = known ?? failuresByCode.get(parseErrorCode(reply?.body)) ?? 'unreachable'
  // Often sent by a proxy before the service, with a body of its own.
  const is = reply?.status === 429 ? 'too-many' : failure
  // The visitor gets our own sentence; the page's developer needs the service's.
  console.error('Ocapi:', is, reply?.status ?? 'no answer', reply?.body ?? '')
  return { is }
}
