import { cleanText } from '../../../text/clean-text.ts'
import type { Fault } from './encoding.ts'
import { toUtf8 } from './encoding.ts'
import type { DetectedFile, ImportFormat } from './format.ts'
import { gatherSpeech, parseTime, spokenText, type Cue, type Speech } from './speech.ts'

const arrow = /^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)(?:\s.*)?$/
const srtHead = /^\s*(?:\d+\s*\r?\n)?\s*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}\s*-->/
const linesMax = 1_000_000

/** WebVTT: captions of a recording. */
export const vtt: ImportFormat = {
  name: 'VTT',
  detect: (file) => detectText(file.text(), /^WEBVTT(?:[ \t\r\n]|$)/, 'VTT'),
  readSpeech: (bytes) => readCues(bytes),
}

/** SubRip: captions of a recording. */
export const srt: ImportFormat = {
  name: 'SRT',
  detect: (file) => detectText(file.text(), srtHead, 'SRT'),
  readSpeech: (bytes) => readCues(bytes),
}

const headBytes = 4_096

function detectText(
  text: Buffer | Fault | null,
  head: RegExp,
  format: string,
): DetectedFile | null {
  if (!text || 'fault' in text) return null
  return head.test(text.toString('utf8', 0, headBytes).replace(/^\ufeff/, ''))
    ? { is: 'speech', format, recordingNames: [] }
    : null
}

/** Reads the cues of WebVTT or SubRip, which differ in what stands around them. */
export function readCues(bytes: Uint8Array): Speech | Fault {
  const text = toUtf8(bytes)
  if ('fault' in text) return text
  const lines = text
    .toString()
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
  if (lines.length > linesMax) return { fault: `it has more than ${linesMax} lines` }
  const gathering = gatherSpeech()
  for (let at = 0; at < lines.length; at += 1) {
    const times = arrow.exec(lines[at] ?? '')
    if (!times) continue
    const id = (lines[at - 1] ?? '').trim()
    const body: string[] = []
    while ((lines[at + 1] ?? '').trim() !== '' && !arrow.test(lines[at + 1] ?? ''))
      body.push(lines[(at += 1)] ?? '')
    // Where no empty line stands between, the next cue's number was read as text.
    if (arrow.test(lines[at + 1] ?? '') && /^\d+$/.test(body.at(-1) ?? '')) body.pop()
    gathering.add(cueOf({ id, from: times[1] ?? '', to: times[2] ?? '', body: body.join('\n') }))
  }
  return gathering.finish()
}

type FoundCue = { id: string; from: string; to: string; body: string }

function cueOf({ id, from, to, body }: FoundCue): Cue {
  const fromMs = parseTime(from) ?? NaN
  const text = spokenText(plainOf(body))
  return {
    id: id.includes('-->') ? '' : id,
    fromMs,
    toMs: parseTime(to) ?? NaN,
    text,
    parts: text === null ? [] : partsOf(body, fromMs),
  }
}

// A time within a cue says when what follows begins.
function partsOf(body: string, fromMs: number): Cue['parts'] {
  const [first = '', ...rest] = body.split(/<((?:\d{1,3}:)?\d{2}:\d{2}\.\d{3})>/)
  if (rest.length === 0) return []
  const parts = [{ fromMs, text: cleanText(plainOf(first)) ?? '' }]
  for (let at = 0; at < rest.length; at += 2)
    parts.push({
      fromMs: parseTime(rest[at] ?? '') ?? NaN,
      text: cleanText(plainOf(rest[at + 1] ?? '')) ?? '',
    })
  return parts.filter(({ text, fromMs: at }) => text !== '' && Number.isFinite(at))
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
}

/** The text of a cue without its tags, positions, and the name and dash before a speaker's words. */
function plainOf(body: string): string {
  return body
    .replaceAll(/<[^<>]*>|\{\\[^{}]*\}/g, '')
    .replaceAll(/&[a-z]+;/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/^\s*(?:>>+|[-–—])\s*/gm, '')
    .replaceAll(/^\s*\p{Lu}[\p{Lu}\p{N} .'’-]{0,30}:\s+/gmu, '')
}
