import type { TestContext } from 'node:test'
import { drawItems } from './draw-items.ts'
import type { PoolChanges } from '../../src/labels/refresh-context.ts'
import { refreshCorpus } from '../../src/labels/refresh-corpus.ts'
import type { Answer, Label } from '../../src/model/answer.ts'
import type { KeptFit } from '../../src/model/fit.ts'
import type { Reading, ReadingState } from '../../src/model/reading.ts'
import { knownCrop, fillPool, unknownCrop, type PoolFixture } from './pool.ts'
import { kinds } from '../../src/kinds/kinds.ts'

const dayMs = 86_400_000
/** The time of the clock. */
export const nowMs = 100 * dayMs

/** Makes a corpus of 60 known and then 20 unknown items, `pool 0` to `pool 79`, that can be refreshed. */
export async function openRefresh(t: TestContext) {
  const crops = [
    ...Array.from({ length: 60 }, (_, n) => knownCrop(n, 300)),
    ...Array.from({ length: 20 }, () => unknownCrop(300)),
  ]
  const pool = await fillPool(t, 'transcription', { crops })
  const fixture = { clock: () => nowMs, kinds }
  const refresh = (): Promise<PoolChanges> =>
    refreshCorpus(pool.corpus, { ...pool.store, ...fixture })
  return { ...pool, fixture, refresh }
}

function reading(itemId: string, state: ReadingState, text: string): Reading {
  return {
    itemId,
    corpus: 'pool',
    text,
    state,
    confidence: 0.999,
    rawConfidence: 0.999,
    answers: 5,
    networks: 5,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 1,
    lastAnswerAtMs: 2,
    engine: 'test',
  }
}

let atMs = 1

/** Stores a reading of an item with its event, as the engine does. */
export async function settle(
  { store }: PoolFixture,
  itemId: string,
  state: ReadingState,
  text = 'Monat',
  networks = 5,
  isNews = true,
): Promise<void> {
  const was = await store.readings.find('main', itemId)
  const now = { ...reading(itemId, state, text), networks }
  atMs += 1
  const before = { wasState: was?.state ?? null, wasText: was?.text ?? null }
  const event = { itemId, corpus: 'pool', atMs, state, text, confidence: 1, ...before }
  const news = isNews ? { ...event, cause: 'labels' as const } : null
  await store.readings.keep([{ itemId, reading: now, event: news }], {
    corpus: 'pool',
    untilMs: atMs,
    labelsSinceFit: 0,
  })
}

/** Stores a network's answers: to known items, rightly or not, and perhaps to one that was asked as unknown. */
export async function answer(
  { store }: PoolFixture,
  networkHash: string,
  { known, unknown }: { known: readonly (readonly [string, boolean])[]; unknown?: string },
): Promise<void> {
  const challengeId = `${networkHash} ${known.map(([id]) => id).join()} ${unknown ?? ''}`
  const common = { challengeId, corpus: 'pool', keyword: null, networkHash, elapsedMs: 1 }
  const verdict = known.every(([, isRight]) => isRight) ? 'pass' : 'fail'
  const of: Answer = {
    ...common,
    contract: 'ocapi',
    sitekey: 'site',
    kind: 'transcription',
    verdict,
    known: known.map(([itemId, isRight]) => ({ itemId, given: 'said', isRight })),
    answeredAtMs: 5,
  }
  const rest = { given: 'Monat', weight: 1, knownAsked: 1, verdict, givenAtMs: 5 } as const
  const labels: Label[] = unknown === undefined ? [] : [{ ...common, ...rest, itemId: unknown }]
  await store.answers.keep(of, labels)
}

/** A fit as it is stored. */
export function fit(fittedAtMs: number): KeptFit {
  return {
    corpus: 'pool',
    engine: 'test',
    untilMs: nowMs,
    labels: 1,
    fittedAtMs,
    recalls: 0,
    isStale: false,
    parameters: '{}',
  }
}

/** Stores a fit in which a number of networks read nineteen of twenty known items rightly. */
export function keepFit(
  { store }: PoolFixture,
  fittedAtMs: number,
  networks: number,
): Promise<void> {
  return store.fits.keep(
    fit(fittedAtMs),
    Array.from({ length: networks }, (_, n) => ({
      networkHash: `network ${n}`,
      knownAsked: 20,
      knownRight: 19,
      compared: 0,
      agreed: 0,
      isHeld: false,
    })),
  )
}

/** The ids of the canaries of the corpus. */
export async function canariesOf({ store }: PoolFixture): Promise<string[]> {
  const draw = { corpus: 'pool', role: 'known', count: 60, retired: false, from: 0 } as const
  const drawn = await drawItems(store.exposures, draw)
  return drawn.filter(({ isCanary: isOne }) => isOne).map(({ id }) => id)
}

/** The status of an item, its text and its stage. */
export async function look({ store }: PoolFixture, id: string): Promise<string> {
  const item = await store.items.find(id)
  return `${item?.status} ${item?.label} ${item?.stage}`
}
