import {
  findElement,
  readTextOption,
  type CallbackName,
  type PageOptions,
} from '../../page/options.ts'
import { readBase } from '../../page/script.ts'
import type { ScriptParams } from './script.ts'
import { unseen } from '../../page/style.ts'
import { isDarkAround } from '../../page/theme.ts'
import { readTheme } from './theme.ts'

const callbackNames: readonly CallbackName[] = [
  'callback',
  'expired-callback',
  'chalexpired-callback',
  'error-callback',
  'open-callback',
  'close-callback',
]

/** The options of one widget: from the page's object and attributes, else from the script's address. */
export type HcaptchaOptions = Omit<ScriptParams, '_theme'> & PageOptions

/**
 * Reads the options of a widget: truthy values of the page's object, else the container's attributes. The
 * object may be shared and have many keys of its own, so it is neither stored nor changed.
 */
export function readOptions(
  container: Element,
  given: unknown,
  script: ScriptParams,
  id: string,
): HcaptchaOptions {
  const object = Object(given) as Readonly<Record<string, unknown>>
  const read = (name: string): unknown => object[name] || container.getAttribute(`data-${name}`)
  const dialogParent = read('challenge-container')
  const sitekey = readTextOption(read('sitekey'))
  const theme = read('theme') || script._theme
  return {
    ...script,
    _sitekey: sitekey,
    // The published test keys; no other UUID has these digits.
    _isTest: /0-ffff-f/.test(sitekey),
    _theme: () => readTheme(theme || (isDarkAround(container) && 'dark')),
    _style: styleOf(read('size')),
    _id: id,
    _attributes: {
      tabindex: readTextOption(read('tabindex')) || '0',
      'data-hcaptcha-response': '',
      'data-hcaptcha-widget-id': id,
    },
    _language: readTextOption(read('hl')) || script._language,
    _endpoint: readBase(read('endpoint'), script._endpoint),
    _dialogParent: dialogParent ? findElement(dialogParent) : undefined,
    _callbacks: Object.fromEntries(callbackNames.map((name) => [name, read(name)])),
  }
}

/** The style of a size; `normal` for anything else. */
export function styleOf(size: unknown): string {
  if (size === 'compact') return 'width:158px;height:138px'
  return size === 'invisible' ? unseen : 'width:302px;height:76px'
}
