import { readBase, type ScriptParams } from './script.ts'

/** The callbacks of a widget, as `render()` and the attributes (behind `data-`) call them. */
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

/** What one widget was told by the page's object and attributes, else by the address of the script. */
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
 * Reads the options of a widget: what is truthy in the page's object, else the attribute of the container.
 * The object may be shared and have many keys of its own, so it is neither kept nor changed.
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
    _dialogParent: findParent(read('challenge-container')),
    _callbacks: new Map(callbackNames.map((name) => [name, read(name)])),
  }
}

function readSize(size: unknown): WidgetOptions['_size'] {
  return size === 'compact' || size === 'invisible' ? size : 'normal'
}

function findParent(given: unknown): Element | null {
  if (!given) return document.body
  return given instanceof Element ? given : document.getElementById(readTextOption(given))
}

/** What is given as a text; a number as it is written, and nothing for anything else. */
export function readTextOption(given: unknown): string {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : ''
}

/** The languages wanted, the first first: the widget's own, then the browser's. */
export function wantedBy({ _language: language }: WidgetOptions): string[] {
  return [language, ...navigator.languages]
}
