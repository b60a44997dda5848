import { make } from '../../core/element.ts'
import { makeCheckbox } from './checkbox.ts'
import { logError } from './log-error.ts'
import { makeFields } from './fields.ts'
import { languagesOf, type WidgetOptions } from './options.ts'
import { dropDialog, prepare, start } from './run.ts'
import { setStyle } from './style.ts'
import { readTheme } from './theme.ts'
import { closed, endCycle, type HcaptchaWidget } from './widget.ts'
import { english } from './sentences.ts'
import { fetchSentences } from './words.ts'

const OWN_ELEMENTS = '[data-hcaptcha-widget-id],textarea[name$=captcha-response]'

/** Draws a widget into a container, or beside it if that is a button; null if that is impossible. */
export function renderInto(
  container: Element,
  options: WidgetOptions,
  id: string,
): HcaptchaWidget | null {
  if (!options._sitekey) return logError('there is no sitekey.')
  if (!options._dialogParent) return logError('there is no such container.')
  const isButton = container.matches('button,input')
  // From a container that the page has copied.
  for (const stale of container.querySelectorAll(OWN_ELEMENTS)) stale.remove()
  const widget = isButton
    ? bindButton(container as HTMLElement, options, id)
    : makeWidget(container, options, id)
  prepareWhenNear(widget, container)
  return widget
}

// The pointer comes to the widget or the button, or the visitor begins with the form.
function prepareWhenNear(widget: HcaptchaWidget, container: Element): void {
  function come(): void {
    prepare(widget)
  }
  container.addEventListener('pointerover', come)
  ;(container.closest('form') ?? container).addEventListener('focusin', come)
}

/** Takes a widget out of the page again. */
export function removeWidget(widget: HcaptchaWidget): void {
  endCycle(widget, { _code: closed })
  dropDialog(widget)
  for (const element of [widget._checkbox._frame, ...widget._fields._elements]) element.remove()
  widget._unbind?.()
}

function makeWidget(container: Element, options: WidgetOptions, id: string): HcaptchaWidget {
  const theme = readTheme(options._theme)
  const checkbox = makeCheckbox(id, { _options: options, _theme: theme }, ({ type }) => {
    if (type !== 'click') prepare(widget)
    else if (!fields._read()) start(widget)
  })
  const { _frame: frame } = checkbox
  const fields = makeFields(id, frame, options._isCompat)
  const widget: HcaptchaWidget = {
    id,
    _container: container,
    _options: options,
    _theme: theme,
    _sentences: english,
    _words: null,
    _fields: fields,
    _checkbox: checkbox,
    _dialog: null,
    _phase: 'idle',
    _turn: 0,
    _key: '',
    _rqdata: '',
    _waiting: [],
    _isInPage: () => container.contains(frame),
  }
  container.append(frame, ...fields._elements)
  void fetchSentences(widget, languagesOf(options)).then(
    // Nobody can press what is not drawn.
    () => checkbox._checkSealed() && start(widget),
  )
  return widget
}

// The button stays the page's own; an invisible twin before it holds the fields (contract: §2.6).
function bindButton(button: HTMLElement, options: WidgetOptions, id: string): HcaptchaWidget {
  const twin = make('div', { class: 'h-captcha' })
  Object.assign(twin.dataset, button.dataset, { hcaptchaSourceId: id })
  setStyle(twin, 'display:none')
  const widget = makeWidget(twin, { ...options, _size: 'invisible' }, id)
  button.before(twin)
  button.dataset['hcaptchaWidgetId'] = id
  button.addEventListener('click', press)

  function press(event: Event): void {
    event.preventDefault()
    start(widget)
  }
  widget._isInPage = () => button.dataset['hcaptchaWidgetId'] === id
  widget._unbind = () => {
    twin.remove()
    delete button.dataset['hcaptchaWidgetId']
    button.removeEventListener('click', press)
  }
  return widget
}
