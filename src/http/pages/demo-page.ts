import type { Language } from '../../model/language.ts'
import type { Contract, DemoReading } from '../contracts/contract.ts'
import { demoText } from './demo-words.ts'
import { escapeHtml } from './escape-html.ts'
import { pageStyle, styleSource } from './page-style.ts'

/** What the demonstration's page shows. */
export type DemoView = {
  /** Which contract the page and its server follow, and the ones there are. */
  contract: Pick<Contract, 'name' | 'demo'>
  contracts: readonly Pick<Contract, 'name'>[]
  kind: string
  /** The kinds there are to choose from. */
  kinds: readonly string[]
  /** The language of the page, and the ones there are. */
  language: Language
  languages: readonly Language[]
  sitekey: string
  outcome: { reading: DemoReading; name: string } | null
}

const style = `${pageStyle}label{display:block;margin:1.25rem 0 .25rem}
input{font:inherit;width:100%;padding:.6rem .7rem;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.3rem;min-height:2.75rem}
.challenge{margin:1.25rem 0}
.challenge:has(iframe) .waiting{display:none}
button{font:inherit;padding:.6rem 1.4rem;min-height:2.75rem;color:var(--paper);background:var(--ink);border:0;border-radius:.3rem;cursor:pointer}
.outcome{padding:.8rem 1rem;border-inline-start:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent)}
`

/** What the page may load: what the contract needs from its own origin, and its one inline style. */
export function demoPageCsp({ demo }: DemoView['contract']): string {
  return [
    "default-src 'none'",
    ...demo.policy,
    `style-src ${styleSource(style)}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The page as HTML; everything from outside is escaped. */
export function demoPage(view: DemoView): string {
  const { language } = view
  const title = demoText(language, 'title')
  const isTaken = view.outcome?.reading === 'accepted'
  return `<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Incipit</title>
<style>${style}</style>
${scriptOf(view)}
</head>
<body>
<main>
<nav>${linksOf(view)}</nav>
<h1>${title}</h1>
<p>${demoText(language, 'intro')}</p>
${outcomeOf(view)}
${isTaken ? `<p><a href="${addressOf(view)}">${demoText(language, 'again')}</a></p>` : formOf(view)}
</main>
</body>
</html>
`
}

function scriptOf({ contract, language }: DemoView): string {
  const { address, integrity } = contract.demo.scriptFor(language.tag)
  return `<script src="${escapeHtml(address)}" integrity="${escapeHtml(integrity)}" crossorigin="anonymous" defer></script>`
}

function formOf(view: DemoView): string {
  const { contract, sitekey, language } = view
  const waiting = demoText(language, 'waiting')
  return `<form method="post" action="${addressOf(view)}">
<label for="name">${demoText(language, 'name')}</label>
<input id="name" name="name" autocomplete="name" maxlength="80" value="${escapeHtml(view.outcome?.name ?? '')}">
<div class="challenge">${contract.demo.placeFor({ sitekey, waiting, language: language.tag })}</div>
<noscript><p>${demoText(language, 'noscript')}</p></noscript>
<button type="submit">${demoText(language, 'send')}</button>
</form>`
}

function outcomeOf({ language, outcome }: DemoView): string {
  if (!outcome) return ''
  const { reading } = outcome
  const name = outcome.name || demoText(language, 'reader')
  const sentence =
    reading === 'accepted'
      ? demoText(language, 'hello').replace('{name}', () => name)
      : demoText(language, reading)
  return `<p class="outcome" role="status">${escapeHtml(sentence)}</p>`
}

function addressOf({ contract, kind, language }: Link): string {
  return `/demo?contract=${contract.name}&amp;kind=${kind}&amp;lang=${language.tag}`
}

type Link = Pick<DemoView, 'kind' | 'language'> & { contract: Pick<Contract, 'name'> }

function linksOf(view: DemoView): string {
  const { language, languages } = view
  const contracts = view.contracts.map((contract) => {
    const isCurrent = contract.name === view.contract.name
    return linkTo({ ...view, contract }, language.demo[contract.name] ?? contract.name, isCurrent)
  })
  const kinds = view.kinds.map((kind) =>
    linkTo({ ...view, kind }, language.demo[kind] ?? kind, kind === view.kind),
  )
  const others = languages
    .filter(({ tag }) => tag !== language.tag)
    .map((other) => languageLink({ ...view, language: other }))
  return [...contracts, ...kinds, ...others].join('')
}

function linkTo(to: Link, text: string, isCurrent: boolean): string {
  return `<a href="${addressOf(to)}"${isCurrent ? ' aria-current="page"' : ''}>${text}</a>`
}

function languageLink(to: Link): string {
  const { tag, name, direction } = to.language
  return `<a href="${addressOf(to)}" lang="${tag}" dir="${direction}" hreflang="${tag}">${name}</a>`
}
