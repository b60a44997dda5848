import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { openService, type FixtureKind, type ServiceFixture } from '../../test/setup/service.ts'
import { kinds } from '../kinds/kinds.ts'
import { startStocking, stockSome, type StockContext } from './stock.ts'
import { drawVariant } from './variant.ts'

const accept = 'image/avif,image/webp,*/*;q=0.8'

function stockContext({ store }: ServiceFixture, change: Partial<StockContext> = {}): StockContext {
  return {
    ...store,
    drawVariant,
    servingOf: (kind) => kinds.get(kind)?.serving ?? null,
    random: randomBytes,
    variantsMax: 60,
    isBusy: () => false,
    tellFault: (cause) => assert.fail(String(cause)),
    ...change,
  }
}

async function stockFully(context: StockContext): Promise<void> {
  const { signal } = new AbortController()
  for (let rounds = 0; rounds < 500; rounds++) if ((await stockSome(context, signal)) === 0) return
  assert.fail('it is never full')
}

type Shown = { challenge_id: string; images: { url: string }[] }

async function issue({ app, sites }: ServiceFixture, kind: FixtureKind): Promise<Shown> {
  return (await app.inject(`/challenge/${sites[kind].sitekey}`)).json<Shown>()
}

async function fetchAll({ app }: ServiceFixture, { images }: Shown): Promise<Buffer[]> {
  const pictures: Buffer[] = []
  for (const { url } of images) {
    const reply = await app.inject({ url, headers: { accept } })
    assert.equal(reply.statusCode, 200)
    pictures.push(reply.rawPayload)
  }
  return pictures
}

/** Opens a service that cannot draw: all its pictures are drawn beforehand. */
function openReader(): Promise<ServiceFixture> {
  return openService({ drawVariant: () => Promise.reject(new Error('a picture was drawn')) })
}

for (const kind of ['transcription', 'classification'] as const) {
  test(`what was drawn beforehand is only read when it is shown: ${kind}`, async () => {
    const service = await openReader()
    // Pairs are made when they are first asked for.
    await issue(service, kind)
    await stockFully(stockContext(service, { variantsMax: 400 }))
    const shown = await issue(service, kind)
    const pictures = await fetchAll(service, shown)
    assert.deepEqual(await fetchAll(service, shown), pictures)
    assert.equal(new Set(pictures.map(String)).size, shown.images.length)
    await service.close()
  })
}

test('two hundred servings of the same cut are two hundred pictures, stocked or not', async () => {
  const service = await openService()
  const seen = new Set<string>()
  const context = stockContext(service)
  for (let n = 0; n < 100; n++) {
    if (n % 20 === 1) await stockFully(context)
    for (const bytes of await fetchAll(service, await issue(service, 'transcription')))
      seen.add((await sharp(bytes).raw().toBuffer()).toString('latin1'))
  }
  assert.equal(seen.size, 200)
  await service.close()
})

test('the stock is never larger than allowed, and 0 keeps none', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  await stockFully(stockContext(service, { variantsMax: 0 }))
  assert.equal(await service.store.variants.countReady(), 0)
  await stockFully(stockContext(service, { variantsMax: 13 }))
  assert.equal(await service.store.variants.countReady(), 13)
  await service.close()
})

test('nothing is drawn while somebody waits for an answer', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  let drawn = 0
  let asked = 0
  const isBusy = (): boolean => (asked += 1) < 4
  const watched: StockContext['drawVariant'] = (...of) => {
    assert.ok(asked >= 4)
    drawn += 1
    return drawVariant(...of)
  }
  const context = stockContext(service, { isBusy, drawVariant: watched })
  await stockSome(context, new AbortController().signal)
  assert.ok(drawn > 0)
  await service.close()
})

test('one that is stopped keeps what it has drawn, whole, and begins nothing more', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  let begin: () => void
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const watched: StockContext['drawVariant'] = (...of) => {
    begin()
    return drawVariant(...of)
  }
  const stocking = startStocking(stockContext(service, { drawVariant: watched }))
  await begun
  await stocking.stop()
  const kept = await service.store.variants.countReady()
  assert.ok(kept >= 1 && kept <= 60)
  await service.close()
})

test('an item whose cut is gone is passed over', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  const context = stockContext(service, { pictures: { get: async () => null } })
  assert.equal(await stockSome(context, new AbortController().signal), 0)
  await service.close()
})
