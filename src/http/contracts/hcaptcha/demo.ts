import type { ScriptReleases } from '../../../wire/script.ts'
import { escapeHtml } from '../../pages/escape-html.ts'
import type { DemoPart } from '../contract.ts'
import { askSiteverify } from '../../siteverify/ask-siteverify.ts'

const readings = { 'expired-input-response': 'expired', 'already-seen-response': 'seen' } as const

/** The demonstration of hCaptcha's contract, with this build's script. */
export function openHcaptchaDemo({ api: { path, integrity } }: ScriptReleases): DemoPart {
  return {
    field: 'h-captcha-response',
    policy: ["script-src 'self'", "frame-src 'self'", "connect-src 'self'"],
    scriptFor: (language) => ({ address: `${path}?hl=${language}`, integrity }),
    // The widget comes before the sentence, and a style hides it then.
    placeFor: ({ sitekey, waiting }) =>
      `<div class="h-captcha" data-sitekey="${escapeHtml(sitekey)}"></div><p class="waiting">${waiting}</p>`,
    hasGame: false,
    loadsViews: true,
    linesFor: ({ base, sitekey }) => ({
      page: `<script
  src="${base}/1/api.js"
  async defer></script>
<div class="h-captcha"
  data-sitekey="${sitekey}"></div>`,
      server: `curl ${base}/siteverify \\
  -d secret=ES_… -d response=P1_…`,
      guide: 'docs/site/hcaptcha.md',
    }),
    check: (origin, { sitekey }, secret, token) =>
      askSiteverify(
        origin,
        { address: '/siteverify', fields: { sitekey, secret }, readings },
        token,
      ),
  }
}
