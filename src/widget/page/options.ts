import type { ToFrame } from '../../wire/frame.ts'
import type { Theme } from './theme.ts'

/** What the page may be told of, by the names that pages give their callbacks. */
export type CallbackName =
  | 'callback'
  | 'expired-callback'
  | 'chalexpired-callback'
  | 'error-callback'
  | 'open-callback'
  | 'close-callback'

/** What a widget needs to know, whichever contract it is of. */
export type PageOptions = {
  _id: string
  _sitekey: string
  /** Whether the sitekey is a published test key, which lets everybody pass. */
  _isTest: boolean
  /** Base of the service's addresses, absolute, without a slash at its end; its frame is there too. */
  _endpoint: string
  /** Host name to be recorded under; empty for the page's own. */
  _host: string
  /** The theme as it is now; the page around may turn dark later. */
  _theme: () => Theme
  /** Attributes of the checkbox's frame, and what gives it its size. */
  _attributes: Readonly<Record<string, string>>
  _style: string
  /** Language asked for; empty for the browser's. */
  _language: string
  /** Where the dialog goes; null if there is no such element. */
  _dialogParent?: Element | null | undefined
  /** A function, or the name of a global one. */
  _callbacks: Readonly<Partial<Record<CallbackName, unknown>>>
}

/** What else the frame tells the service about a cycle. */
export type Asked = Pick<ToFrame, 'rqdata' | 'action' | 'cdata'>

/** The element itself, or the one with that id; null if there is none. */
export function findElement(given: unknown): Element | null {
  return given instanceof Element ? given : document.getElementById(readTextOption(given))
}

/** A text as it is, a number as text, and nothing for anything else. */
export function readTextOption(given: unknown): string {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : ''
}

/** The languages wanted, in order of preference: the widget's own, then the browser's. */
export function languagesOf({ _language: language }: PageOptions): string[] {
  return [language, ...navigator.languages]
}
