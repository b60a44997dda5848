import { exportDocuments, whyNoDocuments } from './documents.ts'
import type { ExportFormat } from './format.ts'
import type { Fault } from '../read/encoding.ts'
import { findAltoParts, type AltoParts, type AltoSlot } from './alto-slots.ts'
import type { RegionText } from './region-texts.ts'
import { matchSlots } from './slots.ts'
import {
  applyEdits,
  editAttributes,
  escapeAttribute,
  escapeXml,
  insertInto,
  readFileText,
  type Edit,
} from './splice.ts'
import { confidenceText, freeId, xmlTime, type Rewritten, type Stamp } from './stamp.ts'

type Version = { major: number; minor: number | null }
/** `refersTo` is the id of the processing step, if Strings may refer to one. */
type Writing = { text: string; version: Version; stepId: string; refersTo: string | null }

/** ALTO: the archive’s own files, with the readings in them. */
export const altoExport: ExportFormat = {
  name: 'alto',
  content: 'text',
  write: (session) => exportDocuments(session, 'ALTO', rewriteAlto),
  whyNothing: (session) => whyNoDocuments(session, { format: 'ALTO', other: 'PAGE' }),
}

/**
 * Writes readings into an ALTO file: CONTENT with its confidence, the old text as an alternative, and a
 * processing step that names Incipit, as far as the file's version allows. All else stays byte for byte.
 */
export function rewriteAlto(
  bytes: Uint8Array,
  texts: readonly RegionText[],
  stamp: Stamp,
): Rewritten | Fault {
  const file = readFileText(bytes)
  if ('fault' in file) return file
  const { text } = file
  const parts = findAltoParts(text)
  if ('fault' in parts) return parts
  const version = versionOf(parts)
  const stepId = freeId(text)
  const refersTo = isAtLeast(version, [4, 1]) && parts.description ? stepId : null
  const writing = { text, version, stepId, refersTo }
  const edits: Edit[] = []
  const done = new Set<RegionText>()
  let readings = 0
  for (const { slot, text: wanted } of matchSlots(parts.slots, texts)) {
    const made = slot.string
      ? editString(slot, slot.string, { wanted, writing })
      : addString(slot, { wanted, writing })
    if (!made) continue
    edits.push(...made)
    done.add(wanted)
    readings += wanted.readings
  }
  const missed = texts.flatMap((wanted) => (done.has(wanted) ? [] : (wanted.region ?? [])))
  if (edits.length === 0) return { bytes: Buffer.from(bytes), readings, missed }
  edits.push(...processingEdits(parts, writing, { ...stamp, readings }))
  return { bytes: file.toBytes(applyEdits(text, edits)), readings, missed }
}

// Without a namespace it is version 1; only the name of its schema shows that it is 1.0.
function versionOf({ root: { prefix, attributes } }: AltoParts): Version {
  const namespace = attributes.get(prefix === '' ? 'xmlns' : prefix.slice(0, -1)) ?? ''
  const major = Number(/ns-v(\d)/.exec(namespace)?.[1] ?? 1)
  const schemas = [attributes.get('schemaLocation'), attributes.get('noNamespaceSchemaLocation')]
  const [, schemaMajor, schemaMinor] =
    /(?:^|alto-v?)(\d+)[.-](\d+)/i.exec(attributes.get('SCHEMAVERSION') ?? schemas.join(' ')) ?? []
  return { major, minor: Number(schemaMajor) === major ? Number(schemaMinor) : null }
}

function isAtLeast({ major, minor }: Version, wanted: readonly [number, number]): boolean {
  return major > wanted[0] || (major === wanted[0] && (minor ?? 0) >= wanted[1])
}

type Options = { wanted: RegionText; writing: Writing }

function editString(
  { innerStart, hasHyphen }: AltoSlot,
  string: AltoParts['root'],
  { wanted, writing }: Options,
): Edit[] | null {
  const { text, version } = writing
  const old = string.attributes.get('CONTENT') ?? ''
  const changed = wanted.change(old)
  if (changed === null) return null
  const content = hasHyphen ? withoutHyphen(changed, old) : changed
  const isNew = content !== old
  const attributes = editAttributes(text, string, {
    ...(isNew ? { CONTENT: content, CC: null } : {}),
    ...marksOf(string.attributes.get('PROCESSINGREFS'), { wanted, writing }),
  })
  // Version 1.0 has no alternatives; version 1 without a minor number is most likely a later one.
  const hasAlternatives = version.major > 1 || version.minor !== 0
  if (!isNew || old.trim() === '' || !hasAlternatives) return attributes
  const { prefix } = string
  const inner = `<${prefix}ALTERNATIVE>${escapeXml(old)}</${prefix}ALTERNATIVE>`
  return [...attributes, insertInto(text, string, { inner, before: innerStart })]
}

function marksOf(processing: string | undefined, { wanted, writing }: Options) {
  const { version, refersTo } = writing
  const { confidence } = wanted
  return {
    // The machine's confidence was in another text, and a line with only some words read is not corrected.
    WC: confidence === null ? null : confidenceText(confidence),
    ...(isAtLeast(version, [2, 1]) && confidence !== null && wanted.doubt === null
      ? { CS: 'true' }
      : {}),
    ...(refersTo === null
      ? {}
      : { PROCESSINGREFS: [processing, refersTo].filter(Boolean).join(' ') }),
  }
}

// If the line has an element for its hyphen, the String before it ends without one.
function withoutHyphen(changed: string, old: string): string {
  return hyphen.test(old) ? changed : changed.replace(hyphen, '') || changed
}
const hyphen = /[-=¬‐⸗]$/u

// An unread line has no String; it gets one of the line's size.
function addString({ line, innerStart }: AltoSlot, options: Options): Edit[] | null {
  const content = options.wanted.change('')
  if (content === null) return null
  const box = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].flatMap((name) => {
    const value = line.attributes.get(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const values = { CONTENT: content, ...Object.fromEntries(box), ...marksOf(undefined, options) }
  const written = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [` ${name}="${escapeAttribute(value)}"`],
  )
  const inner = `<${line.prefix}String${written.join('')}/>`
  return [insertInto(options.writing.text, line, { inner, before: innerStart })]
}

function processingEdits(
  { root, description, lastProcessing }: AltoParts,
  { text, version, stepId }: Writing,
  stamp: Stamp & { readings: number },
): Edit[] {
  const { prefix } = root
  const wrap = (name: string, inner: string, id = ''): string =>
    `<${prefix}${name}${id}>${inner}</${prefix}${name}>`
  const category = isAtLeast(version, [4, 1])
    ? wrap('processingCategory', 'contentModification')
    : ''
  const software = wrap('softwareName', 'Incipit') + wrap('softwareVersion', stamp.version)
  const step = [
    category,
    wrap('processingDateTime', xmlTime(stamp.nowMs)),
    wrap('processingAgency', 'volunteers'),
    wrap('processingStepDescription', `${stamp.readings} texts read by volunteers`),
    wrap('processingSoftware', software),
  ].join('')
  const id = ` ID="${stepId}"`
  if (version.major === 1 && version.minor === 0) return []
  if (version.major < 4 && lastProcessing)
    return [insertInto(text, lastProcessing, { inner: wrap('postProcessingStep', step) })]
  const inner =
    version.major < 4
      ? wrap('OCRProcessing', wrap('ocrProcessingStep', step), id)
      : wrap('Processing', step, id)
  if (description) return [insertInto(text, description, { inner })]
  // From version 2.1 on, a description must name a unit of measure, which is not ours to choose.
  return isAtLeast(version, [2, 1]) || (version.major === 2 && version.minor === null)
    ? []
    : [{ start: root.openEnd, end: root.openEnd, text: wrap('Description', inner) }]
}
