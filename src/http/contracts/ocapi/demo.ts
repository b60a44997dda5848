import type { OcapiReleases } from '../../../wire/ocapi.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import type { DemoPart } from '../contract.ts'
import { askState } from './ask-state.ts'
import { findStable } from './read-page-tags.ts'

const spentMax = 10_000

/** The demonstration of Ocapi's contract, with the stable release of its payload. */
export function openOcapiDemo(releases: OcapiReleases): DemoPart {
  const { path, integrity, base } = findStable(releases)
  const spend = rememberSpent()
  return {
    field: 'ocapi-challenge-id',
    policy: ["script-src 'self'", "connect-src 'self'", "img-src 'self'"],
    scriptFor: () => ({ address: path, integrity }),
    // The widget takes the place of the sentence.
    placeFor: ({ sitekey, waiting }) =>
      `<div id="ocapi-challenge" data-ocapi-client="${escapeHtml(sitekey)}" data-ocapi-base-url="${escapeHtml(base)}">${waiting}</div>`,
    check: async (origin, site, _, challengeId) => {
      const state = await askState(origin, site, challengeId)
      if (state !== 'validated') return state
      return spend(challengeId) ? 'accepted' : 'unknown'
    },
  }
}

// A state can be read again and again, so a site accepts each challenge once itself; this one forgets the oldest.
function rememberSpent(): (challengeId: string) => boolean {
  const spent = new Set<string>()
  return (challengeId) => {
    if (spent.has(challengeId)) return false
    const [oldest = ''] = spent
    if (spent.size >= spentMax) spent.delete(oldest)
    spent.add(challengeId)
    return true
  }
}
