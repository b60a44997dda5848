import { annotationOf, ownTerms, type AnnotationStyle } from './annotations.ts'
import { countReading, settledOf, sourcesOf, writeOut, type ExportDesk } from './desk.ts'

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

/** Writes one IIIF Presentation 3 AnnotationPage for each source that has readings. */
export const exportIiif = async (desk: ExportDesk): Promise<void> => {
  const style = styleOf(desk)
  for await (const source of sourcesOf(desk)) {
    const settled = await settledOf(desk, source)
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
    if (!(await writeOut(desk, { path, mediaType }, [JSON.stringify(page)]))) continue
    for (const { reading } of settled) countReading(desk, reading.state)
  }
}

/** Writes all readings as one W3C AnnotationCollection. */
export const exportWebAnnotation = async (desk: ExportDesk): Promise<void> => {
  await writeOut(desk, { path: 'annotations.jsonld', mediaType }, collectionOf(desk))
}

// The number of annotations is known when they are written, and JSON does not mind where it stands.
const collectionOf = async function* (desk: ExportDesk): AsyncGenerator<string> {
  const style = styleOf(desk)
  const id = `${style.base}annotations.jsonld`
  const head = { '@context': webContexts, id, type: 'AnnotationCollection' }
  const label = `${desk.order.corpus.name}, read by volunteers through Incipit`
  const page = { id: `${id}#page-1`, type: 'AnnotationPage', partOf: id, startIndex: 0 }
  yield `${opened({ ...head, label })},"first":${opened(page)},"items":[`
  let total = 0
  for await (const source of sourcesOf(desk)) {
    for (const settled of await settledOf(desk, source)) {
      yield `${total === 0 ? '\n' : ',\n'}${JSON.stringify(annotationOf(source, settled, style))}`
      countReading(desk, settled.reading.state)
      total += 1
    }
  }
  yield `]},"total":${total}}`
}

/** An object whose end is still to be written. */
const opened = (value: object): string => JSON.stringify(value).slice(0, -1)

const styleOf = ({ order, choice }: ExportDesk): AnnotationStyle => ({
  choice,
  base: order.baseUrl ?? `urn:incipit:${encodeURIComponent(order.corpus.name)}:`,
  language: order.corpus.language,
  version: order.version,
})
