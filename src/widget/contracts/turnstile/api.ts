import { removeWidget } from '../../page/draw.ts'
import { emptyWidget, followForms } from '../../page/follow-forms.ts'
import { logError } from '../../page/log-error.ts'
import { readTextOption } from '../../page/options.ts'
import { readParams } from './params.ts'
import { renderTurnstile } from './render.ts'
import { runUnasked, showBox } from './run.ts'
import type { TurnstileScript } from './script.ts'
import type { TurnstileWidget } from './widget.ts'

/** Makes the methods of `window.turnstile`, over an empty page (contract: Turnstile's JavaScript API). */
export function makeTurnstile(script: TurnstileScript) {
  let count = 0
  let all: readonly TurnstileWidget[] = []
  const watch = followForms(() => all.map(({ _page: page }) => page))
  const classes = script._isCompat ? '.cf-turnstile,.g-recaptcha' : '.cf-turnstile'

  function render(container: unknown, params?: unknown): string {
    const element = findElement(container)
    if (!element) throw new Error('Turnstile: no container.')
    const there = find(element)
    if (there) {
      logError('one already.')
      return there._page.id
    }
    const read = readParams(element, params)
    const id = `cf-chl-widget-${(count += 1)}`
    const widget = renderTurnstile(element, read, id, script)
    all = [...all, widget]
    watch(widget._page)
    return id
  }

  function implicitRender(): void {
    for (const container of document.querySelectorAll(classes))
      try {
        if (!find(container)) render(container)
      } catch (cause) {
        logError(String(cause))
      }
  }

  function execute(target?: unknown, params?: unknown): void {
    const widget = find(target) ?? (params ? find(render(target, params)) : undefined)
    if (!widget) return void logError('no widget.')
    showBox(widget, widget._params.appearance !== 'interaction-only')
    if (widget._page._phase === 'idle') void runUnasked(widget)
  }

  function reset(target?: unknown): void {
    const widget = find(target)
    if (!widget) return
    clearTimeout(widget._timer)
    emptyWidget(widget._page)
    if (widget._params.execution === 'render') void runUnasked(widget)
    else showBox(widget, widget._params.appearance === 'always')
  }

  function remove(target?: unknown): void {
    const widget = find(target)
    if (widget) forget(widget)
  }

  function getResponse(target?: unknown): string | undefined {
    return find(target)?._page._fields._read() || undefined
  }

  function isExpired(target?: unknown): boolean {
    return find(target)?._isExpired ?? false
  }

  function ready(callback: () => void): void {
    setTimeout(callback)
  }

  // By its id, by its container, or by a selector of that; without a target, the first that is in the page.
  function find(target: unknown): TurnstileWidget | undefined {
    for (const widget of all) if (!widget._page._isInPage()) forget(widget)
    if (target === undefined || target === null)
      return all.find(({ _page: page }) => page._container.isConnected) ?? all[0]
    const text = readTextOption(target)
    const element = findElement(target)
    return all.find(({ _page: page }) => page.id === text || page._container === element)
  }

  function forget(widget: TurnstileWidget): void {
    clearTimeout(widget._timer)
    all = all.filter((other) => other !== widget)
    removeWidget(widget._page)
  }

  return { ready, implicitRender, render, execute, reset, remove, getResponse, isExpired }
}

// A text is a selector, not an id.
function findElement(target: unknown): Element | null {
  if (target instanceof Element) return target
  try {
    return document.querySelector(readTextOption(target))
  } catch {
    return null
  }
}
