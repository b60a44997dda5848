import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  addCrops,
  answerAll,
  issueFrom,
  knownCrop as known,
  fillPool,
  openContext,
  unknownCrop as unknown,
  type Crop,
} from '../../test/setup/pool.ts'
import { makeSite } from '../manage/sites/make-site.ts'
import type { Challenge } from '../model/challenge.ts'
import type { KindName } from '../model/item.ts'
import type { ChallengeSettings } from '../model/settings.ts'
import type { Site } from '../model/site.ts'
import { issueChallenge } from '../challenge/issue.ts'

async function issueMany(
  t: TestContext,
  kind: KindName,
  of: {
    crops: readonly Crop[]
    count: number
    difficulty?: Site['difficulty']
    settings?: Partial<ChallengeSettings>
  },
): Promise<Challenge[]> {
  return issueFrom(await fillPool(t, kind, of), of.count, of.difficulty)
}

// The only unknown item of a corpus came in every challenge: whoever asked twice knew which it was.
test('an item comes about equally often, however few unknown ones there are', async (t) => {
  const crops = [unknown(300), ...Array.from({ length: 29 }, (_, n) => known(n, 300))]
  const challenges = await issueMany(t, 'transcription', { crops, count: 200 })
  const shown = challenges.filter(({ items }) => items.some(({ itemId }) => itemId === 'pool 0'))
  assert.ok(shown.length < 40, `${shown.length} of 200`)
})

test('if there are as many unknown items as known ones, every challenge has one', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const challenges = await issueMany(t, 'transcription', { crops, count: 50 })
  for (const { items } of challenges)
    assert.equal(items.filter(({ label }) => label === null).length, 1)
})

// Each was counted by itself, so whoever kept a table of who came with whom could tell them apart.
test('two pictures that came together always come together, and about equally often', async (t) => {
  const crops = Array.from({ length: 80 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const challenges = await issueMany(t, 'transcription', { crops, count: 400 })
  const pairs = new Map<string, number>()
  for (const { items } of challenges) {
    const name = items
      .map(({ itemId }) => itemId)
      .toSorted()
      .join()
    pairs.set(name, (pairs.get(name) ?? 0) + 1)
  }
  assert.equal(pairs.size, 40)
  for (const count of pairs.values()) assert.ok(count >= 3 && count <= 20, String(count))
})

test('an unknown item that has its labels gives way to one that waits, and no item comes too often', async (t) => {
  const crops = [
    ...Array.from({ length: 4 }, (_, n) => known(n, 300)),
    ...Array.from({ length: 12 }, () => unknown(300)),
  ]
  const settings = { exposureCaps: { known: 100, unknown: 3 } }
  const pool = await fillPool(t, 'transcription', { crops, settings })
  const shown = new Map<string, number>()
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 12; n += 1) {
      const challenges = await issueFrom(pool, 1)
      for (const { itemId, role } of challenges.flatMap(({ items }) => items))
        if (role === 'unknown') shown.set(itemId, (shown.get(itemId) ?? 0) + 1)
      await answerAll(pool, challenges, true)
    }
    await pool.context.replenish(pool.corpus)
  }
  assert.deepEqual([...shown.values()], Array(12).fill(3))
})

test('without reuse a corpus that is shown out has nothing to ask, with reuse it asks on', async (t) => {
  const crops = [known(1, 300), unknown(300)]
  const settings = { exposureCaps: { known: 2, unknown: 2 }, reusesRetired: false }
  const pool = await fillPool(t, 'transcription', { crops, settings })
  await answerAll(pool, await issueFrom(pool, 2), true)
  const site = makeSite(pool.context, { name: 'A site', corpora: ['pool'] })
  const visitor = { languages: [], networkHash: '', prefixes: [], slicePoint: 0, host: null }
  assert.equal(await issueChallenge(pool.context, site, visitor), null)
  const reusing = { ...pool.context, settings: { ...pool.settings, reusesRetired: true } }
  assert.ok(await issueChallenge(reusing, site, visitor))
})

test('an item that leaves rotation is gone at once, and its partner finds another', async (t) => {
  const crops = Array.from({ length: 6 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const pool = await fillPool(t, 'transcription', { crops })
  await issueFrom(pool, 3)
  const line = {
    atMs: 0,
    organisation: 'main',
    actor: 'test',
    action: 'drop',
    subject: 'pool 0',
    detail: '',
  }
  await pool.store.lifecycle.drop('main', { is: 'item', corpus: 'pool', id: 'pool 0' }, line)
  const after = await issueFrom(pool, 20)
  assert.ok(after.every(({ items }) => items.every(({ itemId }) => itemId !== 'pool 0')))
  await addCrops(pool.store, pool.corpus, [known(6, 300)], 6)
  await pool.context.replenish(pool.corpus)
  const ids = (await issueFrom(pool, 20)).flatMap(({ items }) => items.map(({ itemId }) => itemId))
  assert.deepEqual(
    [...new Set(ids)].toSorted(),
    [1, 2, 3, 4, 5, 6].map((n) => `pool ${n}`),
  )
})

// Two services started at once on a fresh folder. One had made the pairs; the other then found nothing left
// to pair and replied that there was nothing to ask.
test('a service asks with pairs that another has made while it looked', async (t) => {
  const crops = Array.from({ length: 20 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const pool = await fillPool(t, 'transcription', { crops })
  const late = openContext(pool.store, pool.settings)
  const context = {
    ...late,
    replenish: async () => (await pool.context.replenish(pool.corpus)) && 0,
  }
  await issueFrom({ ...pool, context }, 1)
})

test('known items that machines misread decide, and those they read play the unknown', async (t) => {
  const crops = Array.from({ length: 100 }, (_, n) => ({
    ...known(n, 300),
    machineScore: n % 2 ? 0.9 : 0.1,
  }))
  const challenges = await issueMany(t, 'transcription', { crops, count: 200 })
  const deciding = challenges.flatMap(({ items }) => items.filter(({ role }) => role === 'known'))
  const misread = deciding.filter(({ itemId }) => Number(itemId.slice(5)) % 2 === 0)
  assert.ok(misread.length > 180, `${misread.length} of 200`)
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

// A picture with a guess came for that class only, and a known one for its class in three of seven showings.
test('a picture comes for what a machine takes it for as often as a known one for its class', async (t) => {
  const guessed = (label: string): Crop => ({ status: 'doubtful', label, width: 100 })
  const crops = [
    ...Array.from({ length: 32 }, (_, n) => known(n, 100, n % 2 ? 'pears' : 'plums')),
    ...Array.from({ length: 10 }, (_, n) => guessed(n % 2 ? 'pears' : 'plums')),
  ]
  const pool = await fillPool(t, 'classification', { crops })
  await pool.context.replenish(pool.corpus)
  const challenges = await issueFrom(pool, 600)
  const shareOf = (isGuessed: boolean): number => {
    const seen = challenges.flatMap(({ items, keyword }) =>
      items
        .filter(({ itemId }) => Number(itemId.slice(5)) >= 32 === isGuessed)
        .map(({ label }) => label === keyword),
    )
    return seen.filter(Boolean).length / seen.length
  }
  assert.ok(Math.abs(shareOf(true) - shareOf(false)) < 0.1, `${shareOf(true)}, ${shareOf(false)}`)
})

test('a difficult transcription has two pairs, and all but an easy one allow one wrong letter', async (t) => {
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
    { level: 'difficult', known: 2, unknown: 2, editsMax: 1 },
  ])
})

test('in a classification seven known pictures decide, in a difficult one eight or all that are known', async (t) => {
  const crops = [
    ...Array.from({ length: 24 }, (_, n) => known(n, 100, n % 2 ? 'pears' : 'plums')),
    ...Array.from({ length: 10 }, () => unknown(100)),
  ]
  const pool = await fillPool(t, 'classification', { crops })
  await pool.context.replenish(pool.corpus)
  for (const [difficulty, controls, most] of [
    ['easy', 7, 4],
    ['difficult', 8, 5],
  ] as const)
    for (const { items, keyword } of await issueFrom(pool, 40, difficulty)) {
      const strangers = items.filter(({ label }) => label === null).length
      const deciding = items.filter(({ role }) => role === 'known')
      const matching = deciding.filter(({ label }) => label === keyword).length
      assert.equal(new Set(items.map(({ itemId }) => itemId)).size, 9)
      assert.equal(deciding.length, Math.min(controls, 9 - strangers))
      assert.ok(matching >= 1 && matching <= most, String(matching))
    }
})

// A site that had set `difficult` silently asked less of a network that had answered nearly all pairs.
test('a corpus with too little for a difficult challenge gives a moderate one, unless a site sets it', async (t) => {
  const letters = [known(1, 300), unknown(300)]
  const fruit = [
    ...Array.from({ length: 9 }, (_, n) => known(n, 100, ['figs', 'pears', 'plums'][n % 3])),
    ...Array.from({ length: 10 }, () => unknown(100)),
  ]
  for (const [kind, crops] of [
    ['transcription', letters],
    ['classification', fruit],
  ] as const) {
    const pool = await fillPool(t, kind, { crops })
    // One that has failed so often that it would be asked for more, if there were more.
    for (let n = 0; n < 30; n += 1) await pool.context.policy.learn('', false)
    const [asked] = await issueFrom(pool, 1, 'auto')
    assert.equal(asked?.level, 'moderate')
    const site = makeSite(pool.context, { name: 'A', corpora: ['pool'], difficulty: 'difficult' })
    const visitor = { languages: [], networkHash: '', prefixes: [], slicePoint: 0, host: null }
    assert.equal(await issueChallenge(pool.context, site, visitor), null)
  }
})

test('a difficult challenge has two pairs for a network that has answered all but one of them', async (t) => {
  const crops = Array.from({ length: 12 }, (_, n) => (n % 2 ? unknown(300) : known(n, 300)))
  const pool = await fillPool(t, 'transcription', { crops })
  for (let n = 0; n < 20; n += 1) {
    const challenges = await issueFrom(pool, 1, 'difficult')
    assert.deepEqual(challenges.map(shapeOf), [
      { level: 'difficult', known: 2, unknown: 2, editsMax: 1 },
    ])
    await answerAll(pool, challenges, true)
  }
})

function shapeOf(challenge: Challenge | undefined): object {
  return {
    level: challenge?.level,
    known: challenge?.items.filter(({ role }) => role === 'known').length,
    unknown: challenge?.items.filter(({ role }) => role === 'unknown').length,
    editsMax: challenge?.textPolicy.editsMax,
  }
}
