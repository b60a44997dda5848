import { z } from 'zod'
import { checkChallenge, type ChallengeRefusal } from '../../../challenge/redeem.ts'
import type { OcapiState } from '../../../wire/ocapi.ts'
import { idShape } from '../../challenge-wire.ts'
import type { App, HttpContext } from '../../context.ts'
import { refuse } from '../../errors.ts'
import { refuseOverLimit } from '../../limited.ts'
import { noteOutcome } from '../../log.ts'
import { isSignedBy } from './jwt.ts'
import { holderOf } from '../../holder-of.ts'

const ofChallenge = z.object({ client: idShape, challenge: idShape })

/** Ocapi's state for each result of a check; null for no such challenge. */
const states: Readonly<Record<'passed' | ChallengeRefusal, OcapiState['state'] | null>> = {
  passed: 'validated',
  failed: 'rejected',
  unanswered: 'created',
  unknown: null,
}

/** For a site's server: ask for the state of a challenge, with a JWT signed by the private id. */
export async function addStateRoutes(app: App, context: HttpContext): Promise<void> {
  app.get(
    '/state/:client/:challenge',
    { schema: { params: ofChallenge } },
    async (request, reply) => {
      reply.header('Cache-Control', 'no-store')
      const { client, challenge } = request.params
      const site = await context.sites.find(client)
      if (!site) return refuse(reply, 'unknown_client')
      noteOutcome(reply, { site: site.name })
      if (!isSignedBy(site, request.headers.authorization)) {
        const actor = { holder: await holderOf(context, request), sitekey: client }
        const isOver = await refuseOverLimit(context, reply, 'bad-jwt', actor)
        return isOver ? reply : refuse(reply, 'unauthorized')
      }
      const name = { contract: 'ocapi', sitekey: client, challengeId: challenge }
      const state = states[await checkChallenge(context, name)]
      if (state) noteOutcome(reply, { outcome: state })
      return state ? ({ state } satisfies OcapiState) : refuse(reply, 'unknown_challenge')
    },
  )
}
