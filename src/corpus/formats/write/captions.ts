import type { Source } from '../../../model/source.ts'
import { doubtOf, isExported } from './choice.ts'
import type { ExportFormat } from './format.ts'
import {
  countReading,
  readItemsOf,
  sourcesOf,
  writeOut,
  type ExportSession,
  type SettledItem,
} from './session.ts'

/** A part of a recording with what is said in it, and a remark if it is not certain. */
type Caption = { id: string; fromMs: number; toMs: number; text: string; remark: string | null }

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
    const { captions, settled } = await captionsOf(session, source)
    if (settled.length === 0) continue
    const facts = { path: `${source.id}.${format}`, mediaType: mediaTypes[format] }
    const text = format === 'vtt' ? vttOf(source, captions, session) : srtOf(captions)
    if (!(await writeOut(session, facts, [text]))) continue
    for (const { reading } of settled) countReading(session, reading.state)
  }
}

/** What the archive knows and what visitors have read, in the order of time. */
async function captionsOf(
  session: ExportSession,
  source: Source,
): Promise<{ captions: Caption[]; settled: SettledItem[] }> {
  const settled: SettledItem[] = []
  const found = new Map<string, Caption & { lineId: string | null }>()
  for (const read of await readItemsOf(session, source)) {
    const { item, reading } = read
    if (item.region.is !== 'span' || item.stage === 'dropped') continue
    const { fromMs, toMs } = item.region
    const isRead = reading !== null && isExported(read, session.choice)
    const text = isRead ? reading.text : item.status === 'known' ? item.label : null
    if (text === null) continue
    if (isRead) settled.push({ ...read, reading })
    const id = isRead ? item.id : item.regionName.replace(/^.*#/, '')
    const remark = isRead ? doubtOf(reading, session.choice) : null
    found.set(item.id, { id, fromMs, toMs, text, remark, lineId: item.lineId })
  }
  // Of a part that was cut for visitors, the whole is there already.
  const captions = [...found.values()].filter(({ lineId }) => !lineId || !found.has(lineId))
  return { captions: captions.toSorted((a, b) => a.fromMs - b.fromMs), settled }
}

function vttOf(source: Source, captions: readonly Caption[], { order }: ExportSession): string {
  const head = `${source.origin}. ${source.credit}. ${source.licence}. Read by volunteers through Incipit ${order.version}.`
  const blocks = captions.map(({ id, fromMs, toMs, text, remark }) =>
    [
      ...(remark === null ? [] : [`NOTE ${oneLine(remark)}`, '']),
      oneLine(id),
      `${timeOf(fromMs, '.')} --> ${timeOf(toMs, '.')}`,
      oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ].join('\n'),
  )
  return `${['WEBVTT', `NOTE ${oneLine(head)}`, ...blocks].join('\n\n')}\n`
}

function srtOf(captions: readonly Caption[]): string {
  const blocks = captions.map(
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
