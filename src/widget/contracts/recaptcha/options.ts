import { call } from '../../page/cycle.ts'
import { readTextOption, type CallbackName, type PageOptions } from '../../page/options.ts'
import { unseen } from '../../page/style.ts'
import { isDarkAround, ownTheme } from '../../page/theme.ts'
import type { RecaptchaScript } from './script.ts'

/** The options of one widget: from the page's object and attributes, else from the script's address. */
export type RecaptchaOptions = PageOptions & {
  /** `bottomright`, `bottomleft` or `inline`. */
  _badge: string
  /** What the page says the visitor is about to do; null if it says nothing. */
  _action: string | null
}

const TEST_KEY = '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'

/** Reads an option of a widget by its name. */
export type ReadOption = (name: string) => unknown

/** Reads the options of a widget, by their names as in `render()` and in attributes (after `data-`). */
export function readRecaptchaOptions(
  read: ReadOption,
  { _endpoint, _language, _badge }: RecaptchaScript,
  id: string,
  element: Element | null,
): RecaptchaOptions {
  const theme = read('theme')
  const sitekey = readTextOption(read('sitekey'))
  const action = read('action')
  return {
    _id: id,
    _sitekey: sitekey,
    _isTest: sitekey === TEST_KEY,
    _endpoint,
    _host: '',
    _theme: () => ownTheme(theme ? theme === 'dark' : isDarkAround(element ?? document.body)),
    _style: styleOf(read('size')),
    _attributes: {
      tabindex: readTextOption(read('tabindex')) || '0',
      'data-recaptcha-widget-id': id,
    },
    _language: readTextOption(read('hl')) || _language,
    _callbacks: readCallbacks(read),
    _badge: readTextOption(read('badge')) || _badge || 'bottomright',
    _action: typeof action === 'string' ? action : null,
  }
}

function styleOf(size: unknown): string {
  if (size === 'compact') return 'width:164px;height:144px'
  return size === 'invisible' ? unseen : 'width:304px;height:78px'
}

// All but the first get no values.
function readCallbacks(read: ReadOption): PageOptions['_callbacks'] {
  const plain = (name: CallbackName): unknown => {
    const given = read(name)
    return given && (() => call(name, given))
  }
  return {
    callback: read('callback'),
    'expired-callback': plain('expired-callback'),
    'error-callback': plain('error-callback'),
  }
}
