import {
  completeTextPolicy,
  type Corpus,
  type CorpusState,
  type Direction,
  type TextPolicy,
  type Thanks,
} from '../../model/corpus.ts'
import type { AuditLine } from '../../model/audit.ts'
import type { Document } from '../../model/document.ts'
import type { DrawnItem } from '../../model/exposure.ts'
import type { Item, ItemLevel, ItemStage, ItemStatus, Supply } from '../../model/item.ts'
import type { Secret } from '../../model/secret.ts'
import type { Canvas, Source } from '../../model/source.ts'
import type { Difficulty, Site, SiteMode } from '../../model/site.ts'
import type { Way } from '../../model/way.ts'
import type { StopRules } from '../../model/stop-rules.ts'
import type { Row } from './sql.ts'
import { json, number, numberOrNull, text, textOrNull } from './columns.ts'
import { extentFrom, regionFrom } from './region-columns.ts'

/** A row of `sites`. */
export function siteOf(row: Row): Site {
  return {
    sitekey: text(row, 'sitekey'),
    name: text(row, 'name'),
    organisation: text(row, 'organisation'),
    privateId: text(row, 'private_id'),
    domains: json(row, 'domains') as string[],
    allowsLocalhost: number(row, 'allows_localhost') === 1,
    allowsNullOrigin: number(row, 'allows_null_origin') === 1,
    corpora: json(row, 'corpora') as string[],
    mode: text(row, 'mode') as SiteMode,
    difficulty: text(row, 'difficulty') as Difficulty,
    needsRemoteIp: number(row, 'needs_remoteip') === 1,
    tellsScore: number(row, 'tells_score') === 1,
    defaultWay: text(row, 'default_way') as Way,
    hasNeither: number(row, 'has_neither') === 1,
    privacyText: text(row, 'privacy_text'),
    privacyUrl: text(row, 'privacy_url'),
    createdAtMs: number(row, 'created_at_ms'),
  }
}

/** A row of `corpora`. */
export function corpusOf(row: Row): Corpus {
  return {
    name: text(row, 'name'),
    organisation: text(row, 'organisation'),
    kind: text(row, 'kind'),
    supply: text(row, 'supply') as Supply,
    language: text(row, 'language'),
    script: text(row, 'script'),
    direction: text(row, 'direction') as Direction,
    textPolicy: completeTextPolicy(json(row, 'text_policy') as Partial<TextPolicy>),
    stopRules: json(row, 'stop_rules') as StopRules,
    thanks: text(row, 'thanks') as Thanks,
    state: text(row, 'state') as CorpusState,
    embargoUntilMs: numberOrNull(row, 'embargo_until_ms'),
    createdAtMs: number(row, 'created_at_ms'),
  }
}

/** A row of `items`. */
export function itemOf(row: Row): Item {
  return itemAs(row, { status: 'status', label: 'label' })
}

function itemAs(row: Row, columns: { status: string; label: string }): Item {
  return {
    id: text(row, 'id'),
    corpus: text(row, 'corpus'),
    sourceId: text(row, 'source_id'),
    kind: text(row, 'kind'),
    status: text(row, columns.status) as ItemStatus,
    stage: text(row, 'stage') as ItemStage,
    level: text(row, 'level') as ItemLevel,
    region: regionFrom(row),
    regionName: text(row, 'region'),
    label: textOrNull(row, columns.label),
    confidence: numberOrNull(row, 'confidence'),
    mediaId: textOrNull(row, 'media_id'),
    lineId: textOrNull(row, 'line_id'),
    place: numberOrNull(row, 'place'),
    readingOrder: numberOrNull(row, 'reading_order'),
    machineScore: numberOrNull(row, 'machine_score'),
  }
}

/** A row of `items` as the archive gave it, regardless of later moves in the pool. */
export function archiveItemOf(row: Row): Item {
  return itemAs(row, { status: 'given_status', label: 'given_label' })
}

/** A row of `sources`. */
export function sourceOf(row: Row): Source {
  return {
    id: text(row, 'id'),
    corpus: text(row, 'corpus'),
    origin: text(row, 'origin'),
    imageSha256: text(row, 'image_sha256'),
    format: text(row, 'format'),
    extent: extentFrom(row),
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
    format: text(row, 'format'),
    fileId: text(row, 'file_id'),
    importedAtMs: number(row, 'imported_at_ms'),
  }
}

/** A row of the draw statements. */
export function drawnItemOf(row: Row): DrawnItem {
  return {
    id: text(row, 'id'),
    mediaId: text(row, 'media_id'),
    status: text(row, 'status') as ItemStatus,
    label: textOrNull(row, 'label'),
    isCanary: number(row, 'is_canary') === 1,
    rank: number(row, 'rank'),
    isSeen: number(row, 'is_seen') === 1,
    licence: text(row, 'licence'),
    credit: text(row, 'credit'),
    creditUrl: textOrNull(row, 'credit_url'),
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
    actor: text(row, 'actor'),
    action: text(row, 'action'),
    subject: text(row, 'subject'),
    detail: text(row, 'detail'),
  }
}
