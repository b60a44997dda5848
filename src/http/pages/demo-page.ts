import { createHash } from 'node:crypto'
import type { OcapiReleases } from '../../wire/ocapi.ts'
import type { ScriptReleases } from '../../wire/script.ts'
import { demoWords, type DemoReading } from './demo-words.ts'

/** What the demonstration's page shows. */
export type DemoView = {
  /** Whose contract the page and its server follow. */
  contract: 'ocapi' | 'hcaptcha'
  kind: 'transcription' | 'classification'
  lang: 'en' | 'fr'
  sitekey: string
  /** The script of each contract. */
  scripts: { ocapi: OcapiReleases['releases'][number]; hcaptcha: ScriptReleases['api'] }
  outcome: { reading: DemoReading; name: string } | null
}

const style = `
:root{color-scheme:light dark;--ink:#22201c;--paper:#fbf9f5;--line:#cfc8ba;--accent:#7a2e1d}
@media (prefers-color-scheme:dark){:root{--ink:#ece7dd;--paper:#1b1a18;--line:#4a463e;--accent:#e39a86}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem;font:1.0625rem/1.5 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--paper)}
main{max-width:40rem;margin:0 auto}
h1{font-size:1.6rem;line-height:1.2;margin:1rem 0 .5rem;font-weight:normal}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;border-bottom:1px solid var(--line)}
nav a{padding:.6rem 0;color:inherit}
nav a[aria-current]{text-decoration:none;border-bottom:3px solid var(--accent)}
label{display:block;margin:1.25rem 0 .25rem}
input{font:inherit;width:100%;padding:.6rem .7rem;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.3rem;min-height:2.75rem}
.challenge{margin:1.25rem 0}
.challenge:has(iframe) .waiting{display:none}
button{font:inherit;padding:.6rem 1.4rem;min-height:2.75rem;color:var(--paper);background:var(--ink);border:0;border-radius:.3rem;cursor:pointer}
.outcome{padding:.8rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent)}
`

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

// Ocapi's widget works in the page itself; hCaptcha's leaves all but its script to frames.
const sourcesOf = {
  ocapi: ["script-src 'self'", "connect-src 'self'", "img-src 'self'"],
  hcaptcha: ["script-src 'self'", "frame-src 'self'"],
}

/** What the page may load: from its own origin what the contract needs, and the one style in it. */
export function demoPageCsp(contract: DemoView['contract']): string {
  return [
    "default-src 'none'",
    ...sourcesOf[contract],
    `style-src 'sha256-${hashOf(style)}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Says whether the demonstration's server takes the form. */
export function isAccepted(reading: DemoReading): reading is 'validated' | 'accepted' {
  return reading === 'validated' || reading === 'accepted'
}

/** The page as HTML; everything that came from outside is escaped. */
export function demoPage(view: DemoView): string {
  const text = demoWords[view.lang]
  const isTaken = view.outcome && isAccepted(view.outcome.reading)
  return `<!doctype html>
<html lang="${view.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title} · Incipit</title>
<style>${style}</style>
${scriptOf(view)}
</head>
<body>
<main>
<nav>${linksOf(view)}</nav>
<h1>${text.title}</h1>
<p>${text.intro}</p>
${outcomeOf(view)}
${isTaken ? `<p><a href="${addressOf(view)}">${text.again}</a></p>` : formOf(view)}
</main>
</body>
</html>
`
}

function scriptOf({ contract, lang, scripts }: DemoView): string {
  const { path, integrity } = scripts[contract]
  const query = contract === 'hcaptcha' ? `?hl=${lang}` : ''
  return `<script src="${escape(path)}${query}" integrity="${escape(integrity)}" crossorigin="anonymous" defer></script>`
}

function formOf(view: DemoView): string {
  const text = demoWords[view.lang]
  return `<form method="post" action="${addressOf(view)}">
<label for="name">${text.name}</label>
<input id="name" name="name" autocomplete="name" maxlength="80" value="${escape(view.outcome?.name ?? '')}">
<div class="challenge">${challengeOf(view)}</div>
<noscript><p>${text.noscript}</p></noscript>
<button type="submit">${text.send}</button>
</form>`
}

// Ocapi's widget takes the place of the sentence; hCaptcha's comes before it, and a style hides it then.
function challengeOf({ contract, lang, sitekey, scripts }: DemoView): string {
  const { waiting } = demoWords[lang]
  if (contract === 'ocapi')
    return `<div id="ocapi-challenge" data-ocapi-client="${escape(sitekey)}" data-ocapi-base-url="${escape(scripts.ocapi.base)}">${waiting}</div>`
  return `<div class="h-captcha" data-sitekey="${escape(sitekey)}"></div><p class="waiting">${waiting}</p>`
}

function outcomeOf({ lang, outcome }: DemoView): string {
  if (!outcome) return ''
  const { hello, refused } = demoWords[lang]
  const { reading, name } = outcome
  const sentence = isAccepted(reading) ? hello(name) : refused[reading]
  return `<p class="outcome" role="status">${escape(sentence)}</p>`
}

function addressOf({ contract, kind, lang }: Pick<DemoView, 'contract' | 'kind' | 'lang'>): string {
  return `/demo?contract=${contract}&amp;kind=${kind}&amp;lang=${lang}`
}

function linksOf(view: DemoView): string {
  const contracts = (['ocapi', 'hcaptcha'] as const).map((contract) =>
    linkTo(view, { contract }, contract),
  )
  const kinds = (['transcription', 'classification'] as const).map((kind) =>
    linkTo(view, { kind }, kind),
  )
  return [...contracts, ...kinds, langLink(view)].join('')
}

function linkTo(
  view: DemoView,
  change: Partial<Pick<DemoView, 'contract' | 'kind'>>,
  name: DemoView['contract'] | DemoView['kind'],
): string {
  const isCurrent = view.contract === name || view.kind === name
  const address = addressOf({ ...view, ...change })
  return `<a href="${address}"${isCurrent ? ' aria-current="page"' : ''}>${demoWords[view.lang][name]}</a>`
}

function langLink(view: DemoView): string {
  const [lang, name] =
    view.lang === 'en' ? (['fr', 'Français'] as const) : (['en', 'English'] as const)
  return `<a href="${addressOf({ ...view, lang })}" lang="${lang}" hreflang="${lang}">${name}</a>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
