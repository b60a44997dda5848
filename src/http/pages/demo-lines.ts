import type { DemoExchange, DemoLines } from '../contracts/contract.ts'
import type { Language } from '../../model/language.ts'
import { demoHtml } from './demo-words.ts'
import { escapeHtml } from './escape-html.ts'

const ownKeys = 'incipit site add NAME'

/** What a site elsewhere needs, as a part of the page: the lines of its page and of its server. */
export function drawLines(
  language: Language,
  { page, server, guide }: DemoLines,
  field: string,
): string {
  return `<section class="card" aria-labelledby="own">
<h2 id="own">${demoHtml(language, 'own')}</h2>
${drawCopied(language, { id: 'page-lines', text: page, label: demoHtml(language, 'page') })}
${drawCopied(language, { id: 'server-lines', text: server, label: demoHtml(language, 'server', { field }) })}
<p class="quiet">${demoHtml(language, 'keys', { command: ownKeys, guide })}</p>
</section>`
}

function drawCopied(
  language: Language,
  { id, text, label }: { id: string; text: string; label: string },
): string {
  return `<div class="lines"><p>${label}</p><button type="button" data-copy="${id}" aria-live="polite" hidden>${demoHtml(language, 'copy')}</button></div>
<pre id="${id}" dir="ltr">${escapeHtml(text)}</pre>`
}

/** What the site's server asked and was told, folded; before the form is sent, a sentence. */
export function drawExchange(
  language: Language,
  outcome: { exchange: DemoExchange | null } | null,
): string {
  return `<details class="asked"><summary>${demoHtml(language, 'asked')}</summary>
${describeExchange(language, outcome)}
</details>`
}

function describeExchange(
  language: Language,
  outcome: { exchange: DemoExchange | null } | null,
): string {
  if (!outcome) return `<p>${demoHtml(language, 'unasked')}</p>`
  if (!outcome.exchange) return `<p>${demoHtml(language, 'blank')}</p>`
  const { question, status, reply } = outcome.exchange
  const told =
    status === null
      ? `<p>${demoHtml(language, 'silent')}</p>`
      : `<pre dir="ltr">${escapeHtml(`${status}\n${reply}`)}</pre>`
  return `<pre dir="ltr">${escapeHtml(question)}</pre>${told}`
}
