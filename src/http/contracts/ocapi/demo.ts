import type { OcapiReleases } from '../../../wire/ocapi.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import type { DemoPart } from '../contract.ts'
import { askState } from './ask-state.ts'
import { findStable } from './read-page-tags.ts'

const spentMax = 10_000

/** The demonstration of Ocapi's contract, with the stable release of its payload. */
export function openOcapiDemo(releases: OcapiReleases): DemoPart {
  const { path, integrity, base } = findStable(releases)
  const tag = `integrity="${integrity}"
  crossorigin="anonymous" defer`
  const spend = rememberSpent()
  return {
    field: 'ocapi-challenge-id',
    // A frame for the ways that the payload does not have itself.
    policy: ["script-src 'self'", "connect-src 'self'", "frame-src 'self'", "img-src 'self'"],
    scriptFor: () => ({ address: path, integrity }),
    // The widget takes the place of the sentence.
    // Without an address of its own it asks where its script is from, which may be under a path.
    placeFor: ({ sitekey, waiting, isGame }) =>
      `<div id="ocapi-challenge" data-ocapi-client="${escapeHtml(sitekey)}"${isGame ? ' data-ocapi-game-mode' : ''}>${waiting}</div>`,
    hasGame: true,
    loadsViews: false,
    linesFor: (of) => ({
      page: `<script
  src="${of.base}${path}"
  ${tag}></script>
<div id="ocapi-challenge"
  data-ocapi-client="${of.sitekey}"
  data-ocapi-base-url="${of.base}${base}"></div>`,
      server: `curl ${of.base}${base}/state/${of.sitekey}/… \\
  -H "Authorization: eyJ…"`,
      guide: 'docs/site/ocapi.md',
    }),
    check: async (origin, site, _, challengeId) => {
      if (challengeId === '') return { reading: 'created', exchange: null }
      const { state, exchange } = await askState(origin, site, challengeId)
      const isSpent = state === 'validated' && !spend(challengeId)
      if (isSpent) return { reading: 'unknown', exchange }
      return { reading: state === 'validated' ? 'accepted' : state, exchange }
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
