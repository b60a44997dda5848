import type { PassBody } from '../../../wire/api.ts'
import type { FailureCode } from '../../../wire/frame.ts'
import { expireAfter } from '../../core/expiry.ts'
import type { Checkbox, Look } from './checkbox.ts'
import type { Dialog } from './dialog.ts'
import { logError } from './log-error.ts'
import type { WidgetFields } from './fields.ts'
import type { CallbackName, WidgetOptions } from './options.ts'
import type { Theme } from './theme.ts'
import type { WordsFile } from '../../../wire/words.ts'
import type { Sentences } from './sentences.ts'

/** The code a promise rejects with when its challenge is closed. */
export const closed = 'challenge-closed'

/** What a promise of `execute` gives. */
export type Response = { response: string; key: string }

/** One widget of the page. */
export type HcaptchaWidget = {
  readonly id: string
  readonly _container: Element
  readonly _options: WidgetOptions
  readonly _theme: Theme
  _sentences: Sentences
  /** The words of the visitor's language; null until they have come. */
  _words: WordsFile | null
  readonly _fields: WidgetFields
  readonly _checkbox: Checkbox
  _dialog: Dialog | null
  /** `asking`: the service is asked; `open`: the visitor is; `passed`: there is a token. */
  _phase: 'idle' | 'asking' | 'open' | 'passed'
  /** Incremented at each beginning and end, so that late messages can be recognised. */
  _turn: number
  _key: string
  _rqdata: string
  _waiting: { _resolve: (response: Response) => void; _reject: (code: string) => void }[]
  /** Calls off the end of the challenge or of the token. */
  _cancelExpiry?: () => void
  /** Whether the page has left it in place. */
  _isInPage: () => boolean
  /** Gives the page's own button back. */
  _unbind?: () => void
}

/** Calls one of the page's callbacks for a widget, where there is one. */
export function callPage(widget: HcaptchaWidget, name: CallbackName, ...values: unknown[]): void {
  const given = widget._options._callbacks.get(name)
  if (given) call(name, given, ...values)
}

/**
 * Calls a function of the page, or the global function of a name. What it throws is the page's concern and
 * stops nothing of ours.
 */
export function call(name: string, given: unknown, ...values: unknown[]): void {
  const callback =
    typeof given === 'string' ? (window as unknown as Record<string, unknown>)[given] : given
  if (typeof callback !== 'function') return void logError(`${name} is not a function.`)
  try {
    callback(...values)
  } catch (cause) {
    reportError(cause)
  }
}

/** Ends what is under way without calling the page; waiting promises reject with the code, if there is one. */
export function endCycle(
  widget: HcaptchaWidget,
  {
    _look: look = 'empty',
    _notice: notice = '',
    _code: code = '',
  }: { _look?: Look; _notice?: string; _code?: string },
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
  if (code) for (const { _reject: reject } of waiting) reject(code)
}

/** Takes a pass: the fields first, then the page's callback, then the promises. */
export function succeed(
  widget: HcaptchaWidget,
  { token, key, expires_in_seconds: seconds }: PassBody,
): void {
  const { _waiting: waiting, _sentences: sentences } = widget
  widget._waiting = []
  endCycle(widget, { _look: 'checked' })
  widget._phase = 'passed'
  widget._key = key
  widget._fields._write(token)
  widget._cancelExpiry = expireAfter(seconds, () => {
    endCycle(widget, { _notice: sentences.expired })
    callPage(widget, 'expired-callback', 'expired')
  })
  callPage(widget, 'callback', token)
  for (const { _resolve: resolve } of waiting) resolve({ response: token, key })
}

/** Gives up: the checkbox says so, then the page gets the code. */
export function fail(widget: HcaptchaWidget, code: FailureCode): void {
  const { _sentences: sentences } = widget
  endCycle(widget, { _notice: sentences[code] ?? sentences.failed, _code: code })
  callPage(widget, 'error-callback', code)
}

/** The visitor or the page closes the challenge; the page is notified even if none was open. */
export function closeChallenge(widget: HcaptchaWidget): void {
  if (widget._phase !== 'passed') endCycle(widget, { _code: closed })
  callPage(widget, 'close-callback')
}

/** The challenge was open for too long. */
export function expireChallenge(widget: HcaptchaWidget): void {
  const code = 'challenge-expired'
  endCycle(widget, { _notice: widget._sentences.expired, _code: code })
  callPage(widget, 'chalexpired-callback', code)
}
