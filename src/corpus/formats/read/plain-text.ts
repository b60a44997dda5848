import type { ImportFormat } from './format.ts'

/** The text of a picture in a file of its own beside it. */
export const plainText: ImportFormat = {
  name: 'text',
  detect: (file) => {
    const text = file.text()
    if (file.extension !== 'txt' || !text || 'fault' in text || file.json()) return null
    return { is: 'text', text: text.toString() }
  },
}
