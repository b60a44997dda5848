import type { Challenge } from '../model/challenge.ts'
import { completeTextPolicy } from '../model/corpus.ts'
import type { ChallengeContext } from './context.ts'

/** Reads an open challenge of a site without spending it; null if there is none with that id. */
export async function peekChallenge(
  context: Pick<ChallengeContext, 'tickets'>,
  sitekey: string,
  id: string,
): Promise<Challenge | null> {
  return ofSite(await context.tickets.peek('challenge', id), sitekey)
}

/** Reads an open challenge of any site, to draw its pictures. */
export async function peekAnyChallenge(
  context: Pick<ChallengeContext, 'tickets'>,
  id: string,
): Promise<Challenge | null> {
  const body = await context.tickets.peek('challenge', id)
  return body === null ? null : readChallenge(body)
}

function ofSite(body: string | null, sitekey: string): Challenge | null {
  if (body === null) return null
  const challenge = readChallenge(body)
  return challenge.sitekey === sitekey ? challenge : null
}

// A challenge issued just before an upgrade is answered after it.
function readChallenge(body: string): Challenge {
  const challenge = JSON.parse(body) as Omit<Challenge, 'prefixes' | 'pairIds' | 'thanks'> &
    Partial<Challenge>
  const { textPolicy, prefixes = [], pairIds = [], thanks = 'nothing' } = challenge
  return { ...challenge, textPolicy: completeTextPolicy(textPolicy), prefixes, pairIds, thanks }
}
