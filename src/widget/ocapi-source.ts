import type { OcapiAnswer } from '../wire/ocapi.ts'
import type { Answer, Failure, Fetched, Judged, Source } from './challenge.ts'
import { parseChallenge, parseVerdict } from './ocapi-parse.ts'
import { requestJson, type Reply } from './request.ts'

/** Asks and answers challenges at `{base}/challenge/…`; the base URL is absolute, the language is the page's. */
export function connectOcapi(baseUrl: string, clientId: string, language: string): Source {
  const address = `${baseUrl}/challenge/${encodeURIComponent(clientId)}`

  async function fetchChallenge(): Promise<Fetched> {
    const reply = await requestJson(`${address}?language=${encodeURIComponent(language)}`)
    if (reply?.status === 404) return report({ is: 'unknown-site' }, reply)
    const challenge = reply?.status === 200 ? parseChallenge(reply.body, baseUrl) : null
    return challenge ? { is: 'challenge', challenge } : readFailure(reply)
  }

  async function sendAnswer(challengeId: string, answer: Answer): Promise<Judged> {
    const body: OcapiAnswer =
      answer.is === 'texts' ? { answers: answer.texts } : { selected: [...answer.selected] }
    const reply = await requestJson(`${address}/${encodeURIComponent(challengeId)}`, body)
    if (reply?.status === 404 || reply?.status === 409) return { is: 'gone' }
    const verdict = reply?.status === 200 ? parseVerdict(reply.body) : null
    if (!verdict) return readFailure(reply)
    return verdict.state === 'validated'
      ? { is: 'pass', expiresInSeconds: verdict.expires_in_seconds }
      : { is: 'fail' }
  }

  return { fetchChallenge, sendAnswer }
}

function readFailure(reply: Reply | null): Failure {
  return report({ is: reply?.status === 429 ? 'too-many' : 'unreachable' }, reply)
}

// The visitor reads a sentence of ours; the page's developer wants the service's own.
function report(failure: Failure, reply: Reply | null): Failure {
  console.error('Ocapi:', failure.is, reply?.status ?? 'no answer', reply?.body ?? '')
  return failure
}
