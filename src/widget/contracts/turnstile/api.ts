import { removeWidget } from '../../page/draw.ts'
import { emptyWidget, followForms } from '../../page/follow-forms.ts'
import { logError } from '../../page/log-error.ts'
import { readTextOption } from '../../page/options.ts'
import type { PageWidget } from '../../page/widget.ts'
import { readParams } from './params.ts'
import { renderTurnstile } from './render.ts'
import { runUnasked, showBox } from './run.ts'
import type { TurnstileScript } from './script.ts'
import type { TurnstileWidget } from './widget.ts'

/** Makes the methods of `window.turnstile`, over an empty page (contract: Turnstile's JavaScript API). */
export function makeTurnstile(script: TurnstileScript) {
  const all = new Map<string, TurnstileWidget>()
  const pages = new Map<string, PageWidget>()
  const watch = followForms(pages)
  const classes = script._isCompat ? '.cf-turnstile,.g-recaptcha' : '.cf-turnstile'

  function render(container: unknown, params?: unknown): string {
    const element = typeof container === 'string' ? document.querySelector(container) : container
    if (!(element instanceof Element)) throw new Error('Turnstile: there is no such container.')
    forgetOrphans()
    const there = findIn(element)
    if (there) {
      logError('there is one already.')
      return there
    }
    const read = readParams(element, params)
    const id = `cf-chl-widget-${Math.random().toString(36).slice(2, 8)}`
    const widget = renderTurnstile(element, read, id, script)
    all.set(id, widget)
    pages.set(id, widget._page)
    watch(widget._page)
    return id
  }

  function implicitRender(): void {
    for (const container of document.querySelectorAll(classes))
      try {
        if (!findIn(container)) render(container)
      } catch (cause) {
        logError(String(cause))
      }
  }

  function execute(target?: unknown, params?: unknown): void {
    const id = findId(target) ?? (params ? render(target, params) : undefined)
    const widget = id === undefined ? undefined : all.get(id)
    if (!widget) return void logError('there is no such widget.')
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
    const id = findId(target)
    if (id !== undefined) forget(id)
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

  function find(target: unknown): TurnstileWidget | undefined {
    const id = findId(target)
    return id === undefined ? undefined : all.get(id)
  }

  // By its id, by its container, or by a selector of that; without a target, the first that is in the page.
  function findId(target: unknown): string | undefined {
    forgetOrphans()
    const ids = [...all.keys()]
    if (target === undefined || target === null)
      return ids.find((id) => all.get(id)?._page._container.isConnected) ?? ids[0]
    if (target instanceof Element) return findIn(target)
    const text = readTextOption(target)
    if (all.has(text)) return text
    const element = findElementBy(text)
    return element ? findIn(element) : undefined
  }

  function findIn(element: Element): string | undefined {
    return [...all.keys()].find((id) => all.get(id)?._page._container === element)
  }

  function forgetOrphans(): void {
    for (const [id, { _page: page }] of all) if (!page._isInPage()) forget(id)
  }

  function forget(id: string): void {
    const widget = all.get(id)
    if (!widget) return
    clearTimeout(widget._timer)
    all.delete(id)
    pages.delete(id)
    removeWidget(widget._page)
  }

  return { ready, implicitRender, render, execute, reset, remove, getResponse, isExpired }
}

function findElementBy(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}
