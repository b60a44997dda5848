import type { PictureMention, SeenPicture, StagedRecord } from '../../model/staging.ts'

type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}
function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value)
}
function optional(isGood: Check): Check {
  return (value) => value === undefined || isGood(value)
}
function listOf(isGood: Check): Check {
  return (value) => Array.isArray(value) && value.every(isGood)
}
function object(shape: Shape): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((key) => Object.hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, isGood]) => isGood((value as Record<string, unknown>)[key]))
}

const reading: Shape = {
  content: (value) => value === 'text' || value === 'class' || value === 'speech',
  span: optional(object({ fromMs: isNumber, toMs: isNumber })),
  text: isTextOrNull,
  confidence: (value) => value === null || isNumber(value),
  isDoubted: (value) => typeof value === 'boolean',
}

const truth: Shape = {
  path: isText,
  format: isText,
  pictureNames: listOf(isText),
  page: optional((value) => Number.isInteger(value)),
  stamp: optional(isText),
}

const recordShapes: Readonly<Record<StagedRecord['kind'], Shape>> = {
  truth,
  speech: truth,
  row: { path: isText, pictureName: isText, ...reading },
  text: { path: isText, ...reading },
  iiif: { path: isText, id: isText, type: isText },
  lost: { path: isText, truth: object(truth), code: isText, detail: optional(isText) },
}

const mentionShapes: Readonly<Record<PictureMention['kind'], Shape>> = {
  stamp: { stamp: isText },
  recording: {},
  truth,
  speech: truth,
  reading: { file: isText, ...reading },
}

const seenShape: Shape = { path: isText, truths: listOf(object(truth)), label: isTextOrNull }

/** Writes a record as it is kept. */
export function writeRecord(record: StagedRecord): string {
  return write(record, record.kind, recordShapes)
}

/** Reads a kept record; throws if its kind or shape is not known. */
export function readRecord(body: string): StagedRecord {
  return read(body, recordShapes) as StagedRecord
}

/** Writes a mention as it is kept. */
export function writeMention(mention: PictureMention): string {
  return write(mention, mention.kind, mentionShapes)
}

/** Reads a kept mention; throws if its kind or shape is not known. */
export function readMention(body: string): PictureMention {
  return read(body, mentionShapes) as PictureMention
}

/** Writes what is known of a picture that came already. */
export function writeSeen(seen: SeenPicture): string {
  return write({ kind: 'seen', ...seen }, 'seen', { seen: seenShape })
}

/** Reads what is known of a picture that came already; throws if its shape is not known. */
export function readSeen(body: string): SeenPicture {
  const { path, truths, label } = read(body, { seen: seenShape }) as SeenPicture
  return { path, truths, label }
}

function write(value: object, kind: string, shapes: Readonly<Record<string, Shape>>): string {
  check(value, kind, shapes)
  return JSON.stringify(value)
}

function read(body: string, shapes: Readonly<Record<string, Shape>>): unknown {
  const value: unknown = JSON.parse(body)
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : ''
  check(value, String(kind), shapes)
  return value
}

function check(value: unknown, kind: string, shapes: Readonly<Record<string, Shape>>): void {
  const shape = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined
  if (!shape || !object({ kind: (one) => one === kind, ...shape })(value))
    throw new Error(`staging holds no record of the kind “${kind}” in this shape`)
}
