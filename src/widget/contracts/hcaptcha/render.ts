import { make } from '../../core/element.ts'
import { makeCheckbox } from './checkbox.ts'
import { makeFields } from './fields.ts'
import { readOptions, wantedBy, type WidgetOptions } from './options.ts'
import { dropDialog, start } from './run.ts'
import type { ScriptParams } from './script.ts'
import { setStyle } from './style.ts'
import { readTheme } from './theme.ts'
import { closed, rest, type HcaptchaWidget } from './widget.ts'
import { chooseWords } from './words.ts'

const OURS = '[data-hcaptcha-widget-id],textarea[name$=captcha-response]'

/** A widget with the way to take it out of the page again. */
export type Rendered = { widget: HcaptchaWidget; isAlive: () => boolean; remove: () => void }

/** Draws a widget into a container, or, where that is a button, beside it; null when it cannot be. */
export function renderInto(
  container: Element,
  given: unknown,
  { id, script }: { id: string; script: ScriptParams },
): Rendered | null {
  const options = readOptions(container, given, script)
  if (!options.sitekey) return complain('there is no sitekey.')
  if (!options.dialogParent) return complain('there is no such container.')
  const isButton = container instanceof HTMLButtonElement || container instanceof HTMLInputElement
  if (isButton) return bindButton(container, options, { id, script })
  // Of a container that the page has copied.
  for (const stale of container.querySelectorAll(OURS)) stale.remove()
  const widget = makeWidget(container, options, { id, script })
  const { frame } = widget.checkbox
  container.append(frame, ...widget.fields.elements)
  return {
    widget,
    isAlive: () => container.contains(frame),
    remove: () => {
      takeAway(widget)
    },
  }
}

/** Says in the console why nothing is drawn. */
export function complain(sentence: string): null {
  console.error(`hCaptcha: ${sentence}`)
  return null
}

function makeWidget(
  container: Element,
  options: WidgetOptions,
  { id, script }: { id: string; script: ScriptParams },
): HcaptchaWidget {
  const { tag, words } = chooseWords(wantedBy(options))
  const theme = readTheme(options.theme)
  const checkbox = makeCheckbox(id, { options, theme, tag, words }, () => {
    if (widget.phase !== 'passed') start(widget)
  })
  const widget: HcaptchaWidget = {
    id,
    container,
    options,
    script,
    theme,
    words,
    fields: makeFields(id, checkbox.frame, script.isCompat),
    checkbox,
    dialog: null,
    phase: 'idle',
    turn: 0,
    key: '',
    rqdata: '',
    waiting: [],
    cancelExpiry: () => {},
  }
  return widget
}

// The button stays the page's own; an invisible twin before it holds the fields (contract: §2.6).
function bindButton(
  button: HTMLElement,
  options: WidgetOptions,
  from: { id: string; script: ScriptParams },
): Rendered {
  const twin = make('div', { class: 'h-captcha', 'data-hcaptcha-source-id': from.id })
  for (const [name, value] of Object.entries(button.dataset)) twin.dataset[name] ??= value ?? ''
  setStyle(twin, 'display:none')
  const widget = makeWidget(twin, { ...options, size: 'invisible' }, from)
  twin.append(widget.checkbox.frame, ...widget.fields.elements)
  button.before(twin)
  button.setAttribute('data-hcaptcha-widget-id', from.id)
  button.addEventListener('click', press)

  function press(event: Event): void {
    event.preventDefault()
    start(widget)
  }
  return {
    widget,
    isAlive: () => button.getAttribute('data-hcaptcha-widget-id') === from.id,
    remove() {
      takeAway(widget)
      twin.remove()
      button.removeAttribute('data-hcaptcha-widget-id')
      button.removeEventListener('click', press)
    },
  }
}

function takeAway(widget: HcaptchaWidget): void {
  rest(widget, { code: closed })
  dropDialog(widget)
  for (const element of [widget.checkbox.frame, ...widget.fields.elements]) element.remove()
}
