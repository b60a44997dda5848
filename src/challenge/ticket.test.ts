import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerTo, openService, lookInside } from '../../test/setup/service.ts'
import type { ChallengeBody } from '../wire/challenge.ts'
import type { OcapiVerdict } from '../wire/ocapi.ts'

describe('a challenge that was issued before an upgrade', () => {
  // Challenges that were open while the service was replaced had no rules for abbreviations and long s. The
  // first answer to one spent it and threw in the judge, and the visitor was shown an error.
  for (const isRight of [true, false])
    test(`is judged as any other (${isRight ? 'right' : 'wrong'} answer)`, async (t) => {
      const { app, store, sites, close } = await openService()
      t.after(close)
      const path = `/challenge/${sites.transcription.sitekey}`
      const issued = (await app.inject(path)).json<ChallengeBody>()
      const challenge = await lookInside(store, issued.challenge_id)
      const textPolicy = { case: 'fold', diacritics: 'fold', ligatures: 'fold', editsMax: 2 }
      const { id, expiresAtMs } = challenge
      await store.tickets.take('challenge', id)
      const body = JSON.stringify({ ...challenge, textPolicy })
      await store.tickets.put({ kind: 'challenge', id, body, expiresAtMs })
      const payload = answerTo(challenge, isRight)
      const reply = await app.inject({ method: 'POST', url: `${path}/${id}`, payload })
      assert.equal(reply.json<OcapiVerdict>().state, isRight ? 'validated' : 'rejected')
    })
})
