import type { FailureCode } from '../../../wire/frame.ts'
import { make } from '../../core/element.ts'
import { makeWidget, prepareWhenNear } from '../../page/draw.ts'
import type { WidgetFields } from '../../page/fields.ts'
import type { CallbackName, PageOptions } from '../../page/options.ts'
import { isDarkAround, ownTheme } from '../../page/theme.ts'
import { ofFrame } from './codes.ts'
import type { TurnstileParams } from './params.ts'
import { leaveInteraction, press, report, runLater, runUnasked, showBox } from './run.ts'
import type { TurnstileScript } from './script.ts'
import { callTurnstile, type TurnstileWidget } from './widget.ts'

const TEST_KEY = /^[1-3]x0{20}/

const styles: Readonly<Record<string, string>> = {
  flexible: 'width:100%;min-width:300px;height:65px',
  compact: 'width:150px;height:140px',
}

/** Draws a widget into a container, and runs it unless the page will. */
export function renderTurnstile(
  container: Element,
  params: TurnstileParams,
  id: string,
  script: TurnstileScript,
): TurnstileWidget {
  // From a container that the page has copied.
  for (const stale of container.querySelectorAll('[id^=cf-chl-widget]')) stale.remove()
  const callbacks = new Map<CallbackName, unknown>()
  const { size, action, cData } = params
  const options: PageOptions = {
    _id: id,
    _sitekey: params.sitekey,
    _isTest: TEST_KEY.test(params.sitekey),
    _endpoint: script._endpoint,
    _host: '',
    _theme: () => ownTheme(isDark(params.theme, container)),
    _style: styles[size] ?? 'width:300px;height:65px',
    _attributes: { tabindex: params.tabindex, id },
    _language: params.language === 'auto' ? '' : params.language,
    _dialogParent: undefined,
    _callbacks: callbacks,
  }
  const page = makeWidget(
    container,
    options,
    () => makeTurnstileFields(id, params, script._isCompat),
    () => {
      press(widget)
    },
  )
  page._asked = { ...(action ? { action } : {}), ...(cData ? { cdata: cData } : {}) }
  const widget: TurnstileWidget = {
    _page: page,
    _params: params,
    _isInteractive: false,
    _isExpired: false,
  }
  for (const [name, callback] of hear(widget)) callbacks.set(name, callback)
  showBox(widget, params.appearance === 'always')
  prepareWhenNear(page, container)
  if (params.execution === 'render') void runUnasked(widget)
  return widget
}

/** What the cycle of every contract tells, in the terms of Turnstile's. */
function hear(widget: TurnstileWidget): [CallbackName, unknown][] {
  const { _params: params } = widget
  const againUnless = (param: 'refresh-expired' | 'refresh-timeout'): void => {
    if (params[param] === 'auto') runLater(widget, 0)
  }
  return [
    [
      'callback',
      (token: string): void => {
        leaveInteraction(widget)
        callTurnstile(widget, 'callback', token)
      },
    ],
    [
      'expired-callback',
      (): void => {
        widget._isExpired = true
        callTurnstile(widget, 'expired-callback')
        againUnless('refresh-expired')
      },
    ],
    [
      'chalexpired-callback',
      (): void => {
        leaveInteraction(widget)
        callTurnstile(widget, 'timeout-callback')
        againUnless('refresh-timeout')
      },
    ],
    [
      'error-callback',
      (code: FailureCode): void => {
        report(widget, ofFrame(code))
      },
    ],
  ]
}

/** Makes the hidden field of a widget; one without a name is not sent. */
function makeTurnstileFields(id: string, params: TurnstileParams, isCompat: boolean): WidgetFields {
  const isSent = params['response-field'] === 'true'
  const names = isSent
    ? [params['response-field-name'], ...(isCompat ? ['g-recaptcha-response'] : [])]
    : ['']
  const elements = names.map((name, index) =>
    make('input', {
      type: 'hidden',
      ...(name ? { name } : {}),
      id: `${id}_${index || 'response'}`,
    }),
  )
  return {
    _elements: elements,
    _write(token) {
      for (const element of elements) element.value = token
    },
    _read: () => elements[0]?.value ?? '',
  }
}

function isDark(theme: string, container: Element): boolean {
  if (theme !== 'auto') return theme === 'dark'
  return isDarkAround(container) || matchMedia('(prefers-color-scheme:dark)').matches
}
