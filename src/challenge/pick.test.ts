import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fillStore } from '../../test/lent-service.ts'
import { openPolicy } from '../defence/policy.ts'
import { openSeal } from '../defence/seal.ts'
import type { Challenge } from '../model/challenge.ts'
import { defaultTextPolicy } from '../model/corpus.ts'
import type { Item, ItemKind } from '../model/item.ts'
import type { Site } from '../model/site.ts'
import { openStore } from '../store/open-store.ts'
import { issueChallenge } from './issue.ts'
import { openPoolSizes } from './pool-sizes.ts'

type Crop = Pick<Item, 'status' | 'label'> & { width: number }

const issueMany = async (
  t: TestContext,
  kind: ItemKind,
  of: { crops: readonly Crop[]; count: number; difficulty?: Site['difficulty'] },
): Promise<Challenge[]> => {
  const { crops, count, difficulty = 'easy' } = of
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const lent = { clock: () => 0, random: randomBytes }
  const store = openStore({ dataDir, ...lent })
  t.after(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const { transcription: site } = await fillStore(store, lent)
  await addCrops(store, kind, crops)
  const world = {
    ...store,
    ...lent,
    settings: {
      challengeTtlMs: 1000,
      readRule: { ttlMs: 1000, rereadMs: 0, readsMax: 1 },
      exposureCaps: { known: 1000, unknown: 1000 },
      tokenTtlMs: 120_000,
      takesTestKeys: true,
      reusesRetired: true,
    },
    poolSizes: openPoolSizes({ records: store.records, clock: lent.clock }),
    policy: openPolicy(store.counters),
    seal: openSeal({ records: store.records, random: randomBytes }),
  }
  const challenges: Challenge[] = []
  for (let n = 0; n < count; n += 1) {
    const visitor = { languages: [], cluster: '', host: null }
    const asking = { ...site, corpora: ['pool'], difficulty }
    const challenge = await issueChallenge(world, asking, visitor)
    assert.ok(challenge)
    challenges.push(challenge)
  }
  return challenges
}

const addCrops = async (
  { records }: ReturnType<typeof openStore>,
  kind: ItemKind,
  crops: readonly Crop[],
): Promise<void> => {
  const language = { language: 'fr', script: 'Latn', direction: 'ltr' } as const
  const policy = {
    textPolicy: defaultTextPolicy,
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: 0,
  } as const
  await records.addCorpus({ name: 'pool', kind, ...language, ...policy })
  const image = { imageSha256: 'pool', format: 'jpeg', widthPixels: 1, heightPixels: 1 }
  const rights = { licence: 'CC0-1.0', credit: 'An archive', creditUrl: null, iiif: null }
  const source = { id: 'pool', corpus: 'pool', origin: 'x', ...image, ...rights, importedAtMs: 0 }
  const items = crops.map(({ width, ...facts }, n): Item => ({
    id: `pool ${n}`,
    corpus: 'pool',
    sourceId: 'pool',
    kind,
    stage: 'open',
    level: 'word',
    region: `r${n}`,
    box: { x: 0, y: n, width, height: 100 },
    polygon: null,
    confidence: null,
    pictureId: 'p',
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
    ...facts,
  }))
  await records.addSource(source, items)
}

const known = (n: number, width: number, label = `mot ${n}`): Crop => ({
  status: 'known',
  label,
  width,
})
const unknown = (width: number): Crop => ({ status: 'unknown', label: null, width })

// The only unknown item of a corpus came in every challenge: whoever asked twice knew which it was.
test('an item comes about equally often, however few unknown ones there are', async (t) => {
  const crops = [unknown(300), ...Array.from({ length: 29 }, (_, n) => known(n, 300))]
  const challenges = await issueMany(t, 'transcription', { crops, count: 200 })
  const shown = challenges.filter(({ items }) => items.some(({ itemId }) => itemId === 'pool 0'))
  assert.ok(shown.length < 40, `${shown.length} of 200`)
})

test('where there are as many unknown items as known ones, one is read in every challenge', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const challenges = await issueMany(t, 'transcription', { crops, count: 50 })
  for (const { items } of challenges)
    assert.equal(items.filter(({ label }) => label === null).length, 1)
})

// On real pages the wider picture was the known one in 79 of 80 challenges.
test('the known picture is of about the shape of the unknown one', async (t) => {
  const wide = Array.from({ length: 12 }, (_, n) => [known(n, 600), unknown(600)]).flat()
  const narrow = Array.from({ length: 12 }, (_, n) => [known(n + 50, 200), unknown(200)]).flat()
  const crops = [...wide, ...narrow]
  const challenges = await issueMany(t, 'transcription', { crops, count: 100 })
  const widthOf = (itemId: string): number => crops[Number(itemId.slice(5))]?.width ?? 0
  const unlike = challenges.filter(
    ({ items }) => new Set(items.map(({ itemId }) => widthOf(itemId))).size > 1,
  )
  assert.ok(unlike.length < 15, `${unlike.length} of 100`)
})

test('a machine’s guess of the class is preferred among the unknown pictures', async (t) => {
  const guessed = { status: 'doubtful', label: 'pears', width: 100 } as const
  const crops = [
    ...Array.from({ length: 10 }, (_, n) => known(n, 100, n % 2 ? 'pears' : 'plums')),
    ...Array.from({ length: 10 }, () => unknown(100)),
    guessed,
    { ...guessed, label: 'plums' },
  ]
  const challenges = await issueMany(t, 'classification', { crops, count: 30 })
  for (const { items, keyword } of challenges) {
    const guesses = items.filter(({ role }) => role === 'unknown').map(({ label }) => label)
    assert.ok(guesses.includes(keyword))
  }
})

test('a difficult transcription has two known pictures, and all but an easy one allow one wrong letter', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const [easy] = await issueMany(t, 'transcription', { crops, count: 1, difficulty: 'easy' })
  const [moderate] = await issueMany(t, 'transcription', {
    crops,
    count: 1,
    difficulty: 'moderate',
  })
  const [hard] = await issueMany(t, 'transcription', { crops, count: 1, difficulty: 'difficult' })
  assert.deepEqual([easy, moderate, hard].map(shapeOf), [
    { level: 'easy', known: 1, unknown: 1, editsMax: 2 },
    { level: 'moderate', known: 1, unknown: 1, editsMax: 1 },
    { level: 'difficult', known: 2, unknown: 1, editsMax: 1 },
  ])
})

test('a difficult classification has four pictures known to match and one unknown', async (t) => {
  const crops = [
    ...Array.from({ length: 12 }, (_, n) => known(n, 100, n % 2 ? 'pears' : 'plums')),
    ...Array.from({ length: 10 }, () => unknown(100)),
  ]
  const many = await issueMany(t, 'classification', { crops, count: 10, difficulty: 'difficult' })
  for (const { items, keyword } of many) {
    const matching = items.filter(({ role, label }) => role === 'known' && label === keyword)
    const others = items.filter(({ role, label }) => role === 'known' && label !== keyword)
    assert.deepEqual([matching.length, others.length, items.length], [4, 4, 9])
  }
})

test('a corpus with too little for a difficult challenge gives a moderate one', async (t) => {
  const of = { count: 1, difficulty: 'difficult' } as const
  const letters = [known(1, 300), unknown(300)]
  const [text] = await issueMany(t, 'transcription', { crops: letters, ...of })
  assert.deepEqual(shapeOf(text), { level: 'moderate', known: 1, unknown: 1, editsMax: 1 })
  const fruit = [
    ...Array.from({ length: 9 }, (_, n) => known(n, 100, ['figs', 'pears', 'plums'][n % 3])),
    ...Array.from({ length: 10 }, () => unknown(100)),
  ]
  const [pictures] = await issueMany(t, 'classification', { crops: fruit, ...of })
  assert.deepEqual([pictures?.level, pictures?.items.length], ['moderate', 9])
})

const shapeOf = (challenge: Challenge | undefined): object => ({
  level: challenge?.level,
  known: challenge?.items.filter(({ role }) => role === 'known').length,
  unknown: challenge?.items.filter(({ role }) => role === 'unknown').length,
  editsMax: challenge?.textPolicy.editsMax,
})
