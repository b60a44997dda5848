import type { AnswerReply, AnswerRequest, ChallengeRequest } from '../../../../src/wire/api.ts'
import type { ChallengeSource } from '../../../../src/widget/core/challenge.ts'
import { parseChallenge } from '../../../../src/widget/core/parse.ts'
import { requestJson } from '../../../../src/widget/core/request.ts'
import { kindViews } from '../../../../src/widget/kinds/kinds.ts'

/** The name of this contract. */
export const contract = 'visa'

/** Asks and answers at the service's own addresses, as this contract; `onVisa` gets each visa. */
export function connectVisa(
  origin: string,
  sitekey: string,
  onVisa: (visa: string) => void,
): ChallengeSource {
  return {
    async _fetchChallenge() {
      const request = { sitekey, contract } satisfies ChallengeRequest
      const reply = await requestJson(`${origin}/api/challenge`, request)
      const { challenge } = Object(reply?.body) as { challenge?: unknown }
      return (
        parseChallenge(challenge, { _baseUrl: origin, _kinds: kindViews }) ?? { is: 'unreachable' }
      )
    },
    async _sendAnswer(challengeId, answer) {
      const request = { sitekey, contract, challenge_id: challengeId, ...answer }
      const reply = await requestJson(`${origin}/api/answer`, request satisfies AnswerRequest)
      const { pass } = Object(reply?.body) as Partial<AnswerReply>
      if (!pass) return { is: pass === null ? 'fail' : 'gone' }
      onVisa(pass.token)
      return { is: 'pass', _expiresInSeconds: pass.expires_in_seconds }
    },
  }
}
