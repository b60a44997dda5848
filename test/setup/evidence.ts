import * as fc from 'fast-check'
import { beginFit, type Fit } from '../../src/labels/fit.ts'
import { levels, sharesOf } from '../../src/labels/levels.ts'
import { binCount } from '../../src/labels/record-bins.ts'
import type { Terms } from '../../src/labels/ballot.ts'
import { countKnown, hearLesson } from '../../src/labels/lesson.ts'
import { noRecords, openKnownAnswerCounts } from '../../src/labels/network-records.ts'
import { openNetworks } from '../../src/labels/networks.ts'
import { fitRounds, openTally, type RoundFit } from '../../src/labels/tally.ts'
import type { Label } from '../../src/model/answer.ts'
import type { Item, KindName } from '../../src/model/item.ts'
import { defaultTextPolicy } from '../../src/model/corpus.ts'
import type { NetworkRecord } from '../../src/model/fit.ts'
import type { Evidence, KnownAnswer } from '../../src/model/reading.ts'
import type { Recall } from '../../src/model/recall.ts'
import type { StopRules } from '../../src/model/stop-rules.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { stopRulesOf } from './stop-rules.ts'
import { item } from '../../src/store/suites/examples.contract.ts'

/** The default terms of a corpus of a kind. */
export function termsOf(kind: KindName, change: Partial<StopRules> = {}): Terms {
  return {
    rules: { ...stopRulesOf(kind), ...change },
    agreement: kindNamed(kinds, kind).agreement(defaultTextPolicy),
    recalls: [],
  }
}

/** The label of the n-th visitor, from a network of its own, who read one known item rightly. */
export function labelOf(n: number, given: string, change: Partial<Label> = {}): Label {
  return {
    itemId: 'a',
    challengeId: `challenge ${String(n).padStart(4, '0')}`,
    corpus: 'letters',
    given,
    keyword: null,
    weight: 1,
    knownAsked: 1,
    verdict: 'pass',
    networkHash: `network ${n}`,
    elapsedMs: 4_000,
    givenAtMs: n,
    ...change,
  }
}

/** The n-th visitor's answer to an item while it was known. */
export function knownAnswerOf(
  n: number,
  given: string,
  change: Partial<KnownAnswer> = {},
): KnownAnswer {
  const { itemId, challengeId, corpus, keyword, networkHash, givenAtMs } = labelOf(n, given)
  const said = { itemId, challengeId, corpus, given, keyword, networkHash, givenAtMs }
  return { ...said, isRight: false, verdict: 'fail', ...change }
}

/** Visitors' labels of one unknown word, one each. */
export function labelsOf(...texts: readonly string[]): Label[] {
  return texts.map((given, n) => labelOf(n, given))
}

/** The evidence of an item without labels, with optional changes. */
export function evidenceOf(
  labels: readonly Label[],
  { item: of = {}, ...change }: Partial<Omit<Evidence, 'item'>> & { item?: Partial<Item> } = {},
): Evidence {
  return {
    item: item('a', { status: 'unknown', label: null, ...of }),
    poolStatus: of.status ?? 'unknown',
    labels,
    knownAnswers: [],
    unreadableNetworks: 0,
    decision: null,
    ...change,
  }
}

/** A fit with records of some networks. */
export function fitOf(
  kind: KindName,
  records: readonly (Partial<NetworkRecord> & { networkHash: string })[],
): Fit {
  const none = { knownAsked: 0, knownRight: 0, compared: 0, agreed: 0, isHeld: false }
  const all = records.map((record): NetworkRecord => ({ ...none, ...record }))
  return { ...beginFit(kind), records: new Map(all.map((record) => [record.networkHash, record])) }
}

/** Fits to the evidence of a whole corpus, in as many rounds as the service uses. */
export function refit(
  page: readonly Evidence[],
  kind: KindName = 'transcription',
  recalls: readonly Recall[] = [],
): Fit {
  const terms = {
    ...termsOf(kind),
    recalls,
    networks: openNetworks(),
    known: openKnownAnswerCounts(),
  }
  for (const evidence of page) countKnown(evidence, terms)
  const lessons = page.map((evidence) => hearLesson(evidence, terms))
  let fit: RoundFit = { ...beginFit(kind), records: noRecords }
  for (let round = 0; round < fitRounds; round++) {
    const tally = openTally(fit, terms, round)
    for (const lesson of lessons) tally.add(lesson)
    fit = tally.close()
  }
  const records = new Map([...fit.records.values()].map((one) => [one.networkHash, one]))
  return { ...fit, records }
}

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Arbitrary terms to weigh answers by: shares of the levels, and a mean skill. */
export const anyWeighingTerms = fc.record({
  shares: fc
    .array(fc.double({ min: 0.001, max: 20, noNaN: true }), {
      minLength: levels.length,
      maxLength: levels.length,
    })
    .map(sharesOf),
  meanSkill: share,
})

/** Arbitrary rules of a corpus. */
export const anyRules: fc.Arbitrary<StopRules> = fc.record({
  confidenceMin: fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
  networksMin: fc.integer({ min: 1, max: 20 }),
  answersMin: fc.integer({ min: 2, max: 20 }),
  answersMax: fc.integer({ min: 2, max: 100 }),
  quarantineHours: fc.constant(24),
})

/** An arbitrary fit, with records of the first networks. */
export function anyFit(kind: KindName): fc.Arbitrary<Fit> {
  return fc
    .record({
      shares: anyWeighingTerms.map(({ shares }) => shares),
      skills: fc.array(share, { minLength: binCount, maxLength: binCount }),
      coincidence: fc.double({ min: 0.05, max: 0.35, noNaN: true }),
      temperature: fc.double({ min: 0.05, max: 1, noNaN: true }),
      known: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), share), { maxLength: 6 }),
    })
    .map(({ known, ...learned }) => {
      const records = known.map(([compared, agreeing], n) => ({
        networkHash: `network ${n}`,
        compared,
        agreed: compared * agreeing,
      }))
      const { parameters, records: kept } = fitOf(kind, records)
      return { parameters: { ...parameters, ...learned }, records: kept }
    })
}

type Said = { text: string; isYes: boolean; asked: number; rightShare: number }

/** Arbitrary labels of an item, with few different texts or classes, each from a network of its own. */
export function anyLabels(kind: KindName, texts: fc.Arbitrary<string>): fc.Arbitrary<Label[]> {
  return fc
    .array(
      fc.record({
        text: texts,
        isYes: fc.boolean(),
        asked: fc.integer({ min: 0, max: 9 }),
        rightShare: share,
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((all) => all.map((said, n) => labelSaying(kind, n, said)))
}

function labelSaying(kind: KindName, n: number, said: Said): Label {
  const right = Math.round(said.asked * said.rightShare)
  const record = { knownAsked: said.asked, weight: said.asked === 0 ? 1 : right / said.asked }
  if (kind === 'transcription') return labelOf(n, said.text, record)
  return labelOf(n, said.isYes ? 'yes' : 'no', { ...record, keyword: said.text })
}
