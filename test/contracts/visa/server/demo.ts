import type { DemoPart, DemoReading } from '../../../../src/http/contracts/contract.ts'
import { escapeHtml } from '../../../../src/http/pages/escape-html.ts'
import type { Checked } from './check.ts'

const readings: Readonly<Record<Extract<Checked, { good: false }>['why'], DemoReading>> = {
  'no-visa': 'unknown',
  'not-yours': 'refused',
  'bad-key': 'unreachable',
  old: 'expired',
  used: 'seen',
}

/** The demonstration: a page with a visa box, and the server that checks visas. */
export function openVisaDemo(integrity: string): DemoPart {
  return {
    field: 'visa',
    policy: ["script-src 'self'", "connect-src 'self'", "img-src 'self'"],
    scriptFor: () => ({ address: '/visa/box.js', integrity }),
    placeFor: ({ sitekey, waiting }) =>
      `<div data-visa-site="${escapeHtml(sitekey)}">${waiting}</div>`,
    hasGame: false,
    loadsViews: true,
    linesFor: ({ base, sitekey }) => ({
      page: `<script src="${base}/visa/box.js"></script><div data-visa-site="${sitekey}"></div>`,
      server: `curl ${base}/visa/check`,
      guide: 'visa.md',
    }),
    check: async (origin, _, key, visa) => {
      const reply = await fetch(`${origin}/visa/check`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key, visa }),
      })
      const checked = (await reply.json()) as Checked
      const reading = checked.good ? 'accepted' : readings[checked.why]
      return { reading, exchange: null }
    },
  }
}
