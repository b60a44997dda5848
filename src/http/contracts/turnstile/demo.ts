import type { ScriptList } from '../../../wire/script.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import { askSiteverify } from '../../siteverify/ask-siteverify.ts'
import type { DemoPart } from '../contract.ts'

const address = '/turnstile/v0/siteverify'
const readings = { 'timeout-or-duplicate': 'unknown' } as const

/** The demonstration of Turnstile's contract, with this build's script. */
export function openTurnstileDemo({ api: { path, integrity } }: ScriptList): DemoPart {
  return {
    field: 'cf-turnstile-response',
    policy: ["script-src 'self'", "frame-src 'self'", "connect-src 'self'"],
    scriptFor: () => ({ address: path, integrity }),
    placeFor: ({ sitekey, waiting, language }) =>
      `<div class="cf-turnstile" data-sitekey="${escapeHtml(sitekey)}" data-language="${escapeHtml(language)}"></div><p class="waiting">${waiting}</p>`,
    hasGame: false,
    loadsViews: true,
    linesFor: ({ base, sitekey }) => ({
      page: `<script
  src="${base}/turnstile/v0/api.js"
  async defer></script>
<div class="cf-turnstile"
  data-sitekey="${sitekey}"></div>`,
      server: `curl ${base}/turnstile/v0/siteverify \\
  -d secret=ES_… -d response=P1_…`,
      guide: 'docs/site/turnstile.md',
    }),
    check: (origin, _, secret, token) =>
      askSiteverify(origin, { address, fields: { secret }, readings }, token),
  }
}
