import { call } from '../../page/cycle.ts'
import type { PageWidget } from '../../page/widget.ts'
import type { TurnstileParams, CallbackParam } from './params.ts'

/** One widget of Turnstile's contract: what every contract has, and its modes. */
export type TurnstileWidget = {
  _page: PageWidget
  readonly _params: TurnstileParams
  /** Whether the visitor must press, or has pressed, the box. */
  _isInteractive: boolean
  /** Whether its token has come to its end. */
  _isExpired: boolean
  /** What would run it again. */
  _timer?: ReturnType<typeof setTimeout>
}

/** Calls one of the page's callbacks, where there is one, and gives what it returns. */
export function callTurnstile(
  { _params: params }: TurnstileWidget,
  name: CallbackParam,
  ...values: unknown[]
): unknown {
  const given = params._callback(name)
  return given && call(name, given, ...values)
}
