import type { Item } from '../../../model/item.ts'
import type { Reading } from '../../../model/reading.ts'
import type { Source } from '../../../model/source.ts'
import { doubtOf, isExported } from './choice.ts'
import { readItemsOf, type ExportSession, type SettledItem } from './session.ts'

/** A part of a recording with what is said in it; visitors' readings with a remark if one is not certain. */
export type HeardPart = {
  id: string
  fromMs: number
  toMs: number
  text: string
  /** Null if the archive knows it. */
  reading: Reading | null
  remark: string | null
}

/** What the archive knows and what visitors have read, in the order of time. */
export async function heardIn(
  session: ExportSession,
  source: Source,
): Promise<{ parts: HeardPart[]; settled: SettledItem[] }> {
  const settled: SettledItem[] = []
  const found = new Map<string, HeardPart & { lineId: string | null }>()
  for (const read of await readItemsOf(session, source)) {
    const { item, reading } = read
    const span = spanOf(item, source)
    if (!span || item.stage === 'dropped') continue
    const { fromMs, toMs } = span
    const isRead = reading !== null && isExported(read, session.choice)
    const text = isRead ? reading.text : item.status === 'known' ? item.label : null
    if (text === null) continue
    if (isRead) settled.push({ ...read, reading })
    const id = isRead ? item.id : item.regionName.replace(/^.*#/, '')
    const remark = isRead ? doubtOf(reading, session.choice) : null
    const heard = isRead ? reading : null
    found.set(item.id, { id, fromMs, toMs, text, reading: heard, remark, lineId: item.lineId })
  }
  // Of a part that was cut for visitors, the whole is there already.
  const parts = [...found.values()].filter(({ lineId }) => !lineId || !found.has(lineId))
  return { parts: parts.toSorted((a, b) => a.fromMs - b.fromMs), settled }
}

function spanOf({ region }: Item, { extent }: Source): { fromMs: number; toMs: number } | null {
  if (region.is === 'span') return region
  if (region.is !== 'whole' || !('durationMs' in extent)) return null
  return { fromMs: 0, toMs: extent.durationMs }
}
