import { exportDocuments, whyNoDocuments } from './documents.ts'
import type { ExportFormat } from './format.ts'
import type { Fault } from '../read/encoding.ts'
import { cleanText } from '../../../text/clean-text.ts'
import { editEquivs, type PageVersion } from './page-equivs.ts'
import {
  findPageParts,
  lettersOf,
  textOfPart,
  type PagePart,
  type PageParts,
  type PageSlot,
} from './page-slots.ts'
import type { RegionText } from './region-texts.ts'
import { matchSlots } from './slots.ts'
import {
  applyEdits,
  escapeAttribute,
  escapeXml,
  insertInto,
  readFileText,
  type Edit,
} from './splice.ts'
import { xmlTime, type Rewritten, type Stamp } from './stamp.ts'

type Change = { slot: PageSlot; text: string; wanted: RegionText }

/** PAGE: the archive’s own files, with the readings in them. */
export const pageExport: ExportFormat = {
  name: 'page',
  content: 'text',
  write: (session) => exportDocuments(session, 'PAGE', rewritePage),
  whyNothing: (session) => whyNoDocuments(session, { format: 'PAGE', other: 'ALTO' }),
}

/**
 * Writes readings into a PAGE file: the text with its confidence, the old one as the next best, and a note
 * that names Incipit, as far as the file's version allows. A line's text follows its words, and a region's
 * text its lines, if they agreed before. All else stays byte for byte.
 */
export function rewritePage(
  bytes: Uint8Array,
  texts: readonly RegionText[],
  stamp: Stamp,
): Rewritten | Fault {
  const file = readFileText(bytes)
  if ('fault' in file) return file
  const { text } = file
  const parts = findPageParts(text)
  if ('fault' in parts) return parts
  const version = versionOf(parts)
  const changes = matchSlots(parts.slots, texts).flatMap(({ slot, text: wanted }): Change[] => {
    const changed = wanted.change(textOfPart(slot.part))
    return changed === null ? [] : [{ slot, text: changed, wanted }]
  })
  const done = new Set(changes.map(({ wanted }) => wanted))
  const missed = texts.flatMap((wanted) => (done.has(wanted) ? [] : (wanted.region ?? [])))
  const readings = changes.reduce((sum, { wanted }) => sum + wanted.readings, 0)
  if (changes.length === 0) return { bytes: Buffer.from(bytes), readings, missed }
  const edits = [
    ...changes.flatMap(({ slot, text: value, wanted: { confidence, doubt, alternatives } }) =>
      editEquivs(text, slot.part, { value, confidence, doubt, alternatives, version }),
    ),
    ...followingEdits(text, parts, { changes, version }),
    ...metadataEdits(text, parts, { stamp, readings, version }),
  ]
  return { bytes: file.toBytes(applyEdits(text, edits)), readings, missed }
}

function versionOf({ root: { prefix, attributes } }: PageParts): PageVersion {
  const namespace = attributes.get(prefix === '' ? 'xmlns' : prefix.slice(0, -1)) ?? ''
  return Number(/pagecontent\/(\d{4})/.exec(namespace)?.[1] ?? 2019)
}

/** Updates lines whose words have changed, and regions whose lines have. */
function followingEdits(
  text: string,
  { regions }: PageParts,
  { changes, version }: { changes: readonly Change[]; version: PageVersion },
): Edit[] {
  const changed = new Map(changes.map(({ slot, text: value }) => [slot.part, value]))
  const ofWords = new Set(changes.flatMap(({ slot }) => slot.line ?? []))
  const edits: Edit[] = []
  const follow = (part: PagePart, value: string | null): void => {
    if (value === null || value === textOfPart(part)) return
    changed.set(part, value)
    edits.push(...editEquivs(text, part, { ...noFacts, value, version }))
  }
  for (const line of ofWords) follow(line, lineOf(line, changed))
  for (const region of regions) follow(region, regionOf(region, changed))
  return edits
}

const noFacts = { confidence: null, doubt: null, alternatives: [] } as const

/** The text of a line with its changed words; null if it did not match its words before. */
function lineOf(line: PagePart, changed: ReadonlyMap<PagePart, string>): string | null {
  const old = textOfPart(line)
  if (lettersOf(old) === '') return null
  const pieces: string[] = []
  let at = 0
  for (const word of line.words) {
    const spelt = Array.from(textOfPart(word).replace(/\s/gu, ''))
    const from = skipBlanks(old, at)
    let end = from
    for (const sign of spelt) {
      end = skipBlanks(old, end)
      if (!old.startsWith(sign, end)) return null
      end += sign.length
    }
    pieces.push(old.slice(at, from), changed.get(word) ?? old.slice(from, end))
    at = end
  }
  return pieces.join('') + old.slice(at)
}

function skipBlanks(text: string, from: number): number {
  return from + (/^\s*/u.exec(text.slice(from))?.[0].length ?? 0)
}

/** The text of a region with its changed lines; null if it was more than its lines. */
function regionOf(region: PagePart, changed: ReadonlyMap<PagePart, string>): string | null {
  const old = textOfPart(region).split('\n')
  const { lines } = region
  if (!lines.some((line) => changed.has(line)) || old.length !== lines.length) return null
  const isSame = lines.every((line, n) => cleanText(textOfPart(line)) === cleanText(old[n] ?? ''))
  return isSame ? lines.map((line, n) => changed.get(line) ?? old[n]).join('\n') : null
}

function metadataEdits(
  text: string,
  { metadata, lastChange, comments }: PageParts,
  { stamp, readings, version }: { stamp: Stamp; readings: number; version: PageVersion },
): Edit[] {
  if (!metadata || metadata.isOneTag) return []
  const time = xmlTime(stamp.nowMs)
  const note = `${readings} texts read by volunteers through Incipit ${stamp.version}`
  const edits: Edit[] = []
  if (lastChange && !lastChange.isOneTag)
    edits.push({ start: lastChange.openEnd, end: lastChange.closeStart, text: time })
  const { prefix } = metadata
  if (version >= 2018) {
    const name = 'name="Incipit" type="processingStep"'
    const inner = `<${prefix}MetadataItem ${name} value="${escapeAttribute(note)}" date="${time}"/>`
    return [...edits, insertInto(text, metadata, { inner })]
  }
  if (comments && !comments.place.isOneTag) {
    const { closeStart } = comments.place
    return [...edits, { start: closeStart, end: closeStart, text: `; ${escapeXml(note)}` }]
  }
  if (comments || !lastChange) return edits
  const inner = `<${prefix}Comments>${escapeXml(note)}</${prefix}Comments>`
  return [...edits, { start: lastChange.end, end: lastChange.end, text: inner }]
}
