import type { Language } from '../../../model/language.ts'
import { escapeHtml } from '../escape-html.ts'
import type { ThanksLine } from '../../thanks.ts'
import { drawDocument } from '../page.ts'
import {
  drawAnother,
  drawCredit,
  drawPlainChallenge,
  hidden,
  type PlainChallenge,
} from './draw-challenge.ts'
import type { PlainRefusal } from './refusals.ts'
import { fallbackStyle } from './style.ts'
import { sayTime, type SayPlainly } from './words.ts'

/** What all pages without scripts have. */
export type FallbackView = {
  language: Language
  say: SayPlainly
  sitekey: string
  /** The way from the page to the root of the service. */
  root: string
  /** The origin of the page around it, as it was named; empty if it was not. */
  around: string
}

/** What became of the last form, in the name of a sentence. */
export type FallbackMessage = { word: string; tone: 'right' | 'wrong' }

type ShownPlainly = Pick<PlainChallenge, 'challenge' | 'form' | 'typed' | 'way' | 'ways'> & {
  message: FallbackMessage | null
}

/** The page with a challenge. */
export function challengePage(view: FallbackView, { message, ...shown }: ShownPlainly): string {
  const intro = message ? '' : `<p>${escapeHtml(view.say('intro'))}</p>\n`
  return draw(view, message, `${intro}${drawPlainChallenge({ ...view, ...shown })}`)
}

/** The page with the code that was won, and how long it is good. */
export function codePage(
  view: FallbackView,
  { code, seconds, thanks = null }: { code: string; seconds: number; thanks?: ThanksLine | null },
): string {
  const { language, say } = view
  const paste = escapeHtml(say('paste', { time: sayTime(language, seconds) }))
  const body = `<p id="paste">${paste}</p>
<form class="code" method="post" action="#told">${hidden('page', view.around)}
<label for="code">${escapeHtml(say('code'))}</label>
<textarea id="code" rows="6" dir="ltr" spellcheck="false" aria-describedby="paste" readonly>${escapeHtml(code)}</textarea>
<div class="buttons">${drawAnother(say)}</div>
</form>${thanks ? `\n<div class="credits">${drawCredit({ ...thanks, licence: '' })}</div>` : ''}`
  return draw(view, { word: 'right', tone: 'right' }, body)
}

/** The page that says why there is no challenge: a sentence for the visitor, and the error for who runs the site. */
export function refusalPage(
  view: FallbackView,
  { word, error, canTryAgain }: PlainRefusal,
): string {
  const { say } = view
  const again = `<form method="post" action="#told"><div class="buttons">
<button type="submit" name="another" value="1">${escapeHtml(say('tryAgain'))}</button></div></form>`
  const body = `<p dir="ltr" lang="en"><small>${escapeHtml(error)}</small></p>`
  return draw(view, { word, tone: 'wrong' }, `${body}\n${canTryAgain ? again : ''}`)
}

function draw(view: FallbackView, message: FallbackMessage | null, body: string): string {
  const { language, say, sitekey, root } = view
  const heading = say('humanCheck')
  const about = `${root}/about?sitekey=${encodeURIComponent(sitekey)}&amp;lang=${language.tag}`
  const link = (address: string, word: string): string =>
    `<a href="${address}" target="_blank" rel="noopener">${escapeHtml(say(word))}</a>`
  return drawDocument({
    title: `${message ? say(message.word) : heading} · Incipit`,
    language,
    root,
    style: fallbackStyle,
    head: '',
    body: `<main>
<h1>${escapeHtml(heading)}</h1>
${message ? drawMessage(message, say) : ''}
${body}
<footer>${link(about, 'about')}${link(`${about}#privacy`, 'privacy')}</footer>
</main>`,
  })
}

// The forms lead here, and with them the focus, so that screen readers read it first.
function drawMessage({ word, tone }: FallbackMessage, say: SayPlainly): string {
  return `<p id="told" class="status ${tone}" role="status" tabindex="-1"><span>${escapeHtml(say(word))}</span></p>`
}
