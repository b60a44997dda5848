import type { Label, Verdict } from '../model/challenge.ts'
import {
  completeTextPolicy,
  type Corpus,
  type CorpusState,
  type Direction,
  type TextPolicy,
} from '../model/corpus.ts'
import type { ClusterRecord, KeptFit } from '../model/fit.ts'
import type {
  Box,
  Canvas,
  Document,
  DocumentFormat,
  Item,
  ItemKind,
  ItemLevel,
  ItemStage,
  ItemStatus,
  Polygon,
  Role,
  Source,
} from '../model/item.ts'
import type {
  Alternative,
  Decision,
  KnownAnswer,
  LogLine,
  Reading,
  ReadingCause,
  ReadingEvent,
  ReadingState,
} from '../model/reading.ts'
import type { AuditLine, Secret } from '../model/secret.ts'
import type { Difficulty, Site, SiteMode } from '../model/site.ts'
import { defaultStopRules, type StopRules } from '../model/stop-rules.ts'
import type { DrawnItem } from '../model/stores.ts'
import type { Row } from './sql.ts'

const text = (row: Row, column: string): string => String(row[column])
const textOrNull = (row: Row, column: string): string | null =>
  row[column] == null ? null : String(row[column])
const number = (row: Row, column: string): number => Number(row[column])
const numberOrNull = (row: Row, column: string): number | null =>
  row[column] == null ? null : Number(row[column])
const json = (row: Row, column: string): unknown => JSON.parse(text(row, column))

/** A row of `sites`. */
export const siteOf = (row: Row): Site => ({
  sitekey: text(row, 'sitekey'),
  name: text(row, 'name'),
  organisation: text(row, 'organisation'),
  privateId: text(row, 'private_id'),
  domains: json(row, 'domains') as string[],
  allowsLocalhost: number(row, 'allows_localhost') === 1,
  corpora: json(row, 'corpora') as string[],
  mode: text(row, 'mode') as SiteMode,
  difficulty: text(row, 'difficulty') as Difficulty,
  needsRemoteIp: number(row, 'needs_remoteip') === 1,
  tellsScore: number(row, 'tells_score') === 1,
  createdAtMs: number(row, 'created_at_ms'),
})

const stopRulesOf = (row: Row): StopRules => ({
  ...defaultStopRules[text(row, 'kind') as ItemKind],
  ...(row['stop_rules'] == null ? {} : (json(row, 'stop_rules') as Partial<StopRules>)),
})

/** A row of `corpora`. */
export const corpusOf = (row: Row): Corpus => ({
  name: text(row, 'name'),
  kind: text(row, 'kind') as ItemKind,
  language: text(row, 'language'),
  script: text(row, 'script'),
  direction: text(row, 'direction') as Direction,
  textPolicy: completeTextPolicy(json(row, 'text_policy') as Partial<TextPolicy>),
  stopRules: stopRulesOf(row),
  state: text(row, 'state') as CorpusState,
  embargoUntilMs: numberOrNull(row, 'embargo_until_ms'),
  createdAtMs: number(row, 'created_at_ms'),
})

/** A row of `items`. */
export const itemOf = (row: Row): Item => ({
  id: text(row, 'id'),
  corpus: text(row, 'corpus'),
  sourceId: text(row, 'source_id'),
  kind: text(row, 'kind') as ItemKind,
  status: text(row, 'status') as ItemStatus,
  stage: text(row, 'stage') as ItemStage,
  level: text(row, 'level') as ItemLevel,
  region: text(row, 'region'),
  box: json(row, 'box') as Box,
  polygon: row['polygon'] == null ? null : (json(row, 'polygon') as Polygon),
  label: textOrNull(row, 'label'),
  confidence: numberOrNull(row, 'confidence'),
  pictureId: textOrNull(row, 'picture_id'),
  lineId: textOrNull(row, 'line_id'),
  place: numberOrNull(row, 'place'),
  readingOrder: numberOrNull(row, 'reading_order'),
  machineScore: numberOrNull(row, 'machine_score'),
})

/** A row of `items` as the archive gave it, whatever the pool made of it since. */
export const archiveItemOf = (row: Row): Item =>
  itemOf({ ...row, status: row['given_status'] ?? null, label: row['given_label'] ?? null })

/** A row of `sources`. */
export const sourceOf = (row: Row): Source => ({
  id: text(row, 'id'),
  corpus: text(row, 'corpus'),
  origin: text(row, 'origin'),
  imageSha256: text(row, 'image_sha256'),
  format: text(row, 'format'),
  widthPixels: number(row, 'width_pixels'),
  heightPixels: number(row, 'height_pixels'),
  licence: text(row, 'licence'),
  credit: text(row, 'credit'),
  creditUrl: textOrNull(row, 'credit_url'),
  iiif: row['iiif'] == null ? null : (json(row, 'iiif') as Canvas),
  importedAtMs: number(row, 'imported_at_ms'),
})

/** A row of `documents`. */
export const documentOf = (row: Row): Document => ({
  corpus: text(row, 'corpus'),
  path: text(row, 'path'),
  format: text(row, 'format') as DocumentFormat,
  fileId: text(row, 'file_id'),
  importedAtMs: number(row, 'imported_at_ms'),
})

/** A row of the draw statements. */
export const drawnItemOf = (row: Row): DrawnItem => ({
  id: text(row, 'id'),
  pictureId: text(row, 'picture_id'),
  status: text(row, 'status') as ItemStatus,
  label: textOrNull(row, 'label'),
  box: json(row, 'box') as Box,
  isCanary: number(row, 'is_canary') === 1,
  licence: text(row, 'licence'),
  credit: text(row, 'credit'),
  creditUrl: textOrNull(row, 'credit_url'),
})

/** A row of `labels`. */
export const labelOf = (row: Row): Label => ({
  itemId: text(row, 'item_id'),
  challengeId: text(row, 'challenge_id'),
  corpus: text(row, 'corpus'),
  given: text(row, 'given'),
  keyword: textOrNull(row, 'keyword'),
  weight: number(row, 'weight'),
  knownAsked: number(row, 'known_asked'),
  verdict: text(row, 'verdict') as Verdict,
  cluster: text(row, 'cluster'),
  elapsedMs: number(row, 'elapsed_ms'),
  givenAtMs: number(row, 'given_at_ms'),
})

/** A row of `known_answers`. */
export const knownAnswerOf = (row: Row): KnownAnswer => ({
  itemId: text(row, 'item_id'),
  challengeId: text(row, 'challenge_id'),
  corpus: text(row, 'corpus'),
  given: text(row, 'given'),
  keyword: textOrNull(row, 'keyword'),
  isRight: number(row, 'is_right') === 1,
  verdict: text(row, 'verdict') as Verdict,
  cluster: text(row, 'cluster'),
  givenAtMs: number(row, 'given_at_ms'),
})

/** A row of the log, of items that were known or unknown then. */
export const logLineOf = (row: Row, role: Role): LogLine => ({
  itemId: text(row, 'item_id'),
  challengeId: text(row, 'challenge_id'),
  given: text(row, 'given'),
  keyword: textOrNull(row, 'keyword'),
  role,
  isRight: role === 'known' ? number(row, 'is_right') === 1 : null,
  verdict: text(row, 'verdict') as Verdict,
  knownRight: Math.round(number(row, 'known_right')),
  knownAsked: number(row, 'known_asked'),
  cluster: text(row, 'cluster'),
  elapsedMs: number(row, 'elapsed_ms'),
  givenAtMs: number(row, 'given_at_ms'),
})

/** A row of `decisions`. */
export const decisionOf = (row: Row): Decision => ({
  itemId: text(row, 'item_id'),
  corpus: text(row, 'corpus'),
  decision: text(row, 'decision') as Decision['decision'],
  text: textOrNull(row, 'text'),
  decidedAtMs: number(row, 'decided_at_ms'),
})

/** A row of `fits`. */
export const fitOf = (row: Row): KeptFit => ({
  corpus: text(row, 'corpus'),
  engine: text(row, 'engine'),
  untilMs: number(row, 'until_ms'),
  labels: number(row, 'labels'),
  fittedAtMs: number(row, 'fitted_at_ms'),
  recalls: number(row, 'recalls'),
  isStale: number(row, 'is_stale') === 1,
  parameters: text(row, 'parameters'),
})

/** A row of `cluster_records`. */
export const clusterRecordOf = (row: Row): ClusterRecord => ({
  cluster: text(row, 'cluster'),
  knownAsked: number(row, 'known_asked'),
  knownRight: number(row, 'known_right'),
  compared: number(row, 'compared'),
  agreed: number(row, 'agreed'),
  isHeld: number(row, 'is_held') === 1,
})

/** A row of `reading_events`. */
export const readingEventOf = (row: Row): ReadingEvent => ({
  itemId: text(row, 'item_id'),
  corpus: text(row, 'corpus'),
  atMs: number(row, 'at_ms'),
  state: text(row, 'state') as ReadingState,
  text: text(row, 'text'),
  confidence: number(row, 'confidence'),
  wasState: textOrNull(row, 'was_state') as ReadingState | null,
  wasText: textOrNull(row, 'was_text'),
  cause: text(row, 'cause') as ReadingCause,
})

const readAlternatives = (row: Row): Alternative[] | null => {
  try {
    const read = json(row, 'alternatives')
    return Array.isArray(read) ? (read as Alternative[]) : null
  } catch {
    return null
  }
}

/** Says whether a row of `readings` holds what cannot be read. */
export const isDamaged = (row: Row): boolean => readAlternatives(row) === null

const alternativesOf = (row: Row): Alternative[] => {
  const read = readAlternatives(row)
  if (read) return read
  const mend = `\`incipit labels rebuild --corpus ${text(row, 'corpus')}\` mends it`
  throw new Error(`The kept reading of item ${text(row, 'item_id')} is damaged; ${mend}.`)
}

/** A row of `readings`, whose confidence goes by another name beside that of the item. */
export const readingOf = (row: Row): Reading => ({
  itemId: text(row, 'item_id'),
  corpus: text(row, 'corpus'),
  text: text(row, 'text'),
  state: text(row, 'state') as ReadingState,
  confidence: number(row, 'reading_confidence'),
  rawConfidence: number(row, 'raw_confidence'),
  answers: number(row, 'answers'),
  clusters: number(row, 'clusters'),
  agreement: number(row, 'agreement'),
  attack: number(row, 'attack'),
  alternatives: alternativesOf(row),
  firstAnswerAtMs: number(row, 'first_answer_at_ms'),
  lastAnswerAtMs: number(row, 'last_answer_at_ms'),
  engine: text(row, 'engine'),
})

/** A row of `secrets`. */
export const secretOf = (row: Row): Secret => ({
  id: text(row, 'id'),
  name: text(row, 'name'),
  organisation: text(row, 'organisation'),
  sha256: text(row, 'sha256'),
  sitekeys: json(row, 'sitekeys') as string[],
  createdAtMs: number(row, 'created_at_ms'),
  expiresAtMs: numberOrNull(row, 'expires_at_ms'),
})

/** A row of `audit`. */
export const auditLineOf = (row: Row): AuditLine => ({
  atMs: number(row, 'at_ms'),
  organisation: text(row, 'organisation'),
  action: text(row, 'action'),
  subject: text(row, 'subject'),
  detail: text(row, 'detail'),
})
