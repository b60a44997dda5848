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

/** What one widget was told, copied from the page's object and attributes. */
export type WidgetOptions = {
  sitekey: string
  /** A name, an object, or JSON of one. */
  theme: unknown
  size: 'normal' | 'compact' | 'invisible'
  tabindex: number
  language: string
  endpoint: string
  /** Where the dialog goes; null where there is no such element. */
  dialogParent: Element | null
  /** A function, or the name of a global one. */
  callbacks: ReadonlyMap<CallbackName, unknown>
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
  const object = (typeof given === 'object' && given !== null ? given : {}) as Readonly<
    Record<string, unknown>
  >
  function read(name: string): unknown {
    return object[name] || container.getAttribute(`data-${name}`)
  }
  return {
    sitekey: readTextOption(read('sitekey')),
    theme: read('theme') || script.theme,
    size: readSize(read('size')),
    tabindex: Number(read('tabindex')) || 0,
    language: readTextOption(read('hl')) || script.language,
    endpoint: readBase(read('endpoint'), script.endpoint),
    dialogParent: findParent(read('challenge-container')),
    callbacks: new Map(callbackNames.map((name) => [name, read(name)])),
  }
}

function readSize(size: unknown): WidgetOptions['size'] {
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
export function wantedBy({ language }: WidgetOptions): string[] {
  return [language, ...navigator.languages]
}
