import { make } from '../../core/element.ts'
import { setStyle } from './style.ts'

/** Where the token is in the page: the hidden fields, and an attribute of the checkbox's frame. */
export type WidgetFields = {
  _elements: readonly HTMLElement[]
  _write: (token: string) => void
  _read: () => string
}

/** Makes the hidden fields of a widget, with the names and ids of the contract; reCAPTCHA's comes first. */
export function makeFields(id: string, frame: HTMLElement, isCompat: boolean): WidgetFields {
  const names = ['g-recaptcha-response', 'h-captcha-response'].slice(isCompat ? 0 : 1)
  let token = ''
  const elements = names.map((name) => {
    const field = make('textarea', { id: `${name}-${id}`, name })
    setStyle(field, 'display:none')
    return field
  })
  return {
    _elements: elements,
    _write(given) {
      token = given
      frame.dataset['hcaptchaResponse'] = token
      for (const field of elements) field.value = token
    },
    _read: () => token,
  }
}
