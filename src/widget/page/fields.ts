import { make } from '../core/element.ts'
import { setStyle } from './style.ts'

/** Where the token is in the page. */
export type WidgetFields = {
  _elements: readonly (HTMLTextAreaElement | HTMLInputElement)[]
  _write: (token: string) => void
  _read: () => string
}

/** Makes the hidden fields of a widget from their attributes; `onWrite` hears of each token and of its end. */
export function makeFields(
  all: readonly Readonly<Record<string, string>>[],
  onWrite: (token: string) => void = () => {},
): WidgetFields {
  const elements = all.map((attributes) => {
    const field = make('textarea', { ...attributes, autocomplete: 'off' })
    setStyle(field, 'display:none')
    return field
  })
  return {
    _elements: elements,
    _write(token) {
      onWrite(token)
      for (const field of elements) field.value = token
    },
    // As the form would send it: a page may have reset or cleared it.
    _read: () => elements[0]?.value ?? '',
  }
}
