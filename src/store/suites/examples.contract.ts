import { randomUUID } from 'node:crypto'
import { defaultTextPolicy, type Corpus } from '../../model/corpus.ts'
import type { Answers } from '../../model/answer.ts'
import type { Draw, Shown } from '../../model/exposure.ts'
import type { Item } from '../../model/item.ts'
import type { ReportRules } from '../../model/report.ts'
import type { Site } from '../../model/site.ts'
import type { Source } from '../../model/source.ts'
import { stopRulesOf } from '../../../test/setup/stop-rules.ts'

/** A corpus to keep things in. */
export const corpus: Corpus = {
  name: 'letters',
  organisation: 'main',
  kind: 'transcription',
  supply: 'paired',
  language: 'fr',
  script: 'Latn',
  direction: 'ltr',
  textPolicy: defaultTextPolicy,
  stopRules: stopRulesOf('transcription'),
  thanks: 'link',
  state: 'open',
  embargoUntilMs: null,
  createdAtMs: 5,
}

/** A site with the default settings. */
export const openSite: Site = {
  sitekey: 'site-1',
  name: 'Room',
  organisation: 'main',
  privateId: 'p',
  domains: [],
  allowsLocalhost: true,
  allowsNullOrigin: false,
  corpora: [],
  mode: 'always',
  difficulty: 'auto',
  needsRemoteIp: false,
  tellsScore: false,
  defaultWay: 'eye',
  hasNeither: true,
  privacyText: '',
  privacyUrl: '',
  createdAtMs: 0,
}

/** A source in that corpus. */
export const source: Source = {
  id: 'source-1',
  corpus: 'letters',
  origin: 'page 1.jpg',
  imageSha256: 'ab',
  format: 'jpeg',
  extent: { widthPixels: 100, heightPixels: 200 },
  licence: 'CC-BY-4.0',
  credit: 'An archive',
  creditUrl: 'https://archive.example/1',
  iiif: null,
  importedAtMs: 5,
}

/** A known item of that source that can be asked, with optional changes. */
export function item(id: string, change: Partial<Item> = {}): Item {
  return {
    id,
    corpus: 'letters',
    sourceId: 'source-1',
    kind: 'transcription',
    status: 'known',
    stage: 'open',
    level: 'word',
    region: {
      is: 'outline',
      box: { x: 1, y: 2, width: 30, height: 10 },
      outline: [{ x: 1, y: 2 }],
    },
    regionName: `region of ${id}`,
    label: `word ${id}`,
    confidence: null,
    mediaId: `picture of ${id}`,
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
    ...change,
  }
}

/** The rules of reports, without a floor. */
export const reportRules: ReportRules = {
  reportersMax: { unreadable: 3, inappropriate: 2 },
  perDayMax: 5,
  sharePercentMax: 100,
  reusesRetired: true,
}

/** A draw of known items of that corpus. */
export const draw: Draw = { corpus: 'letters', role: 'known', count: 10, retired: false, from: 0.5 }

const plainAnswer = {
  contract: 'ocapi',
  sitekey: 'site-1',
  corpus: 'letters',
  kind: 'transcription',
  keyword: null,
  verdict: 'pass',
  known: [],
  networkHash: 'network',
  elapsedMs: 4_000,
  answeredAtMs: 0,
} as const
/** What a challenge without items has shown. */
export const nothingShown: Shown = {
  known: [],
  unknown: [],
  pairs: [],
  caps: { known: 9, unknown: 9 },
}

/** Keeps an answer to a challenge that has shown these items and pairs, without a label. */
export function answerShown(
  answers: Pick<Answers, 'keep'>,
  shown: Partial<Shown>,
): Promise<boolean> {
  return answers.keep({ ...plainAnswer, challengeId: randomUUID() }, [], {
    ...nothingShown,
    ...shown,
  })
}

/** Keeps what a network answered to a known item, for its record. */
export function answerKnown(
  answers: Pick<Answers, 'keep'>,
  networkHash: string,
  change: { isRight?: boolean; itemId?: string; atMs?: number } = {},
): Promise<boolean> {
  const { isRight, itemId, atMs } = { isRight: true, itemId: 'a', atMs: 0, ...change }
  const known = [{ itemId, given: 'x', isRight }]
  const verdict = isRight ? 'pass' : 'fail'
  const answer = { ...plainAnswer, known, verdict, networkHash, answeredAtMs: atMs } as const
  return answers.keep({ ...answer, challengeId: randomUUID() }, [], nothingShown)
}
