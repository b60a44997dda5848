import { make } from '../../core/element.ts'
import { setStyle } from './style.ts'

/** Where the token is in the page: the hidden fields, and an attribute of the checkbox's frame. */
export type WidgetFields = {
  _elements: readonly HTMLTextAreaElement[]
  _write: (token: string) => void
  _read: () => string
}

/** Makes the hidden fields of a widget, with the names and ids of the contract; reCAPTCHA's comes first. */
export function makeFields(id: string, frame: HTMLElement, isCompat: boolean): WidgetFields {
  const names = ['g-recaptcha-response', 'h-captcha-response'].slice(isCompat ? 0 : 1)
  const elements = names.map((name) => {
    const field = make('textarea', { id: `${name}-${id}`, name, autocomplete: 'off' })
    setStyle(field, 'display:none')
    return field
  })
  return {
    _elements: elements,
    _write(token) {
      frame.dataset['hcaptchaResponse'] = token
      for (const field of elements) field.value = token
    },
    // As the form would send it: a page may have reset or cleared it.
    _read: () => elements[0]?.value ?? '',
  }
}
