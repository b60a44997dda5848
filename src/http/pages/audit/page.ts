import type { Language } from '../../../model/language.ts'
import type { Contract } from '../../contracts/contract.ts'
import { thanksOf } from '../../thanks.ts'
import { escapeHtml } from '../escape-html.ts'
import { inlineSource, pageStyle } from '../page-style.ts'
import { drawPage } from '../page.ts'
import { auditScript } from './script.ts'
import type { AuditState } from './state.ts'

/** What both pages of the audit kit know: the language of the widget, and where the root of the service is. */
export type AuditView = {
  /** The language of the kit itself, which is English. */
  english: Language
  language: Language
  languages: readonly Language[]
  states: readonly AuditState[]
  root: string
}

/** A page without JavaScript that a visitor may be led to: what it is of, and its address from the root. */
export type PlainPage = { says: string; address: string }

/** The state that a page holds, and the contract and site of its widget. */
export type HeldState = { state: AuditState; contract: Pick<Contract, 'demo'>; sitekey: string }

const style = `${pageStyle}
ol{padding-inline-start:1.5rem}
li{padding-block:.25rem}
main>p>a{display:inline-block;padding-block:.25rem}
form{max-width:34rem}
label{display:block;font-weight:600}
.field{display:block;width:100%;min-height:2.75rem;padding:.5rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);color:inherit;font:inherit}
.place{min-height:5rem;margin-block:1rem}
.waiting{display:none}
`

/** What the list may load: its one inline style and the icon. */
export const auditListCsp = [
  "default-src 'none'",
  `style-src ${inlineSource(style)}`,
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What the page of a state may load: what its contract needs, its one inline style and script. */
export function auditStateCsp({ demo }: Pick<Contract, 'demo'>): string {
  const [scripts, ...others] = demo.policy
  return [
    "default-src 'none'",
    `${scripts} ${inlineSource(auditScript)}`,
    ...others.filter((directive) => !directive.startsWith('img-src')),
    "img-src 'self'",
    `style-src ${inlineSource(style)}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The list of all states, for somebody who audits them, with how they are held. */
export function auditList(view: AuditView, plain: readonly PlainPage[]): string {
  const { root, language } = view
  const items = view.states.map(
    (state) => `<li><a href="${addressOf(state, view)}">${state.name}</a>: ${state.says}</li>`,
  )
  const links = plain.map(
    ({ says, address }) => `<li><a href="${root}${escapeHtml(address)}">${says}</a></li>`,
  )
  return draw(view, {
    title: 'Audit kit · Incipit',
    addressIn: ({ tag }) => `?lang=${tag}`,
    main: `<h1>Every state of the widget</h1>
<p>Each page brings the real widget into one state and holds it there, so that it can be looked at, listened to and measured. Choose the language of the widget above. A page in another theme, contrast or size is the same page in a browser that is set so.</p>
<p>Only what the service replies is replaced, where a state needs it: a right answer, no connection, how much time there is.</p>
<ol>${items.join('\n')}</ol>
<h2>Pages around the widget</h2>
<ul>
<li><a href="${root}/about?lang=${language.tag}">What the links of the box lead to</a></li>
${links.join('\n')}
</ul>`,
  })
}

/** The page that holds one state, with a form around it as a site has one. */
export function auditPage(view: AuditView, { state, contract, sitekey }: HeldState): string {
  const { demo } = contract
  const { language, root, states } = view
  const { address, integrity } = demo.scriptFor(language.tag)
  const place = demo.placeFor({ sitekey, language: language.tag, isGame: false, waiting: '' })
  const index = states.indexOf(state)
  const links = [
    `<a href="../audit?lang=${language.tag}">All states</a>`,
    ...[states[index + 1]].flatMap((next) =>
      next ? [`<a href="${addressOf(next, view)}">Next: ${next.name}</a>`] : [],
    ),
  ]
  return draw(view, {
    title: `${state.name} · Incipit`,
    addressIn: ({ tag }) => `?lang=${tag}`,
    head: `<script src="${root}${escapeHtml(address)}" integrity="${escapeHtml(integrity)}" crossorigin="anonymous" defer></script>`,
    main: `<h1>${state.name}</h1>
<p>${state.says}</p>
<form>
<label for="email">E-mail</label>
<input class="field" id="email" name="email" type="email" autocomplete="email">
<div class="place" lang="${language.tag}">${place.replace('data-', `${state.attributes ?? ''} data-`)}</div>
<button class="field">Send</button>
</form>
<p>${links.join(' · ')}</p>`,
    mainData: {
      contract: state.contract,
      steps: JSON.stringify(state.steps),
      replies: JSON.stringify(repliesOf(state, language)),
      until: JSON.stringify(state.reached),
    },
    script: auditScript,
  })
}

function repliesOf({ kind, replies }: AuditState, language: Language): object {
  if (!replies.hasThanks) return replies
  const credits = [{ text: 'An archive', url: 'https://archive.example/', licence: '' }]
  const thanks = thanksOf({ kind: kind ?? '', corpus: '', thanks: 'link', credits }, language)
  return { ...replies, thanks }
}

type Drawing = {
  title: string
  main: string
  addressIn: (language: Language) => string
  head?: string
  mainData?: Readonly<Record<string, string>>
  script?: string
}

function draw({ english, languages, root }: AuditView, page: Drawing): string {
  const rest = { head: '', mainData: {}, script: '', ...page }
  return drawPage({ language: english, languages, root, home: null, style, ...rest })
}

function addressOf({ name }: AuditState, { language, root }: AuditView): string {
  return `${root}/audit/${name}?lang=${language.tag}`
}
