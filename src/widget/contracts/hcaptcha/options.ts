import { readBase, type ScriptParams } from './script.ts'

/** The callbacks of a widget, named as in `render()` and in the attributes (after `data-`). */
export const callbackNames = [
  'callback',
  'expired-callback',
  'chalexpired-callback',
  'error-callback',
  'open-callback',
  'close-callback',
] as const

/** The name of a callback. */
export type CallbackName = (typeof callbackNames)[number]

/** The options of one widget: from the page's object and attributes, else from the script's address. */
export type WidgetOptions = Omit<ScriptParams, '_theme'> & {
  _sitekey: string
  /** A name, an object, or JSON of one. */
  _theme: unknown
  _size: 'normal' | 'compact' | 'invisible'
  _tabindex: string
  /** Where the dialog goes; null if there is no such element. */
  _dialogParent: Element | null
  /** A function, or the name of a global one. */
  _callbacks: ReadonlyMap<CallbackName, unknown>
}

/**
 * Reads the options of a widget: truthy values of the page's object, else the container's attributes. The
 * object may be shared and have many keys of its own, so it is neither stored nor changed.
 */
export function readOptions(
  container: Element,
  given: unknown,
  script: ScriptParams,
): WidgetOptions {
  const object = Object(given) as Readonly<Record<string, unknown>>
  function read(name: string): unknown {
    return object[name] || container.getAttribute(`data-${name}`)
  }
  return {
    ...script,
    _sitekey: readTextOption(read('sitekey')),
    _theme: read('theme') || script._theme,
    _size: readSize(read('size')),
    _tabindex: readTextOption(read('tabindex')) || '0',
    _language: readTextOption(read('hl')) || script._language,
    _endpoint: readBase(read('endpoint'), script._endpoint),
    _dialogParent: findElement(read('challenge-container') || document.body),
    _callbacks: new Map(callbackNames.map((name) => [name, read(name)])),
  }
}

function readSize(size: unknown): WidgetOptions['_size'] {
  return size === 'compact' || size === 'invisible' ? size : 'normal'
}

/** The element itself, or the one with that id; null if there is none. */
export function findElement(given: unknown): Element | null {
  return given instanceof Element ? given : document.getElementById(readTextOption(given))
}

/** A text as it is, a number as text, and nothing for anything else. */
export function readTextOption(given: unknown): string {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : ''
}

/** The languages wanted, in order of preference: the widget's own, then the browser's. */
export function languagesOf({ _language: language }: WidgetOptions): string[] {
  return [language, ...navigator.languages]
}
