import type { Label, Verdict } from '../../model/challenge.ts'
import {
  completeTextPolicy,
  type Corpus,
  type CorpusState,
  type Direction,
  type TextPolicy,
} from '../../model/corpus.ts'
import type { NetworkRecord, KeptFit } from '../../model/fit.ts'
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
} from '../../model/item.ts'
import type {
  Alternative,
  Decision,
  KnownAnswer,
  LogLine,
  Reading,
  ReadingCause,
  ReadingEvent,
  ReadingState,
} from '../../model/reading.ts'
import type { AuditLine, Secret } from '../../model/secret.ts'
import type { Difficulty, Site, SiteMode } from '../../model/site.ts'
import { defaultStopRules, type StopRules } from '../../model/stop-rules.ts'
import type { DrawnItem } from '../../model/stores.ts'
import type { Row } from './sql.ts'

function text(row: Row, column: string): string {
  return String(row[column])
}
function textOrNull(row: Row, column: string): string | null {
  return row[column] == null ? null : String(row[column])
}
function number(row: Row, column: string): number {
  return Number(row[column])
}
function numberOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : Number(row[column])
}
function json(row: Row, column: string): unknown {
  return JSON.parse(text(row, column))
}

/** A row of `sites`. */
export function siteOf(row: Row): Site {
  return {
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
  }
}

function stopRulesOf(row: Row): StopRules {
  return {
    ...defaultStopRules[text(row, 'kind') as ItemKind],
    ...(row['stop_rules'] == null ? {} : (json(row, 'stop_rules') as Partial<StopRules>)),
  }
}

/** A row of `corpora`. */
export function corpusOf(row: Row): Corpus {
  return {
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
  }
}

/** A row of `items`. */
export function itemOf(row: Row): Item {
  return {
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
  }
}

/** A row of `items` as the archive gave it, whatever the pool made of it since. */
export function archiveItemOf(row: Row): Item {
  return itemOf({ ...row, status: row['given_status'] ?? null, label: row['given_label'] ?? null })
}

/** A row of `sources`. */
export function sourceOf(row: Row): Source {
  return {
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
  }
}

/** A row of `documents`. */
export function documentOf(row: Row): Document {
  return {
    corpus: text(row, 'corpus'),
    path: text(row, 'path'),
    format: text(row, 'format') as DocumentFormat,
    fileId: text(row, 'file_id'),
    importedAtMs: number(row, 'imported_at_ms'),
  }
}

/** A row of the draw statements. */
export function drawnItemOf(row: Row): DrawnItem {
  return {
    id: text(row, 'id'),
    pictureId: text(row, 'picture_id'),
    status: text(row, 'status') as ItemStatus,
    label: textOrNull(row, 'label'),
    box: json(row, 'box') as Box,
    isCanary: number(row, 'is_canary') === 1,
    licence: text(row, 'licence'),
    credit: text(row, 'credit'),
    creditUrl: textOrNull(row, 'credit_url'),
  }
}

/** A row of `labels`. */
export function labelOf(row: Row): Label {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    corpus: text(row, 'corpus'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    weight: number(row, 'weight'),
    knownAsked: number(row, 'known_asked'),
    verdict: text(row, 'verdict') as Verdict,
    networkHash: text(row, 'network_hash'),
    elapsedMs: number(row, 'elapsed_ms'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of `known_answers`. */
export function knownAnswerOf(row: Row): KnownAnswer {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    corpus: text(row, 'corpus'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    isRight: number(row, 'is_right') === 1,
    verdict: text(row, 'verdict') as Verdict,
    networkHash: text(row, 'network_hash'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of the log, of items that were known or unknown then. */
export function logLineOf(row: Row, role: Role): LogLine {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    role,
    isRight: role === 'known' ? number(row, 'is_right') === 1 : null,
    verdict: text(row, 'verdict') as Verdict,
    knownRight: Math.round(number(row, 'known_right')),
    knownAsked: number(row, 'known_asked'),
    networkHash: text(row, 'network_hash'),
    elapsedMs: number(row, 'elapsed_ms'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of `decisions`. */
export function decisionOf(row: Row): Decision {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    decision: text(row, 'decision') as Decision['decision'],
    text: textOrNull(row, 'text'),
    decidedAtMs: number(row, 'decided_at_ms'),
  }
}

/** A row of `fits`. */
export function fitOf(row: Row): KeptFit {
  return {
    corpus: text(row, 'corpus'),
    engine: text(row, 'engine'),
    untilMs: number(row, 'until_ms'),
    labels: number(row, 'labels'),
    fittedAtMs: number(row, 'fitted_at_ms'),
    recalls: number(row, 'recalls'),
    isStale: number(row, 'is_stale') === 1,
    parameters: text(row, 'parameters'),
  }
}

/** A row of `cluster_records`. */
export function networkRecordOf(row: Row): NetworkRecord {
  return {
    networkHash: text(row, 'network_hash'),
    knownAsked: number(row, 'known_asked'),
    knownRight: number(row, 'known_right'),
    compared: number(row, 'compared'),
    agreed: number(row, 'agreed'),
    isHeld: number(row, 'is_held') === 1,
  }
}

/** A row of `reading_events`. */
export function readingEventOf(row: Row): ReadingEvent {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    atMs: number(row, 'at_ms'),
    state: text(row, 'state') as ReadingState,
    text: text(row, 'text'),
    confidence: number(row, 'confidence'),
    wasState: textOrNull(row, 'was_state') as ReadingState | null,
    wasText: textOrNull(row, 'was_text'),
    cause: text(row, 'cause') as ReadingCause,
  }
}

function readAlternatives(row: Row): Alternative[] | null {
  try {
    const read = json(row, 'alternatives')
    return Array.isArray(read) ? (read as Alternative[]) : null
  } catch {
    return null
  }
}

/** Says whether a row of `readings` holds what cannot be read. */
export function isDamaged(row: Row): boolean {
  return readAlternatives(row) === null
}

function alternativesOf(row: Row): Alternative[] {
  const read = readAlternatives(row)
  if (read) return read
  const mend = `\`incipit labels rebuild --corpus ${text(row, 'corpus')}\` mends it`
  throw new Error(`The kept reading of item ${text(row, 'item_id')} is damaged; ${mend}.`)
}

/** A row of `readings`, whose confidence goes by another name beside that of the item. */
export function readingOf(row: Row): Reading {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    text: text(row, 'text'),
    state: text(row, 'state') as ReadingState,
    confidence: number(row, 'reading_confidence'),
    rawConfidence: number(row, 'raw_confidence'),
    answers: number(row, 'answers'),
    networks: number(row, 'networks'),
    agreement: number(row, 'agreement'),
    attack: number(row, 'attack'),
    alternatives: alternativesOf(row),
    firstAnswerAtMs: number(row, 'first_answer_at_ms'),
    lastAnswerAtMs: number(row, 'last_answer_at_ms'),
    engine: text(row, 'engine'),
  }
}

/** A row of `secrets`. */
export function secretOf(row: Row): Secret {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    organisation: text(row, 'organisation'),
    sha256: text(row, 'sha256'),
    sitekeys: json(row, 'sitekeys') as string[],
    createdAtMs: number(row, 'created_at_ms'),
    expiresAtMs: numberOrNull(row, 'expires_at_ms'),
  }
}

/** A row of `audit`. */
export function auditLineOf(row: Row): AuditLine {
  return {
    atMs: number(row, 'at_ms'),
    organisation: text(row, 'organisation'),
    action: text(row, 'action'),
    subject: text(row, 'subject'),
    detail: text(row, 'detail'),
  }
}
