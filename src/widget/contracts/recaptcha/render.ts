import { make } from '../../core/element.ts'
import { bindButton, makeWidget, prepareWhenNear } from '../../page/draw.ts'
import { makeFields } from '../../page/fields.ts'
import type { PageWidget } from '../../page/widget.ts'
import { makeBadge } from './badge.ts'
import { unseen } from '../../page/style.ts'
import type { RecaptchaOptions } from './options.ts'

const FIELD = 'g-recaptcha-response'
const OWN_ELEMENTS =
  '[data-recaptcha-widget-id],.grecaptcha-badge,textarea[name=g-recaptcha-response]'
const MARK = 'recaptchaWidgetId'

/** Draws a widget into a container: a checkbox, a badge, or what a button of the page starts. */
export function renderRecaptcha(container: Element, options: RecaptchaOptions): PageWidget {
  // From a container that the page has copied.
  for (const stale of container.querySelectorAll(OWN_ELEMENTS)) stale.remove()
  const widget = draw(container, options)
  if (options._action !== null) widget._asked = { action: options._action }
  prepareWhenNear(widget, container)
  return widget
}

function draw(container: Element, options: RecaptchaOptions): PageWidget {
  if (!container.matches('button,input')) {
    const drawn = drawInto(container, options)
    if (options._style === unseen) container.prepend(makeBadge(options, drawn._checkbox))
    return drawn
  }
  const widget = bindButton(container as HTMLElement, 'g-recaptcha-twin', MARK, (twin) =>
    drawInto(twin, { ...options, _style: unseen }),
  )
  const badge = makeBadge(options, widget._checkbox)
  container.before(badge)
  const { _unbind: unbind } = widget
  widget._unbind = () => {
    badge.remove()
    unbind?.()
  }
  return widget
}

/** Draws the widget of a sitekey that the script's address names: a badge of its own. */
export function renderBadge(options: RecaptchaOptions): PageWidget {
  const place = make('div')
  document.body.append(place)
  return renderRecaptcha(place, options)
}

function drawInto(container: Element, options: RecaptchaOptions): PageWidget {
  const { _id: number } = options
  const id = number === '0' ? FIELD : `${FIELD}-${number}`
  return makeWidget(container, options, () => makeFields([{ id, name: FIELD, class: FIELD }]))
}
