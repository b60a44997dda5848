import type { Source } from '../../../model/source.ts'
import type { ExportFormat } from './format.ts'
import { heardIn, type HeardPart } from './heard-parts.ts'
import { countReading, sourcesOf, writeOut, type ExportSession } from './session.ts'

/** WebVTT: the whole transcript of each recording, with what visitors have heard in its place. */
export const vttExport: ExportFormat = {
  name: 'vtt',
  content: 'text',
  write: (session) => exportCaptions(session, 'vtt'),
  whyNothing,
}

/** SubRip: the same for programs that read no WebVTT. */
export const srtExport: ExportFormat = {
  name: 'srt',
  content: 'text',
  write: (session) => exportCaptions(session, 'srt'),
  whyNothing,
}

const mediaTypes = { vtt: 'text/vtt', srt: 'application/x-subrip' } as const

async function whyNothing({ order }: ExportSession): Promise<string> {
  return `“${order.corpus.name}” has no readings of recordings yet to be exported as ${order.format.name}.`
}

async function exportCaptions(session: ExportSession, format: 'vtt' | 'srt'): Promise<void> {
  for await (const source of sourcesOf(session)) {
    if (!('durationMs' in source.extent)) continue
    const { parts, settled } = await heardIn(session, source)
    if (settled.length === 0) continue
    const facts = { path: `${source.id}.${format}`, mediaType: mediaTypes[format] }
    const text = format === 'vtt' ? vttOf(source, parts, session) : srtOf(parts)
    if (!(await writeOut(session, facts, [text]))) continue
    for (const { reading } of settled) countReading(session, reading.state)
  }
}

function vttOf(source: Source, parts: readonly HeardPart[], { order }: ExportSession): string {
  const head = `${source.origin}. ${source.credit}. ${source.licence}. Read by volunteers through Incipit ${order.version}.`
  const blocks = parts.map(({ id, fromMs, toMs, text, remark }) =>
    [
      ...(remark === null ? [] : [`NOTE ${oneLine(remark)}`, '']),
      oneLine(id),
      `${timeOf(fromMs, '.')} --> ${timeOf(toMs, '.')}`,
      oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ].join('\n'),
  )
  return `${['WEBVTT', `NOTE ${oneLine(head)}`, ...blocks].join('\n\n')}\n`
}

function srtOf(parts: readonly HeardPart[]): string {
  const blocks = parts.map(
    ({ fromMs, toMs, text }, place) =>
      `${place + 1}\n${timeOf(fromMs, ',')} --> ${timeOf(toMs, ',')}\n${oneLine(text)}\n`,
  )
  return blocks.join('\n')
}

// An arrow would begin another cue.
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('-->', '→').trim()
}

function timeOf(ms: number, point: '.' | ','): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const seconds = `${two((ms / 1_000) % 60)}${point}${String(ms % 1_000).padStart(3, '0')}`
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${seconds}`
}
