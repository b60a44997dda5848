import type { Language } from '../../model/language.ts'
import type { Contract, DemoCheck } from '../contracts/contract.ts'
import { demoAddress, drawChoices, type DemoChoices } from './demo-choices.ts'
import { drawExchange, drawLines } from './demo-lines.ts'
import { demoScript } from './demo-script.ts'
import { demoStyle } from './demo-style.ts'
import { demoHtml, demoText } from './demo-words.ts'
import { escapeHtml } from './escape-html.ts'
import { inlineSource } from './page-style.ts'
import { drawPage } from './page.ts'

/** What the demonstration's page shows. */
export type DemoView = DemoChoices & {
  languages: readonly Language[]
  sitekey: string
  /** The service's address as the visitor's browser gives it, without a slash at its end. */
  base: string
  /** The way from the page to the root of the service: `.` or `..`. */
  root: string
  hasHomePage: boolean
  /** What became of the form, and the name that was typed into it; null if none was sent. */
  outcome: (DemoCheck & { name: string }) | null
}

/** What the page may load: what the contract needs from its own origin, its icon, its one inline style and script. */
export function demoPageCsp({ demo }: Pick<Contract, 'demo'>): string {
  const [scripts, ...others] = demo.policy
  const policy = others.filter((directive) => !directive.startsWith('img-src'))
  return [
    "default-src 'none'",
    `${scripts} ${inlineSource(demoScript)}`,
    ...policy,
    "img-src 'self'",
    `style-src ${inlineSource(demoStyle)}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The page as HTML; everything from outside is escaped. */
export function demoPage(view: DemoView): string {
  const { contract, language, languages, base, root, sitekey, outcome } = view
  const heading = language.home['title'] ?? ''
  const { demo } = contract
  const home = view.hasHomePage ? `${root}/?lang=${language.tag}` : null
  return drawPage({
    title: `${outcome ? sentenceOf(view) : heading} · Incipit`,
    language,
    languages,
    root,
    home,
    addressIn: (other) => demoAddress({ ...view, language: other }),
    style: demoStyle,
    head: scriptOf(view),
    main: `<h1>${escapeHtml(heading)}</h1>
<p>${demoHtml(language, 'intro')}</p>
${drawChoices(view)}
<div class="columns">
<section class="card" aria-labelledby="book">
<h2 id="book">${demoHtml(language, 'title')}</h2>
${outcomeOf(view)}
${formOf(view)}
${drawExchange(language, outcome)}
</section>
${drawLines(language, demo.linesFor({ base, sitekey }), demo.field)}
</div>`,
    mainData: { root, base, copied: demoText(language, 'copied') },
    script: demoScript,
  })
}

function scriptOf({ contract, language, root }: DemoView): string {
  const { address, integrity } = contract.demo.scriptFor(language.tag)
  return `<script src="${root}${escapeHtml(address)}" integrity="${escapeHtml(integrity)}" crossorigin="anonymous" defer></script>`
}

function formOf(view: DemoView): string {
  const { contract, sitekey, language, isGame, outcome } = view
  const place = { sitekey, language: language.tag, isGame, waiting: demoHtml(language, 'waiting') }
  return `<form method="post" action="${demoAddress(view)}">
<label for="name">${demoHtml(language, 'name')}</label>
<input id="name" name="name" autocomplete="name" maxlength="80" value="${escapeHtml(outcome?.name ?? '')}">
<div class="challenge">${contract.demo.placeFor(place)}</div>
<noscript><p>${demoHtml(language, 'noscript')}</p></noscript>
<button class="send" type="submit">${demoHtml(language, 'send')}</button>
</form>`
}

// The focus comes here, so that screen readers read it first.
function outcomeOf(view: DemoView): string {
  if (!view.outcome) return ''
  const tone = view.outcome.reading === 'accepted' ? 'right' : 'wrong'
  return `<p class="outcome ${tone}" role="status" tabindex="-1" autofocus><span>${escapeHtml(sentenceOf(view))}</span></p>`
}

function sentenceOf({ language, outcome }: DemoView): string {
  if (!outcome) return ''
  const { reading } = outcome
  if (reading !== 'accepted') return demoText(language, reading)
  const name = outcome.name || demoText(language, 'reader')
  return demoText(language, 'hello').replace('{name}', () => name)
}
