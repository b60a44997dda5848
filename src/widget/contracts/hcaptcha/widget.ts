import type { PassBody } from '../../../wire/api.ts'
import type { FailureCode } from '../../../wire/frame.ts'
import { expireAfter } from '../../core/expiry.ts'
import type { Checkbox, Look } from './checkbox.ts'
import type { Dialog } from './dialog.ts'
import type { WidgetFields } from './fields.ts'
import type { CallbackName, WidgetOptions } from './options.ts'
import type { ScriptParams } from './script.ts'
import type { Theme } from './theme.ts'
import type { CheckboxWords } from './words.ts'

/** What a promise is told when its challenge is closed. */
export const closed = 'challenge-closed'

/** What a promise of `execute` gives. */
export type Response = { response: string; key: string }

/** One widget of the page. */
export type HcaptchaWidget = {
  readonly id: string
  readonly container: Element
  readonly options: WidgetOptions
  readonly script: ScriptParams
  readonly theme: Theme
  readonly words: CheckboxWords
  readonly fields: WidgetFields
  readonly checkbox: Checkbox
  dialog: Dialog | null
  /** `asking`: the service is asked; `open`: the visitor is; `passed`: there is a token. */
  phase: 'idle' | 'asking' | 'open' | 'passed'
  /** Goes up with each beginning and end, so that what comes late is told from what is waited for. */
  turn: number
  key: string
  rqdata: string
  waiting: { resolve: (response: Response) => void; reject: (code: string) => void }[]
  /** Calls off the end of the challenge or of the token. */
  cancelExpiry: () => void
}

/** Calls one of the page's callbacks; what it throws is the page's affair and stops nothing of ours. */
export function callPage(widget: HcaptchaWidget, name: CallbackName, ...values: unknown[]): void {
  const given = widget.options.callbacks.get(name)
  if (!given) return
  const callback: unknown = typeof given === 'string' ? Reflect.get(window, given) : given
  if (typeof callback !== 'function')
    return console.error(`hCaptcha: ${name} is no function.`, given)
  try {
    Reflect.apply(callback, undefined, values)
  } catch (cause) {
    setTimeout(() => {
      throw cause
    })
  }
}

/** Ends what is under way without calling the page; promises that wait are told the code, if there is one. */
export function rest(
  widget: HcaptchaWidget,
  { look = 'empty', notice = '', code = '' }: { look?: Look; notice?: string; code?: string },
): void {
  const { waiting, phase } = widget
  if (code) widget.waiting = []
  widget.turn += 1
  widget.phase = 'idle'
  widget.key = ''
  widget.cancelExpiry()
  widget.dialog?.hide()
  widget.fields.write('')
  widget.checkbox.show(look, notice)
  if (phase === 'open') widget.checkbox.focus()
  if (code) for (const { reject } of waiting) reject(code)
}

/** Takes a pass: the fields first, then the page's callback, then the promises. */
export function succeed(
  widget: HcaptchaWidget,
  { token, key, expires_in_seconds: seconds }: PassBody,
): void {
  const { waiting, words } = widget
  widget.waiting = []
  rest(widget, { look: 'checked' })
  widget.phase = 'passed'
  widget.key = key
  widget.fields.write(token)
  widget.cancelExpiry = expireAfter(seconds, () => {
    rest(widget, { notice: words.expired })
    callPage(widget, 'expired-callback', 'expired')
  })
  callPage(widget, 'callback', token)
  for (const { resolve } of waiting) resolve({ response: token, key })
}

/** Gives up: the checkbox says so, then the page is told the code. */
export function fail(widget: HcaptchaWidget, code: FailureCode): void {
  const { unreachable, failed } = widget.words
  rest(widget, { notice: code === 'network-error' ? unreachable : failed, code })
  callPage(widget, 'error-callback', code)
}

/** The visitor or the page closes the challenge; the page is told even when none was open. */
export function leave(widget: HcaptchaWidget): void {
  if (widget.phase !== 'passed') rest(widget, { code: closed })
  callPage(widget, 'close-callback')
}

/** The challenge was open for too long. */
export function expireChallenge(widget: HcaptchaWidget): void {
  const code = 'challenge-expired'
  rest(widget, { notice: widget.words.expired, code })
  callPage(widget, 'chalexpired-callback', code)
}
