import type { ImportFormat } from '../formats/read/format.ts'
import { idOf, isIiif, parseJson, typeOf } from './json.ts'

const iiifMark = /iiif\.io\/api\/|shared-canvas|"(AnnotationPage|sc:[A-Z][A-Za-z]+)"/

/** IIIF: manifests and collections. What they say about pictures is read canvas by canvas. */
export const iiif: ImportFormat = {
  name: 'IIIF',
  detect: (file) => {
    const text = file.json()
    if (!text || !iiifMark.test(text.toString('latin1'))) return null
    const parsed = parseJson(text)
    if ('fault' in parsed) return { is: 'nothing', code: 'iiif_broken', detail: parsed.fault }
    const type = typeOf(parsed.value)
    if (type === '' && !isIiif(parsed.value)) return null
    return { is: 'iiif', id: idOf(parsed.value), type }
  },
}
