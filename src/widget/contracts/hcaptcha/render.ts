import { bindButton, makeWidget, prepareWhenNear } from '../../page/draw.ts'
import { logError } from '../../page/log-error.ts'
import type { PageWidget } from '../../page/widget.ts'
import { makeHcaptchaFields } from './fields.ts'
import { styleOf, type HcaptchaOptions } from './options.ts'

const OWN_ELEMENTS = '[data-hcaptcha-widget-id],textarea[name$=captcha-response]'

/** Draws a widget into a container, or beside it if that is a button; null if that is impossible. */
export function renderInto(container: Element, options: HcaptchaOptions): PageWidget | null {
  if (!options._sitekey) return logError('no sitekey.')
  if (options._dialogParent === null) return logError('no container.')
  const isButton = container.matches('button,input')
  // From a container that the page has copied.
  for (const stale of container.querySelectorAll(OWN_ELEMENTS)) stale.remove()
  const widget = isButton ? bind(container as HTMLElement, options) : draw(container, options)
  prepareWhenNear(widget, container)
  return widget
}

function draw(container: Element, options: HcaptchaOptions): PageWidget {
  return makeWidget(container, options, (frame) =>
    makeHcaptchaFields(options._id, frame, options._isCompat),
  )
}

// Contract: §2.6.
function bind(button: HTMLElement, options: HcaptchaOptions): PageWidget {
  return bindButton(button, 'h-captcha', 'hcaptchaWidgetId', (twin) => {
    Object.assign(twin.dataset, button.dataset, { hcaptchaSourceId: options._id })
    return draw(twin, { ...options, _style: styleOf('invisible') })
  })
}
