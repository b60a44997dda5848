import type { OcapiReleases } from '../../../wire/ocapi.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import type { DemoPart } from '../contract.ts'
import { askState } from './ask-state.ts'

/** The demonstration of Ocapi's contract, with the stable release of its payload. */
export function openOcapiDemo({ releases }: OcapiReleases): DemoPart {
  const release = releases.find(({ status }) => status === 'stable')
  if (!release) throw new Error('there is no stable release of the payload')
  const { path, integrity, base } = release
  return {
    field: 'ocapi-challenge-id',
    policy: ["script-src 'self'", "connect-src 'self'", "img-src 'self'"],
    scriptFor: () => ({ address: path, integrity }),
    // The widget takes the place of the sentence.
    placeFor: ({ sitekey, waiting }) =>
      `<div id="ocapi-challenge" data-ocapi-client="${escapeHtml(sitekey)}" data-ocapi-base-url="${escapeHtml(base)}">${waiting}</div>`,
    check: async (origin, site, _, challengeId) => {
      const state = await askState(origin, site, challengeId)
      return state === 'validated' ? 'accepted' : state
    },
  }
}
