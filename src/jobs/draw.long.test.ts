import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { openService, type FixtureKind, type ServiceFixture } from '../../test/setup/service.ts'
import { kinds } from '../kinds/kinds.ts'
import { drawVariant } from '../picture/variant.ts'
import { drawSome, type DrawJobContext } from './draw.ts'
import { openStock } from './stock.ts'
import { JobStopped } from './turn.ts'

const accept = 'image/avif,image/webp,*/*;q=0.8'

const pictureBytes = 6_000

function contextOf(
  { store }: ServiceFixture,
  { picturesMax = 60, ...change }: Partial<DrawJobContext> & { picturesMax?: number } = {},
): DrawJobContext {
  const megabytesMax = (picturesMax * pictureBytes) / 1e6
  return {
    ...store,
    drawVariant,
    kinds,
    random: randomBytes,
    stock: openStock({ ...store, clock: Date.now, megabytesMax }),
    clock: Date.now,
    ...change,
  }
}

async function countReady({ store }: ServiceFixture): Promise<number> {
  return [...(await store.variants.countReady()).values()].reduce((sum, n) => sum + n, 0)
}

const running = { isStopped: () => false, onFault: (fault: string) => assert.fail(fault) }

async function stockFully(context: DrawJobContext): Promise<void> {
  for (let rounds = 0; rounds < 500; rounds++) if ((await drawSome(context, running)) === 0) return
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

/** Opens a service that cannot draw, so that all its pictures were drawn ahead. */
function openReader(): Promise<ServiceFixture> {
  return openService({ drawVariant: () => Promise.reject(new Error('a picture was drawn')) })
}

for (const kind of ['transcription', 'classification'] as const) {
  test(`what was drawn beforehand is only read when it is shown: ${kind}`, async () => {
    const service = await openReader()
    // Pairs are made when they are first asked for.
    await issue(service, kind)
    await stockFully(contextOf(service, { picturesMax: 400 }))
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
  const context = contextOf(service)
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
  await stockFully(contextOf(service, { picturesMax: 0 }))
  assert.equal(await countReady(service), 0)
  await stockFully(contextOf(service, { picturesMax: 14 }))
  assert.equal(await countReady(service), 14)
  await service.close()
})

test('one that is stopped keeps what it has drawn, whole, and begins nothing more', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  let drawn = 0
  const watched: DrawJobContext['drawVariant'] = (...of) => {
    drawn += 1
    return drawVariant(...of)
  }
  const context = contextOf(service, { drawVariant: watched })
  assert.equal(await drawSome(context, { ...running, isStopped: () => drawn > 1 }), 16)
  assert.equal(await countReady(service), 16)
  await service.close()
})

test('an interrupted run says so, and does not report an item that cannot be drawn', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  const get = (): Promise<never> => Promise.reject(new JobStopped())
  await assert.rejects(
    drawSome(contextOf(service, { pictures: { ...service.store.pictures, get } }), running),
    JobStopped,
  )
  await service.close()
})

test('an item whose cut is gone is passed over', async () => {
  const service = await openService()
  await issue(service, 'transcription')
  const context = contextOf(service, {
    pictures: { ...service.store.pictures, get: async () => null },
  })
  assert.equal(await drawSome(context, running), 0)
  await service.close()
})
