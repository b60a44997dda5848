import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import type { WantedStock } from '../../model/variants.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { stopRulesOf } from '../../../test/setup/stop-rules.ts'
import type { Item, KindName, ItemStage } from '../../model/item.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

async function addItems(
  { corpora, sources }: Database,
  stages: readonly ItemStage[],
  kind: KindName = 'classification',
): Promise<string[]> {
  await corpora.add({
    name: 'letters',
    organisation: 'main',
    kind,
    supply: kind === 'transcription' ? 'paired' : 'queued',
    language: 'fr',
    script: 'Latn',
    direction: 'ltr',
    textPolicy: defaultTextPolicy,
    stopRules: stopRulesOf(kind),
    thanks: 'nothing',
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: 0,
  })
  const source = { id: 's', corpus: 'letters', origin: 'a.jpg', imageSha256: 'a', format: 'jpeg' }
  const rights = { licence: 'CC0-1.0', credit: 'X', creditUrl: null }
  const items = stages.map((stage, n) => ({ ...itemOf(`i${n}`, stage), kind }))
  const extent = { widthPixels: 1, heightPixels: 1 }
  await sources.add('main', { ...source, ...rights, extent, iiif: null, importedAtMs: 0 }, items)
  return items.map(({ id }) => id)
}

function itemOf(id: string, stage: ItemStage): Item {
  return {
    id,
    corpus: 'letters',
    sourceId: 's',
    kind: 'classification',
    status: 'known',
    stage,
    level: 'word',
    region: { is: 'box', box: { x: 0, y: 0, width: 9, height: 9 } },
    regionName: id,
    label: 'perdrix',
    confidence: null,
    mediaId: `cut of ${id}`,
    lineId: null,
    place: null,
    readingOrder: null,
    machineScore: null,
  }
}

function queued(readyMax: number, limit: number): WantedStock {
  return { corpus: 'letters', supply: 'queued', nextPictures: 0, readyMax, limit }
}

function paired(readyMax: number, limit: number, nextPictures = 0): WantedStock {
  return { corpus: 'letters', supply: 'paired', nextPictures, readyMax, limit }
}

async function countReady({ variants }: Database): Promise<number> {
  return (await variants.countReady()).get('letters') ?? 0
}

function variantOf(itemId: string, text: string) {
  return { itemId, bytes: Buffer.from(text) }
}

/** What every engine's `Variants` must do. */
export function testVariants(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)
  describe(`variants in ${engine}`, () => {
    test('a variant is found by the picture it was given to, and by no other', () =>
      withStores(async ({ one, other }) => {
        await addItems(one, ['open'])
        await one.variants.add([variantOf('i0', 'bytes')], 4)
        assert.equal(await countReady(other), 1)
        await other.variants.give([{ itemId: 'i0', imageId: 'a' }])
        assert.deepEqual((await one.variants.findAll(['a']))[0], Buffer.from('bytes'))
        assert.equal((await one.variants.findAll(['b']))[0], null)
        assert.equal(await countReady(one), 0)
      }))

    test('of two hundred showings in two processes no two get the same variant', () =>
      withStores(async ({ one, other }) => {
        await addItems(one, ['open'])
        const texts = Array.from({ length: 150 }, (_, n) => `variant ${n}`)
        await one.variants.add(
          texts.map((text) => variantOf('i0', text)),
          200,
        )
        const names = Array.from({ length: 200 }, (_, n) => `image ${n}`)
        await Promise.all(
          names.map((imageId, n) =>
            (n % 2 ? one : other).variants.give([{ itemId: 'i0', imageId }]),
          ),
        )
        const found = (await Promise.all(names.map((name) => one.variants.findAll([name])))).flat()
        const given = found.filter((bytes) => bytes !== null).map(String)
        assert.equal(given.length, 150)
        assert.equal(new Set(given).size, 150)
      }))

    test('if one item of a challenge has none, none of its pictures gets one', () =>
      withStores(async ({ one }) => {
        await addItems(one, ['open', 'open'])
        await one.variants.add([variantOf('i0', 'bytes')], 4)
        await one.variants.give([
          { itemId: 'i0', imageId: 'a' },
          { itemId: 'i1', imageId: 'b' },
        ])
        assert.equal((await one.variants.findAll(['a']))[0], null)
        assert.equal(await countReady(one), 1)
      }))

    test('the pictures of a challenge with nine are found in their order', () =>
      withStores(async ({ one, other }) => {
        const ids = await addItems(one, Array<ItemStage>(9).fill('open'))
        await one.variants.add(
          ids.map((id) => variantOf(id, `bytes of ${id}`)),
          4,
        )
        await other.variants.give(ids.map((itemId) => ({ itemId, imageId: `image ${itemId}` })))
        const found = await one.variants.findAll(ids.toReversed().map((id) => `image ${id}`))
        assert.deepEqual(
          found.map(String),
          ids.toReversed().map((id) => `bytes of ${id}`),
        )
        assert.equal(await countReady(one), 0)
      }))

    test('no more are kept ready than wanted, and none of what may not be shown', () =>
      withStores(async ({ one, other }) => {
        const ids = await addItems(one, ['open', 'retired', 'waiting', 'dropped'])
        const all = [...ids, 'none'].flatMap((id) => ['x', 'y', 'z'].map((of) => variantOf(id, of)))
        await Promise.all([one.variants.add(all, 2), other.variants.add(all, 2)])
        assert.equal(await countReady(one), 4)
      }))

    test('those to be stocked are the shown items, the emptiest first', () =>
      withStores(async ({ one }) => {
        await addItems(one, ['open', 'retired', 'waiting', 'open'])
        await one.variants.add([variantOf('i0', 'x')], 2)
        const listed = await one.variants.listUnstocked(queued(2, 10))
        assert.deepEqual(listed.map(({ itemId }) => itemId).toSorted(), ['i0', 'i1', 'i3'])
        assert.equal(listed.at(-1)?.itemId, 'i0')
        assert.equal(listed[0]?.mediaId, `cut of ${listed[0]?.itemId}`)
        assert.equal((await one.variants.listUnstocked(queued(2, 1))).length, 1)
        assert.deepEqual(await one.variants.listUnstocked(queued(0, 10)), [])
      }))

    test('of writing, those to be stocked are the members of the next pairs, in turn', () =>
      withStores(async ({ one, other }) => {
        await addItems(one, ['open', 'open', 'open', 'open', 'open'], 'transcription')
        assert.deepEqual(await one.variants.listUnstocked(paired(2, 10)), [])
        await one.pairs.setSlices('letters', 1)
        const where = { corpus: 'letters', stage: 'open', slice: 0 } as const
        const facts = { ...where, probeRole: 'known', text: 'word' } as const
        await one.pairs.addPairs([
          { ...facts, id: 'later', controlId: 'i0', probeId: 'i1', turn: 7 },
          { ...facts, id: 'next', controlId: 'i2', probeId: 'i3', turn: 3 },
        ])
        const listed = await other.variants.listUnstocked(paired(1, 10))
        const ids = listed.map(({ itemId }) => itemId)
        assert.deepEqual(
          [ids.slice(0, 2).toSorted(), ids.slice(2).toSorted()],
          [
            ['i2', 'i3'],
            ['i0', 'i1'],
          ],
        )
        assert.equal(listed[0]?.kind, 'transcription')
      }))

    test('of writing, the more is shown, the more pairs are stocked, in all slices alike', () =>
      withStores(async ({ one, other }) => {
        const pairs = 30
        const stages = Array.from({ length: 4 * pairs }, (): ItemStage => 'open')
        await addItems(one, stages, 'transcription')
        await one.pairs.setSlices('letters', 2)
        const facts = {
          corpus: 'letters',
          stage: 'open',
          probeRole: 'known',
          text: 'word',
        } as const
        for (const slice of [0, 1])
          await one.pairs.addPairs(
            Array.from({ length: pairs }, (_, n) => ({
              ...facts,
              slice,
              id: `${slice} ${n}`,
              controlId: `i${2 * (slice * pairs + n)}`,
              probeId: `i${2 * (slice * pairs + n) + 1}`,
              turn: n,
            })),
          )
        const count = async (nextPictures: number): Promise<number> =>
          (await other.variants.listUnstocked(paired(1, 400, nextPictures))).length
        assert.deepEqual([await count(0), await count(20), await count(1_000)], [64, 84, 120])
      }))

    test('those given out before are deleted; those that are ready or newer stay', () =>
      withStores(async ({ one, moveClock }) => {
        await addItems(one, ['open'])
        await one.variants.add(
          ['x', 'y', 'z'].map((text) => variantOf('i0', text)),
          4,
        )
        await one.variants.give([{ itemId: 'i0', imageId: 'a' }])
        moveClock(1_000)
        await one.variants.give([{ itemId: 'i0', imageId: 'b' }])
        assert.equal(await one.variants.sweep(500), 1)
        assert.equal((await one.variants.findAll(['a']))[0], null)
        assert.ok((await one.variants.findAll(['b']))[0])
        assert.equal(await countReady(one), 1)
      }))
  })
}
