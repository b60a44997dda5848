import { cleanText } from '../../../text/clean-text.ts'
import type { Fault } from './encoding.ts'
import type { ImportFormat } from './format.ts'
import type { ImportFile } from './import-file.ts'
import { gatherSpeech, parseTime, spokenText, type Cue, type Speech } from './speech.ts'
import { readXml } from './xml.ts'
import { brokenXml } from './detect-xml.ts'

/** TEI of spoken language (TEI P5, chapter 8, and ISO 24624): utterances on a timeline. */
export const teiSpeech: ImportFormat = {
  name: 'TEI',
  detect: (file) => {
    const root = file.root()
    if (root !== 'TEI' && root !== 'teiCorpus') return null
    const found = lookAt(file)
    if ('fault' in found) return brokenXml(file, found)
    return found.isSpoken
      ? { is: 'speech', format: 'TEI', recordingNames: found.recordingNames }
      : null
  },
  readSpeech: readTei,
}

const namesMax = 20

function lookAt({ bytes }: ImportFile): { isSpoken: boolean; recordingNames: string[] } | Fault {
  const recordingNames: string[] = []
  let isSpoken = false
  const fault = readXml(bytes, {
    open: (name, attributes) => {
      const url = name === 'media' ? attributes.get('url')?.trim() : ''
      if (url && recordingNames.length < namesMax) recordingNames.push(url)
      isSpoken = name === 'u' || name === 'timeline'
      return !isSpoken
    },
    close: () => undefined,
  })
  return fault ?? { isSpoken, recordingNames }
}

/** What stands in an utterance and is not said. */
const unsaid: ReadonlySet<string> = new Set([
  'desc',
  'note',
  'vocal',
  'kinesic',
  'incident',
  'writing',
  'pause',
  'shift',
  'fs',
  'spanGrp',
])
const gaps: ReadonlySet<string> = new Set(['gap', 'unclear', 'choice'])

/** Words may stand without blanks between them; a mark that follows has none before it. No XML can hold this. */
const wordEnd = '\uFFFF'

type Place = { id: string; from: string; to: string }
type Utterance = Place & {
  said: string[]
  /** Points on the timeline within it, and how many pieces of text come before each. */
  anchors: { at: string; before: number }[]
  /** Some of it was not understood, or can be read in two ways. */
  hasGap: boolean
}

function readTei(bytes: Uint8Array): Speech | Fault {
  const times = openTimeline()
  const gathering = gatherSpeech()
  let block: Place | null = null
  let utterance: Utterance | null = null
  let unsaidDepth = 0
  const fault = readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'timeline') times.begin(attributes)
      if (name === 'when') times.add(attributes)
      if (name === 'annotationBlock') block = placeOf(attributes)
      if (name === 'u') utterance = beginUtterance(placeOf(attributes), block)
      if (unsaid.has(name)) unsaidDepth += 1
      if (utterance && gaps.has(name)) utterance.hasGap = true
      if (name === 'anchor') {
        const at = reference(attributes.get('synch'))
        utterance?.anchors.push({ at, before: utterance.said.length })
      }
      return true
    },
    text: (text) => {
      if (unsaidDepth === 0) utterance?.said.push(text)
    },
    close: (name) => {
      if (unsaid.has(name)) unsaidDepth -= 1
      if (name === 'annotationBlock') block = null
      if (name === 'w' || name === 'seg') utterance?.said.push(wordEnd)
      if (name !== 'u' || !utterance) return
      gathering.add(cueOf(utterance, times))
      utterance = null
    },
  })
  return fault ?? gathering.finish()
}

function beginUtterance(own: Place, block: Place | null): Utterance {
  const place = own.from === '' && block ? block : own
  return { ...place, said: [], anchors: [], hasGap: false }
}

function placeOf(attributes: ReadonlyMap<string, string>): Place {
  return {
    id: attributes.get('id') ?? '',
    from: reference(attributes.get('start')),
    to: reference(attributes.get('end')),
  }
}

function reference(pointer: string | undefined): string {
  return pointer?.trim().replace(/^#/, '') ?? ''
}

function cueOf({ id, from, to, said, anchors, hasGap }: Utterance, times: Timeline): Cue {
  const span = { id, fromMs: times.at(from) ?? Number.NaN, toMs: times.at(to) ?? Number.NaN }
  const text = hasGap ? null : spokenText(plainText(said))
  if (text === null) return { ...span, text, parts: [] }
  const starts = [{ at: from, before: 0 }, ...anchors]
  const parts = starts
    .map(({ at, before }, place) => ({
      fromMs: times.at(at) ?? Number.NaN,
      text: plainText(said.slice(before, starts[place + 1]?.before)),
    }))
    .filter((part) => part.text !== '')
  const isTimed = parts.length > 1 && parts.every(({ fromMs }) => Number.isFinite(fromMs))
  return { ...span, text, parts: isTimed ? parts : [] }
}

function plainText(said: readonly string[]): string {
  const text = said
    .join('')
    .replaceAll(/\uFFFF\s*(?=[.,;:!?])/gu, '')
    .replaceAll(wordEnd, ' ')
  return cleanText(text) ?? ''
}

type Timeline = {
  begin(attributes: ReadonlyMap<string, string>): void
  add(attributes: ReadonlyMap<string, string>): void
  /** When a point is, in milliseconds; null if that cannot be worked out. */
  at(id: string): number | null
}

const pointsMax = 200_000
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 }

// A point has a time of its own, or an interval since another; the first one is the beginning.
function openTimeline(): Timeline {
  const points = new Map<string, number>()
  let unit = 1_000
  let last = ''
  return {
    begin: (attributes) => {
      unit = unitMs[attributes.get('unit') ?? 's'] ?? 1_000
      last = ''
    },
    add: (attributes) => {
      const id = attributes.get('id') ?? ''
      if (id === '' || points.size >= pointsMax) return
      const own = unitMs[attributes.get('unit') ?? ''] ?? unit
      const time = timeOf(attributes, {
        unit: own,
        since: reference(attributes.get('since')) || last,
      })
      if (time !== null) points.set(id, time)
      last = id
    },
    at: (id) => points.get(id) ?? null,
  }

  function timeOf(
    attributes: ReadonlyMap<string, string>,
    { unit: unitOfTime, since }: { unit: number; since: string },
  ): number | null {
    const absolute = attributes.get('absolute')
    if (absolute !== undefined) return parseTime(absolute.replace(/^.*T/, ''))
    const interval = attributes.get('interval')
    if (interval === undefined) return points.size === 0 ? 0 : null
    const before = points.get(since)
    const length = Number(interval.trim() || Number.NaN)
    return before === undefined || !Number.isFinite(length)
      ? null
      : Math.round(before + length * unitOfTime)
  }
}
