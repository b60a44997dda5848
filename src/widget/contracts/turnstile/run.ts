import { endCycle, succeed } from '../../page/cycle.ts'
import { logError } from '../../page/log-error.ts'
import { languagesOf } from '../../page/options.ts'
import { start } from '../../page/run.ts'
import { setStyle } from '../../page/style.ts'
import type { PassBody } from '../../../wire/api.ts'
import { codeOf, failed, sealed, noticeOf, unreachable } from './codes.ts'
import type { TurnstileCode } from './codes.ts'
import { askUnasked } from './ask.ts'
import { callTurnstile, type TurnstileWidget } from './widget.ts'

/** The name of the script's contract, written in by the build. */
declare const CONTRACT: string

/**
 * Asks the service for a pass without a challenge. Whoever the service must ask gets the box to press, and the
 * challenge then.
 */
export async function runUnasked(widget: TurnstileWidget): Promise<void> {
  const { _page: page, _params: params } = widget
  const { _options: options } = page
  clearTimeout(widget._timer)
  widget._isExpired = false
  if (page._checkbox._checkSealed()) {
    callTurnstile(widget, 'unsupported-callback')
    return report(widget, sealed)
  }
  showBox(widget, params.appearance !== 'interaction-only')
  endCycle(page, '', '', 'busy')
  page._phase = 'asking'
  const { _turn: turn } = page
  const reply = await askUnasked(options._endpoint, {
    sitekey: options._sitekey,
    contract: CONTRACT,
    language: languagesOf(options).find(Boolean) ?? '',
    unasked: true,
    ...page._asked,
  })
  if (page._turn !== turn) return
  const { pass, error } = Object(reply) as { pass?: PassBody | null; error?: string }
  if (pass === undefined) report(widget, reply ? codeOf(error) : unreachable)
  // One of Cloudflare's test sitekeys has the visitor press, others never pass.
  else if (!pass || /^3x0+/.test(params.sitekey)) waitForPress(widget)
  else if (isBlocked(widget)) report(widget, failed)
  else succeed(page, pass)
}

/** Does what a press of the box does. */
export function press(widget: TurnstileWidget): void {
  const { _params: params } = widget
  clearTimeout(widget._timer)
  if (isBlocked(widget)) return report(widget, failed)
  if (widget._isExpired && params['refresh-expired'] === 'never') return
  widget._isExpired = false
  start(widget._page)
}

/** Gives up: the box says so, the page gets the code, and unless it is told not to, the widget tries again. */
export function report(widget: TurnstileWidget, code: TurnstileCode): void {
  const { _page: page, _params: params } = widget
  const sentence = noticeOf(code)
  endCycle(page, sentence, sentence)
  if (!callTurnstile(widget, 'error-callback', code)) logError(`error ${code}`)
  // What the page or the site has set up wrongly will be no different the next time.
  if (params.retry === 'auto' && sentence !== 'invalid-data')
    runLater(widget, Number(params['retry-interval']))
}

/** Runs a widget again, by and by. */
export function runLater(widget: TurnstileWidget, afterMs = 0): void {
  clearTimeout(widget._timer)
  widget._timer = setTimeout(() => {
    if (widget._page._isInPage()) void runUnasked(widget)
  }, afterMs)
}

/** Shows or hides the box. Test sitekeys for invisible widgets have none. */
export function showBox({ _page: page, _params: params }: TurnstileWidget, isShown: boolean): void {
  const isVisible = isShown && params.size !== 'invisible' && !/B{2}$/.test(params.sitekey)
  setStyle(page._checkbox._frame, `display:${isVisible ? 'inline-block' : 'none'}`)
}

/** The visitor need not press any more. */
export function leaveInteraction(widget: TurnstileWidget): void {
  if (!widget._isInteractive) return
  widget._isInteractive = false
  callTurnstile(widget, 'after-interactive-callback')
}

function waitForPress(widget: TurnstileWidget): void {
  endCycle(widget._page)
  showBox(widget, true)
  widget._isInteractive = true
  callTurnstile(widget, 'before-interactive-callback')
}

function isBlocked({ _params: { sitekey } }: TurnstileWidget): boolean {
  return /^2x0+/.test(sitekey)
}
