import { make } from '../../core/element.ts'
import { makeWidget, prepareWhenNear } from '../../page/draw.ts'
import type { WidgetFields } from '../../page/fields.ts'
import type { Asked, PageOptions } from '../../page/options.ts'
import { isDarkAround, ownTheme } from '../../page/theme.ts'
import { codeOf } from './codes.ts'
import type { CallbackParam, TurnstileParams } from './params.ts'
import { leaveInteraction, press, report, runLater, runUnasked, showBox } from './run.ts'
import type { TurnstileScript } from './script.ts'
import { callTurnstile, type TurnstileWidget } from './widget.ts'

const TEST_KEY = /^[1-3]x0+/

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
  const { size, action, cData } = params
  const widget = {
    _params: params,
    _isInteractive: false,
    _isExpired: false,
  } as TurnstileWidget
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
    _callbacks: hear(widget),
  }
  const page = makeWidget(
    container,
    options,
    () => makeTurnstileFields(id, params, script._isCompat),
    () => {
      press(widget)
    },
  )
  // What has no value is not sent.
  page._asked = { action: action || undefined, cdata: cData || undefined } as Asked
  widget._page = page
  showBox(widget, params.appearance === 'always')
  prepareWhenNear(page, container)
  if (params.execution === 'render') void runUnasked(widget)
  return widget
}

/** What the cycle of every contract tells, in the terms of Turnstile's. */
function hear(widget: TurnstileWidget): PageOptions['_callbacks'] {
  const { _params: params } = widget
  const end = (name: CallbackParam, param: 'refresh-expired' | 'refresh-timeout'): void => {
    callTurnstile(widget, name)
    if (params[param] === 'auto') runLater(widget)
  }
  return {
    callback: (token: string): void => {
      leaveInteraction(widget)
      callTurnstile(widget, 'callback', token)
    },
    'expired-callback': (): void => {
      widget._isExpired = true
      end('expired-callback', 'refresh-expired')
    },
    'chalexpired-callback': (): void => {
      leaveInteraction(widget)
      end('timeout-callback', 'refresh-timeout')
    },
    'error-callback': (code: string): void => {
      report(widget, codeOf(code))
    },
  }
}

/** Makes the hidden field of a widget; one without a name is not sent. */
function makeTurnstileFields(id: string, params: TurnstileParams, isCompat: boolean): WidgetFields {
  const isSent = params['response-field'] === 'true'
  const names = isSent
    ? [params['response-field-name'], 'g-recaptcha-response'].slice(0, isCompat ? 2 : 1)
    : ['']
  const elements = names.map((name, index) =>
    make('input', {
      type: 'hidden',
      name,
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
