import { emptyWidget, followForms } from '../../page/follow-forms.ts'
import { removeWidget } from '../../page/draw.ts'
import { findElement, readTextOption } from '../../page/options.ts'
import type { PageWidget } from '../../page/widget.ts'
import { executeOnce, executeQueued } from './execute.ts'
import { readRecaptchaOptions, type ReadOption } from './options.ts'
import { renderBadge, renderRecaptcha } from './render.ts'
import type { RecaptchaScript } from './script.ts'

const FIRST_OF_SCRIPT = 100_000
const ACTION = /^[\w/]{0,100}$/

/**
 * Makes the methods of `window.grecaptcha`, over an empty page (contract: reCAPTCHA's JavaScript API). None uses `this`,
 * and the page may replace any.
 */
export function makeRecaptcha(script: RecaptchaScript, ready: (callback: unknown) => void) {
  const all = new Map<number, PageWidget>()
  const watch = followForms(() => all.values())
  let count = 0

  function render(container?: unknown, params?: unknown, inherits?: unknown): number {
    forgetOrphans()
    // recaptcha-v3 gives no container.
    const isBare =
      params === undefined && !(container instanceof Element) && Object(container) === container
    const given = Object(isBare ? container : params) as Readonly<Record<string, unknown>>
    const element = isBare ? null : findElement(container)
    if (!isBare && !element)
      throw new Error('reCAPTCHA placeholder element must be an element or id')
    if (element && findIn(element))
      throw new Error('reCAPTCHA has already been rendered in this element')
    const hasAttributes = inherits === true || params === undefined
    const read: ReadOption = (name) =>
      given[name] ?? (hasAttributes ? element?.getAttribute(`data-${name}`) : null)
    if (!read('sitekey')) throw new Error('Missing required parameters: sitekey')
    if (!element) return add(count++, (name) => (name === 'size' ? 'invisible' : read(name)), null)
    return add(count++, read, element)
  }

  function add(id: number, read: ReadOption, element: Element | null, from = script): number {
    const options = readRecaptchaOptions(read, from, `${id}`, element)
    const widget = element ? renderRecaptcha(element, options) : renderBadge(options)
    all.set(id, widget)
    watch(widget)
    return id
  }

  /** Adds the widget of a sitekey that a script's address names, once. */
  function addSitekey(from: RecaptchaScript): void {
    const sitekey = from._render
    if (findBySitekey(sitekey)) return
    const known: Readonly<Record<string, unknown>> = { sitekey, size: 'invisible', action: '' }
    add(FIRST_OF_SCRIPT + all.size, (name) => known[name], null, from)
  }

  function execute(target?: unknown, params?: unknown): Promise<string> {
    const widget = need(target)
    const { action = widget._asked.action } = Object(params) as { action?: unknown }
    if (action === undefined) return executeOnce(widget)
    if (typeof action !== 'string' || !ACTION.test(action))
      throw new Error('Invalid action name, may only include "A-Za-z0-9/_".')
    return executeQueued(widget, action)
  }

  function reset(id?: unknown): void {
    // Wrappers call reset before they have rendered.
    if (isFirst(id) && all.size === 0) return
    emptyWidget(need(id))
  }

  function getResponse(id?: unknown): string {
    return need(id)._fields._read()
  }

  function need(target: unknown): PageWidget {
    const found = find(target)
    if (found) return found
    throw new Error(
      all.size === 0
        ? 'No reCAPTCHA clients exist.'
        : `Invalid site key or client id, or not loaded in api.js: ${readTextOption(target)}`,
    )
  }

  // The first visible widget takes precedence.
  function find(target: unknown): PageWidget | undefined {
    forgetOrphans()
    const widgets = [...all.values()]
    if (isFirst(target))
      return widgets.find((widget) => widget._container.isConnected) ?? widgets[0]
    const text = readTextOption(target)
    return (
      (/^\d+$/.test(text) ? all.get(Number(text)) : undefined) ??
      findBySitekey(text) ??
      findAt(target)
    )
  }

  function findBySitekey(sitekey: string): PageWidget | undefined {
    return [...all.values()].find((widget) => widget._options._sitekey === sitekey)
  }

  function findAt(target: unknown): PageWidget | undefined {
    const element = findElement(target)
    return element ? findIn(element) : undefined
  }

  function findIn(element: Element): PageWidget | undefined {
    const id = (element as HTMLElement).dataset['recaptchaWidgetId']
    if (id !== undefined) return all.get(Number(id))
    return [...all.values()].find((widget) => widget._container === element)
  }

  // The page has emptied the container itself.
  function forgetOrphans(): void {
    for (const [id, widget] of all)
      if (!widget._isInPage()) {
        all.delete(id)
        removeWidget(widget)
      }
  }

  return { api: { ready, render, execute, reset, getResponse }, _addSitekey: addSitekey }
}

function isFirst(target: unknown): boolean {
  return target === undefined || target === null || target === ''
}
