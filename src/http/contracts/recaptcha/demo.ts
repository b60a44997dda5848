import type { ScriptList } from '../../../wire/script.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import { askSiteverify } from '../../siteverify/ask-siteverify.ts'
import type { DemoPart } from '../contract.ts'

const address = '/recaptcha/api/siteverify'
const readings = { 'timeout-or-duplicate': 'unknown' } as const

/** The demonstration of reCAPTCHA's contract, with this build's script. */
export function openRecaptchaDemo({ api: { path, integrity } }: ScriptList): DemoPart {
  return {
    field: 'g-recaptcha-response',
    policy: ["script-src 'self'", "frame-src 'self'", "connect-src 'self'"],
    scriptFor: (language) => ({ address: `${path}?hl=${language}`, integrity }),
    placeFor: ({ sitekey, waiting }) =>
      `<div class="g-recaptcha" data-sitekey="${escapeHtml(sitekey)}"></div><p class="waiting">${waiting}</p>`,
    hasGame: false,
    loadsViews: true,
    linesFor: ({ base, sitekey }) => ({
      page: `<script
  src="${base}/recaptcha/api.js"
  async defer></script>
<div class="g-recaptcha"
  data-sitekey="${sitekey}"></div>`,
      server: `curl ${base}/recaptcha/api/siteverify \\
  -d secret=ES_… -d response=P1_…`,
      guide: 'docs/site/recaptcha.md',
    }),
    check: (origin, _, secret, token) =>
      askSiteverify(origin, { address, fields: { secret }, readings }, token),
  }
}
