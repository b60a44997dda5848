import type { PassBody } from '../../wire/api.ts'
import type { FailureCode } from '../../wire/frame.ts'
import { expireAfter } from '../core/expiry.ts'
import type { Look } from './checkbox.ts'
import { logError } from './log-error.ts'
import type { CallbackName } from './options.ts'
import type { Notice } from './sentences.ts'
import type { PageWidget } from './widget.ts'

/** The code a promise rejects with when its challenge is closed. */
export const closed = 'challenge-closed'

/** Calls one of the page's callbacks for a widget, where there is one. */
export function callPage(widget: PageWidget, name: CallbackName, ...values: unknown[]): void {
  const given = widget._options._callbacks[name]
  if (given) call(name, given, ...values)
}

/**
 * Calls a function of the page, or the global function of a name. What it throws is the page's concern and
 * stops nothing of ours. Gives what it returns.
 */
export function call(name: string, given: unknown, ...values: unknown[]): unknown {
  const callback =
    typeof given === 'string' ? (window as unknown as Record<string, unknown>)[given] : given
  if (typeof callback !== 'function') return logError(`${name} is no function.`)
  try {
    return callback(...values) as unknown
  } catch (cause) {
    return reportError(cause)
  }
}

/** Ends what is under way without calling the page; waiting promises reject with the code, if there is one. */
export function endCycle(
  widget: PageWidget,
  code = '',
  notice: Notice | '' = '',
  look: Look = 'empty',
): void {
  const { _waiting: waiting, _phase: phase } = widget
  if (code) widget._waiting = []
  widget._turn += 1
  widget._phase = 'idle'
  widget._key = ''
  widget._cancelExpiry?.()
  widget._dialog?._hide()
  widget._fields._write('')
  widget._checkbox._show(look, notice)
  if (phase === 'open') widget._checkbox._focus()
  if (code) for (const settle of waiting) settle(code)
}

/** Takes a pass: the fields first, then the page's callback, then the promises. */
export function succeed(
  widget: PageWidget,
  { token, key, expires_in_seconds: seconds }: PassBody,
): void {
  const { _waiting: waiting } = widget
  widget._waiting = []
  endCycle(widget, '', '', 'checked')
  widget._phase = 'passed'
  widget._key = key
  widget._fields._write(token)
  widget._cancelExpiry = expireAfter(seconds, () => {
    endCycle(widget, '', 'expired')
    callPage(widget, 'expired-callback', 'expired')
  })
  callPage(widget, 'callback', token)
  for (const settle of waiting) settle('', { response: token, key })
}

/** Gives up: the checkbox says so, then the page gets the code. */
export function fail(widget: PageWidget, code: FailureCode): void {
  endCycle(widget, code, code)
  callPage(widget, 'error-callback', code)
}

/** The visitor or the page closes the challenge; the page is notified even if none was open. */
export function closeChallenge(widget: PageWidget): void {
  if (widget._phase !== 'passed') endCycle(widget, closed)
  callPage(widget, 'close-callback')
}

/** The challenge was open for too long. */
export function expireChallenge(widget: PageWidget): void {
  const code = 'challenge-expired'
  endCycle(widget, code, 'expired')
  callPage(widget, 'chalexpired-callback', code)
}
