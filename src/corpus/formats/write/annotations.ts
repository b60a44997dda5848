import type { Kind } from '../../../kinds/kind.ts'
import type { Item } from '../../../model/item.ts'
import type { Box, Polygon, Region } from '../../../model/region.ts'
import { pictureSizeOf, type Source } from '../../../model/source.ts'
import type { SettledItem } from './session.ts'
import { stateText, type Choice } from './choice.ts'
import { timeFragmentOf } from './media-fragment.ts'
import { licenceUrl } from './licence-url.ts'
import { alternativeOf, rounded } from './reading-row.ts'

/** What annotations are written with: their collection, its language, and the program that wrote them. */
export type AnnotationStyle = {
  base: string
  language: string
  version: string
  choice: Choice
  /** What the readings hold. */
  content: Kind['content']
}

/** Our own JSON-LD terms, where no standard has one. */
export const ownTerms = {
  incipit: 'urn:incipit:terms:',
  confidence: 'incipit:confidence',
  state: 'incipit:state',
  rawConfidence: 'incipit:rawConfidence',
  agreement: 'incipit:agreement',
  attack: 'incipit:attack',
  answers: 'incipit:answers',
  networks: 'incipit:networks',
  engine: 'incipit:engine',
  original: 'incipit:original',
  alternatives: { '@id': 'incipit:alternatives', '@container': '@list' },
  softwareVersion: 'https://schema.org/softwareVersion',
} as const

/** One reading as a W3C Web Annotation, in terms that IIIF viewers know. */
export function annotationOf(source: Source, settled: SettledItem, style: AnnotationStyle) {
  const { item, reading } = settled
  const { base, language, version, choice, content } = style
  const isText = content !== 'class'
  const rights = licenceUrl(source.licence)
  const value = { type: 'TextualBody', value: reading.text, format: 'text/plain' }
  return {
    id: `${base}annotation/${item.id}`,
    type: 'Annotation',
    motivation: isText ? 'supplementing' : 'classifying',
    ...(isText && item.level !== 'image' ? { textGranularity: item.level } : {}),
    body: isText
      ? { ...value, ...(language === 'und' ? {} : { language }) }
      : { ...value, purpose: 'classifying' },
    target: targetOf(source, item),
    created: new Date(reading.firstAnswerAtMs).toISOString().slice(0, 10) + dayStart,
    modified: new Date(reading.lastAnswerAtMs).toISOString().slice(0, 10) + dayStart,
    creator: { type: 'Organization', name: `Volunteers, for ${source.credit}` },
    generator: {
      type: 'Software',
      name: 'Incipit',
      softwareVersion: version,
      engine: reading.engine,
    },
    ...(rights === null ? {} : { rights }),
    state: stateText(reading, choice),
    confidence: rounded(reading.confidence),
    rawConfidence: rounded(reading.rawConfidence),
    agreement: rounded(reading.agreement),
    attack: rounded(reading.attack),
    answers: reading.answers,
    networks: reading.networks,
    ...(item.label === null ? {} : { original: item.label }),
    alternatives: reading.alternatives.map(alternativeOf),
  }
}

// The time of an answer is given only to the day, but the standard asks for a time.
const dayStart = 'T00:00:00Z'

function targetOf(source: Source, { region }: Item) {
  const id = source.iiif?.id ?? encodeURI(source.origin)
  const medium = pictureSizeOf(source.extent) ? 'Image' : 'Sound'
  const type = source.iiif ? 'Canvas' : medium
  if (region.is === 'whole') return source.iiif ? id : { id, type }
  const fragment = partOf(region, source)
  if (region.is !== 'outline')
    return source.iiif
      ? `${id}#${fragment}`
      : { ...specific(id, type), selector: fragmentOf(fragment) }
  const svg = svgOf(region.outline, scaleOf(source))
  return {
    ...specific(id, type),
    selector: [fragmentOf(fragment), { type: 'SvgSelector', value: svg }],
  }
}

function partOf(region: Exclude<Region, { is: 'whole' }>, source: Source): string {
  if (region.is === 'span') return timeFragmentOf(region)
  const { x, y, width, height } = scaleBox(region.box, scaleOf(source))
  return `xywh=${x},${y},${width},${height}`
}

function specific(id: string, type: string) {
  return { type: 'SpecificResource', source: { id, type } }
}

function fragmentOf(value: string) {
  return {
    type: 'FragmentSelector',
    conformsTo: 'http://www.w3.org/TR/media-frags/',
    value,
  }
}

type Scale = { across: number; down: number }

function scaleOf({ iiif, extent }: Source): Scale {
  const size = pictureSizeOf(extent)
  return iiif && size
    ? { across: iiif.width / size.widthPixels, down: iiif.height / size.heightPixels }
    : { across: 1, down: 1 }
}

// Rounded outwards, so that no letter is cut off.
function scaleBox({ x, y, width, height }: Box, { across, down }: Scale): Box {
  const left = Math.floor(x * across)
  const top = Math.floor(y * down)
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) * across) - left,
    height: Math.ceil((y + height) * down) - top,
  }
}

function svgOf(polygon: Polygon, { across, down }: Scale): string {
  const points = polygon.map(({ x, y }) => `${Math.round(x * across)},${Math.round(y * down)}`)
  return `<svg xmlns="http://www.w3.org/2000/svg"><polygon points="${points.join(' ')}"/></svg>`
}
