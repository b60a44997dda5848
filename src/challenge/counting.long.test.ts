import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  areaUnderCurve,
  harvest,
  noiseDeviations,
  noiseOfArea,
  type Harvest,
  type Sighting,
} from '../../test/setup/harvest.ts'
import { knownCrop, fillPool, unknownCrop, type Crop } from '../../test/setup/pool.ts'
import type { KindName } from '../model/item.ts'
import type { Level } from '../model/policy.ts'
import type { Reading } from '../model/reading.ts'
import type { ChallengeContext } from './context.ts'

const features = [
  'shown',
  'first',
  'last',
  'partners',
  'closest',
  'ownKeyword',
  'concentration',
  'kin',
  'shape',
] as const
const kinds = ['transcription', 'classification'] as const
const classes = 5

/** Words of an archive: the known ones are wider on average, as they are on real pages. */
function cropsOf(kind: KindName, known: number, unknown: number): Crop[] {
  const width = (mean: number): number => mean + randomInt(200) - randomInt(200)
  const label = (n: number): string | undefined =>
    kind === 'classification' ? `class ${n % classes}` : undefined
  return [
    ...Array.from({ length: known }, (_, n) => knownCrop(n, width(340), label(n))),
    ...Array.from({ length: unknown }, () => unknownCrop(width(300))),
  ]
}

/** Pictures of classes of unequal size; machines guessed a class for one in three of the unknown ones. */
function unequalCrops(known: number, unknown: number): Crop[] {
  const sizes = [10, 6, 4, 3, 1]
  const all = sizes.flatMap((size, n) => Array<string>(size).fill(`class ${n}`))
  const labels = Array.from({ length: known }, (_, n) => all[n % all.length] ?? '')
  const guess = (n: number): Pick<Crop, 'status' | 'label'> =>
    n % 3 ? { status: 'unknown', label: null } : { status: 'doubtful', label: `class ${n % 7}` }
  return [
    ...labels.map((label, n) => knownCrop(n, 300, label)),
    ...Array.from({ length: unknown }, (_, n) => ({ ...guess(n), width: 300 })),
  ]
}

/** A reading that two networks have begun. */
function readingOf(itemId: string): Reading {
  return {
    itemId,
    corpus: 'pool',
    text: 'Monat',
    state: 'provisional',
    confidence: 0.9,
    rawConfidence: 0.9,
    answers: 2,
    networks: 2,
    agreement: 1,
    attack: 0,
    alternatives: [],
    firstAnswerAtMs: 0,
    lastAnswerAtMs: 0,
    engine: 'test',
  }
}

type Attack = {
  kind: KindName
  known: number
  unknown: number
  count: number
  level?: Level
  isUnequal?: boolean
}

async function attack(
  t: Parameters<typeof fillPool>[0],
  { kind, known, unknown, count, level = 'easy', isUnequal = false }: Attack,
  change: (context: ChallengeContext) => ChallengeContext = (context) => context,
): Promise<Harvest> {
  const crops = isUnequal ? unequalCrops(known, unknown) : cropsOf(kind, known, unknown)
  const { context, corpus } = await fillPool(t, kind, { crops })
  await context.replenish(corpus)
  const shapeOf = (itemId: string): number => crops[Number(itemId.slice(5))]?.width ?? 0
  return harvest(change(context), { count, level, shapeOf })
}

function faultsOf({ sightings }: Harvest, wanted: readonly (keyof Sighting)[]): string[] {
  const noise = noiseOfArea(sightings)
  return wanted
    .map((feature) => ({
      feature,
      area: areaUnderCurve(sightings, (one) => Number(one[feature])),
    }))
    .filter(({ area }) => Math.abs(area - 0.5) > noise)
    .map(({ feature, area }) => `${feature}: ${area.toFixed(3)}, noise ${noise.toFixed(3)}`)
}

// What a picture of a class looks like is a separate matter: see docs/archivist/choosing.md.
function wantedOf(kind: KindName) {
  return features.filter((feature) => kind === 'transcription' || feature !== 'shape')
}

/** How many challenges are harvested. The environment asks for the large harvest. */
const count = Number(process.env['INCIPIT_HARVEST'] ?? 2_000)

describe('a harvester who counts learns nothing of which item decides', () => {
  for (const kind of kinds)
    for (const [known, unknown] of [
      [600, 150],
      [300, 300],
      [200, 400],
    ] as const)
      test(`${kind}, ${known} known and ${unknown} unknown`, async (t) => {
        const found = await attack(t, { kind, known, unknown, count })
        t.diagnostic(describeHarvest(found))
        assert.deepEqual(faultsOf(found, wantedOf(kind)), [])
      })

  test('if classes differ in size, and machines have guessed some', async (t) => {
    for (const [known, unknown] of [
      [240, 60],
      [600, 75],
    ] as const) {
      const order = { kind: 'classification', known, unknown, count, isUnequal: true } as const
      const found = await attack(t, order)
      t.diagnostic(describeHarvest(found))
      assert.deepEqual(faultsOf(found, wantedOf('classification')), [])
    }
  })

  test('however difficult the challenges are', async (t) => {
    for (const kind of kinds) {
      const level = 'difficult'
      const found = await attack(t, { kind, known: 300, unknown: 300, count, level })
      t.diagnostic(describeHarvest(found))
      // Four pictures of two pairs: the most frequent companion is the same for both members of a pair.
      assert.deepEqual(faultsOf(found, wantedOf(kind)), [])
    }
  })

  // With one place for them in a difficult challenge, unknown items were never seen together.
  test('nor from who comes with whom: two unknown pictures come together as often as any two', async (t) => {
    for (const level of ['easy', 'difficult'] as const) {
      const order = {
        kind: 'classification',
        known: 300,
        unknown: 60,
        count: 2_000,
        level,
      } as const
      const { unknownTogether } = await attack(t, order)
      t.diagnostic(`${level}: ${unknownTogether.toFixed(2)} times as often`)
      assert.ok(unknownTogether > 0.75 && unknownTogether < 1.25, unknownTogether.toFixed(2))
    }
  })

  test('nor if some answers are worth more than others, and canaries play the unknown', async (t) => {
    const crops = cropsOf('transcription', 300, 300)
    const pool = await fillPool(t, 'transcription', { crops })
    const { context, corpus, store } = pool
    await store.pool.markCanaries(await store.pool.nextCanaries('pool', 15))
    await context.replenish(corpus)
    const begun = Array.from({ length: 150 }, (_, n) => readingOf(`pool ${300 + 2 * n}`))
    const changes = begun.map((reading) => ({ itemId: reading.itemId, reading, event: null }))
    await store.readings.keep(changes, { corpus: 'pool', untilMs: 1, labelsSinceFit: 0 })
    const shapeOf = (itemId: string): number => crops[Number(itemId.slice(5))]?.width ?? 0
    const found = await harvest(context, { count, level: 'easy', shapeOf })
    t.diagnostic(describeHarvest(found))
    assert.deepEqual(faultsOf(found, features), [])
  })

  test('nor from which of two pictures is the wider', async (t) => {
    const order = { kind: 'transcription', known: 400, unknown: 400, count: 2_000 } as const
    const { sightings, widerIsKnown } = await attack(t, order)
    const pairs = sightings.length / 2
    assert.ok(Math.abs((widerIsKnown ?? 0.5) - 0.5) < noiseDeviations * Math.sqrt(0.25 / pairs))
  })
})

// The same attack on a faulty service: without it the test above would prove nothing.
test('a harvester finds unknown items that come twice as often as known ones', async (t) => {
  const order = { kind: 'classification', known: 300, unknown: 300, count } as const
  const found = await attack(t, order, (context) => ({
    ...context,
    poolSizes: async (corpus, of) => {
      const counted = await context.poolSizes(corpus, of)
      return counted.map((one) => ({ ...one, unknown: 2 * one.unknown }))
    },
  }))
  assert.notDeepEqual(faultsOf(found, ['shown']), [])
})

function describeHarvest({ sightings, perSecond, widerIsKnown, unknownTogether }: Harvest): string {
  const areas = features.map((feature) => {
    const area = areaUnderCurve(sightings, (one) => one[feature])
    return `${feature} ${area.toFixed(3)}`
  })
  const noise = noiseOfArea(sightings).toFixed(3)
  return `${sightings.length} items, ${perSecond.toFixed(0)}/s, noise ${noise}: ${areas.join(', ')}; wider ${widerIsKnown?.toFixed(3) ?? '-'}, together ${unknownTogether.toFixed(2)}`
}
