import type { ExportFormat } from './format.ts'
import { annotationOf, ownTerms, type AnnotationStyle } from './annotations.ts'
import { countReading, settledOf, sourcesOf, writeOut, type ExportSession } from './session.ts'

const iiifContexts = [
  'http://iiif.io/api/extension/text-granularity/context.json',
  ownTerms,
  'http://iiif.io/api/presentation/3/context.json',
]
const webContexts = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    ...ownTerms,
    supplementing: 'http://iiif.io/api/presentation/3#supplementing',
    textGranularity: 'http://iiif.io/api/extension/text-granularity#textGranularity',
    Canvas: 'http://iiif.io/api/presentation/3#Canvas',
  },
]
const mediaType = 'application/ld+json'

/** IIIF: annotation pages for the canvases that pictures came from. */
export const iiifExport: ExportFormat = {
  name: 'iiif',
  write: (session) => exportIiif(session),
}

/** Writes one IIIF Presentation 3 AnnotationPage for each source that has readings. */
async function exportIiif(session: ExportSession): Promise<void> {
  const style = styleOf(session)
  for await (const source of sourcesOf(session)) {
    const settled = await settledOf(session, source)
    if (settled.length === 0) continue
    const path = `${source.id}.json`
    const page = {
      '@context': iiifContexts,
      id: `${style.base}${path}`,
      type: 'AnnotationPage',
      label: { none: [source.origin] },
      requiredStatement: { label: { en: ['Credit'] }, value: { none: [source.credit] } },
      items: settled.map((one) => annotationOf(source, one, style)),
    }
    if (!(await writeOut(session, { path, mediaType }, [JSON.stringify(page)]))) continue
    for (const { reading } of settled) countReading(session, reading.state)
  }
}

/** Web annotations of the pictures themselves. */
export const webAnnotationExport: ExportFormat = {
  name: 'webannotation',
  write: (session) => exportWebAnnotation(session),
}

/** Writes all readings as one W3C AnnotationCollection. */
async function exportWebAnnotation(session: ExportSession): Promise<void> {
  await writeOut(session, { path: 'annotations.jsonld', mediaType }, collectionOf(session))
}

// The number of annotations is known only when they are written, and JSON lets it come last.
const collectionOf = async function* (session: ExportSession): AsyncGenerator<string> {
  const style = styleOf(session)
  const id = `${style.base}annotations.jsonld`
  const head = { '@context': webContexts, id, type: 'AnnotationCollection' }
  const label = `${session.order.corpus.name}, read by volunteers through Incipit`
  const page = { id: `${id}#page-1`, type: 'AnnotationPage', partOf: id, startIndex: 0 }
  yield `${opened({ ...head, label })},"first":${opened(page)},"items":[`
  let total = 0
  for await (const source of sourcesOf(session)) {
    for (const settled of await settledOf(session, source)) {
      yield `${total === 0 ? '\n' : ',\n'}${JSON.stringify(annotationOf(source, settled, style))}`
      countReading(session, settled.reading.state)
      total += 1
    }
  }
  yield `]},"total":${total}}`
}

/** An object whose end is still to be written. */
function opened(value: object): string {
  return JSON.stringify(value).slice(0, -1)
}

function styleOf({ order, choice, kind }: ExportSession): AnnotationStyle {
  return {
    choice,
    content: kind.content,
    base: order.baseUrl ?? `urn:incipit:${encodeURIComponent(order.corpus.name)}:`,
    language: order.corpus.language,
    version: order.version,
  }
}
