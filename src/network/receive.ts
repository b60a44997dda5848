import type { IncomingMessage } from 'node:http'
import { bodyOf, isPacked, ShortError, type Body } from './body.ts'
import type { Part, PartNote, PartState } from './part.ts'
import type { KeepRoom } from './room.ts'

/** The response to receive, where to put it, and how large it may be. */
export type Receipt = { body: Body; part: Part; sizeBytesMax: number; keepRoom: KeepRoom }

/** Receives a whole file; rejects if it breaks off, and leaves what can be resumed from. */
export async function receiveWhole(
  answer: IncomingMessage,
  place: string,
  receipt: Receipt,
): Promise<void> {
  const note = noteOf(answer, place)
  await receipt.part.begin(note)
  await receive(answer, { ...receipt, fromBytes: 0, wholeBytes: lengthOf(answer) })
}

/** Receives the rest of a file after its part; false if the response does not fit the part. */
export async function receiveRest(
  answer: IncomingMessage,
  state: PartState,
  receipt: Receipt,
): Promise<boolean> {
  const wholeBytes = wholeBytesOf(answer, state)
  if (wholeBytes === null) return false
  await receive(answer, { ...receipt, fromBytes: state.sizeBytes, wholeBytes })
  return true
}

type Stretch = Receipt & { fromBytes: number; wholeBytes: number | null }

async function receive(answer: IncomingMessage, stretch: Stretch): Promise<void> {
  const sizeBytes = await stretch.part.add(await bodyOf(answer, stretch))
  // Without any length, a clean end is enough.
  if (stretch.wholeBytes !== null && sizeBytes !== stretch.wholeBytes) throw new ShortError()
}

function lengthOf(answer: IncomingMessage): number | null {
  const length = answer.headers['content-length']
  return length === undefined || isPacked(answer) ? null : Number(length)
}

/** An address without its query. */
export function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}

// Only a response without content encoding, which is the file byte for byte, can be resumed.
function noteOf(answer: IncomingMessage, place: string): PartNote | null {
  const ifRange = validatorOf(answer)
  const isWhole = isPacked(answer) || answer.headers['accept-ranges'] === 'none'
  return ifRange === null || isWhole ? null : { place, ifRange, sizeBytes: lengthOf(answer) }
}

// A file modified in the second it was sent may have been modified again in that second.
function validatorOf({ headers }: IncomingMessage): string | null {
  const { etag, date, 'last-modified': modified } = headers
  if (etag?.startsWith('"')) return etag
  const isOld = Date.parse(date ?? '') - Date.parse(modified ?? '') >= 1_000
  return isOld ? (modified ?? null) : null
}

const rangeShape = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/

function wholeBytesOf(answer: IncomingMessage, { note, sizeBytes }: PartState): number | null {
  const { etag, 'content-range': range = '' } = answer.headers
  const [, from, to, whole] = (rangeShape.exec(range) ?? []).map(Number)
  if (from !== sizeBytes || to === undefined || whole === undefined || isPacked(answer)) return null
  const isSame = note.sizeBytes === null || note.sizeBytes === whole
  const isOther = note.ifRange.startsWith('"') && etag !== undefined && etag !== note.ifRange
  return isSame && !isOther && to >= from && to < whole ? whole : null
}
