import type { Source } from '../../../model/source.ts'
import type { Choice } from './choice.ts'
import { heardIn, type HeardPart } from './heard-parts.ts'
import { countReading, writeOut, type ExportSession } from './session.ts'
import { escapeAttribute, escapeXml } from './splice.ts'
import { certaintyOf } from './tei-certainty.ts'
import { teiHeader } from './tei-header.ts'

/**
 * Writes the transcript of a recording that has readings as TEI of spoken language (P5, chapter 8): its parts as
 * utterances on a timeline in seconds, those of visitors with their author and certainty.
 */
export async function exportSpokenTei(session: ExportSession, source: Source): Promise<void> {
  const { parts, settled } = await heardIn(session, source)
  if (settled.length === 0) return
  const facts = { path: `${source.id}.xml`, mediaType: 'application/tei+xml' }
  if (!(await writeOut(session, facts, [spokenTeiOf(session, source, parts)]))) return
  for (const { reading } of settled) countReading(session, reading.state)
}

function spokenTeiOf(session: ExportSession, source: Source, parts: readonly HeardPart[]): string {
  const { language } = session.order.corpus
  const lang = language === 'und' ? '' : ` xml:lang="${escapeAttribute(language)}"`
  const media = `<media url="${escapeAttribute(encodeURI(source.origin))}"/>`
  const recording = [`<recordingStmt><recording>${media}</recording></recordingStmt>`]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
    teiHeader(session, source, recording),
    `<text${lang}>`,
    ...timelineOf(parts),
    '<body><div>',
    ...parts.flatMap((part) => utteranceOf(part, session.choice)),
    '</div></body></text>',
    '</TEI>',
    '',
  ].join('\n')
}

function timelineOf(parts: readonly HeardPart[]): string[] {
  const times = [...new Set(parts.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))]
  const points = times
    .filter((ms) => ms > 0)
    .toSorted((a, b) => a - b)
    .map((ms) => `<when xml:id="${pointAt(ms)}" interval="${ms / 1_000}" since="#${pointAt(0)}"/>`)
  return [
    `<timeline unit="s" origin="#${pointAt(0)}">`,
    `<when xml:id="${pointAt(0)}"/>`,
    ...points,
    '</timeline>',
  ]
}

function pointAt(ms: number): string {
  return `t${ms}`
}

function utteranceOf(part: HeardPart, choice: Choice): string[] {
  const { id, fromMs, toMs, text, reading, remark } = part
  const author =
    reading === null
      ? ''
      : ` n="${escapeAttribute(id)}" resp="#volunteers" cert="${certaintyOf(reading, choice)}"`
  return [
    ...(remark === null ? [] : [`<note resp="#incipit">${escapeXml(remark)}</note>`]),
    `<u start="#${pointAt(fromMs)}" end="#${pointAt(toMs)}"${author}>${escapeXml(text)}</u>`,
  ]
}
