import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { openReservations } from '../../src/kinds/reservations.ts'
import { openShownCounts } from '../../src/kinds/shown-counts.ts'
import { openPoolSizes } from '../../src/kinds/pool-sizes.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { openReplenish } from '../../src/kinds/replenish.ts'
import { answerChallenge } from '../../src/challenge/answer.ts'
import type { ChallengeContext } from '../../src/challenge/context.ts'
import { issueChallenge } from '../../src/challenge/issue.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import type { Challenge } from '../../src/model/challenge.ts'
import type { Site } from '../../src/model/site.ts'
import { openWayTally } from '../../src/challenge/way-tally.ts'
import { openPuzzles } from '../../src/defence/puzzles.ts'
import { openPolicy } from '../../src/defence/policy.ts'
import { openSigner } from '../../src/defence/signer.ts'
import { informationGainFor } from '../../src/labels/information-gain.ts'
import { defaultTextPolicy, type Corpus } from '../../src/model/corpus.ts'
import type { Item, KindName } from '../../src/model/item.ts'
import { slicesMax, type NextPair, type PairStage } from '../../src/model/pair.ts'
import type { ChallengeSettings } from '../../src/model/settings.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { answerTo, noLimits, testSettings } from './service.ts'
import { makeDataDir } from './data-dir.ts'

/** The properties of a crop in a test pool. */
export type Crop = Pick<Item, 'status' | 'label'> & {
  width: number
  machineScore?: number
  /** The id of its picture; all have the same if it is left out. */
  mediaId?: string
  stage?: Item['stage']
}

/** A context of challenges on a store of its own with one corpus, `pool`. */
export type PoolFixture = {
  context: ChallengeContext
  store: Store
  corpus: Corpus
  settings: ChallengeSettings
}

/** Makes a corpus of crops named `pool 0`, `pool 1` and so on. */
export async function fillPool(
  t: TestContext,
  kind: KindName,
  of: { crops: readonly Crop[]; settings?: Partial<ChallengeSettings> },
): Promise<PoolFixture> {
  const dataDir = makeDataDir()
  const fixture = { clock: () => 0, random: randomBytes }
  const store = openStore({ dataDir, ...fixture })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const corpus = poolCorpus(kind)
  await addCrops(store, corpus, of.crops)
  const exposureCaps = { known: 1_000_000, unknown: 1_000_000 }
  const settings = { ...testSettings, exposureCaps, ...of.settings }
  return { context: openContext(store, settings), store, corpus, settings }
}

/** Opens a context of challenges on a store, as each process does. */
export function openContext(store: Store, settings: ChallengeSettings): ChallengeContext {
  const fixture = { clock: () => 0, random: randomBytes, kinds }
  const poolSizes = openPoolSizes({ queue: store.queue, clock: fixture.clock })
  return {
    ...store,
    ...fixture,
    settings,
    poolSizes,
    informationGainFor,
    reservations: openReservations(),
    shownCounts: openShownCounts({ demand: store.demand, clock: fixture.clock }),
    answering: new Set(),
    servable: new Map(),
    wayTally: openWayTally({ wayCounts: store.wayCounts, clock: fixture.clock }),
    solvePuzzle: openPuzzles(),
    replenish: openReplenish({ ...store, ...fixture, poolSizes, settings }),
    policy: openPolicy(store.counters),
    limits: noLimits,
    signer: openSigner({ keys: store.keys, random: randomBytes }),
  }
}

function poolCorpus(kind: KindName): Corpus {
  const { supply, stopRules } = kindNamed(kinds, kind)
  return {
    name: 'pool',
    organisation: 'main',
    kind,
    supply,
    language: 'fr',
    script: 'Latn',
    direction: 'ltr',
    textPolicy: defaultTextPolicy,
    stopRules,
    thanks: 'nothing',
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: 0,
  }
}

/** Adds crops to a test pool, numbered from `first` on. */
export async function addCrops(
  { corpora, sources }: Store,
  corpus: Corpus,
  crops: readonly Crop[],
  first = 0,
): Promise<void> {
  await corpora.add(corpus)
  const image = { imageSha256: 'pool', format: 'jpeg', extent: { widthPixels: 1, heightPixels: 1 } }
  const rights = { licence: 'CC0-1.0', credit: 'An archive', creditUrl: null, iiif: null }
  const source = { id: 'pool', corpus: 'pool', origin: 'x', ...image, ...rights, importedAtMs: 0 }
  const items = crops.map(({ width, ...facts }, n): Item => ({
    id: `pool ${n + first}`,
    corpus: 'pool',
    sourceId: 'pool',
    kind: corpus.kind,
    stage: 'open',
    level: 'word',
    region: { is: 'box', box: { x: 0, y: n, width, height: 100 } },
    regionName: `r${n + first}`,
    confidence: null,
    mediaId: 'p',
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
    ...facts,
  }))
  await sources.add('main', source, items)
}

/** A known crop of a pool. */
export function knownCrop(n: number, width: number, label = `parole ${n}`): Crop {
  return {
    status: 'known',
    label,
    width,
  }
}

/** An unknown crop of a pool. */
export function unknownCrop(width: number): Crop {
  return { status: 'unknown', label: null, width }
}

/** Issues a number of challenges of a pool, one after another. */
export async function issueFrom(
  { context }: PoolFixture,
  count: number,
  difficulty: Site['difficulty'] = 'easy',
): Promise<Challenge[]> {
  const challenges: Challenge[] = []
  const site = makeSite(context, { name: 'A site', corpora: ['pool'], difficulty })
  for (let n = 0; n < count; n += 1) {
    const challenge = await issueChallenge(context, site, {
      languages: [],
      networkHash: '',
      prefixes: [],
      slicePoint: 0,
      host: null,
    })
    assert.ok(challenge)
    challenges.push(challenge)
  }
  return challenges
}

/** Answers these challenges, all rightly or all wrongly. */
export async function answerAll(
  { context }: PoolFixture,
  challenges: readonly Challenge[],
  isRight: boolean,
): Promise<void> {
  for (const challenge of challenges) {
    const { id: challengeId, sitekey } = challenge
    const answer = answerTo(challenge, isRight)
    const done = await answerChallenge(context, { sitekey, challengeId, answer, contract: 'ocapi' })
    assert.equal(
      typeof done === 'object' && 'verdict' in done && done.verdict,
      isRight ? 'pass' : 'fail',
    )
  }
}

/** The pairs of a corpus in all of its slices; each slice's in the order of their turns. */
export async function listPairs(
  { pairs }: Pick<Store, 'pairs'>,
  corpus: string,
  stage: PairStage = 'open',
): Promise<NextPair[]> {
  const found = new Map<string, NextPair>()
  for (let n = 0; n < slicesMax; n += 1) {
    const slicePoint = n / slicesMax
    for (const pair of await pairs.nextPairs({ corpus, slicePoint, stage, limit: 100_000 }))
      found.set(pair.id, pair)
  }
  return [...found.values()]
}
