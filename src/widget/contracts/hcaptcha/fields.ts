import { makeFields, type WidgetFields } from '../../page/fields.ts'

/**
 * Makes the hidden fields of a widget, with the names and ids of the contract; reCAPTCHA's comes first. The token is
 * also in an attribute of the checkbox's frame.
 */
export function makeHcaptchaFields(
  id: string,
  frame: HTMLElement,
  isCompat: boolean,
): WidgetFields {
  const names = ['g-recaptcha-response', 'h-captcha-response'].slice(isCompat ? 0 : 1)
  const fields = names.map((name) => ({ id: `${name}-${id}`, name }))
  return makeFields(fields, (token) => {
    frame.dataset['hcaptchaResponse'] = token
  })
}
