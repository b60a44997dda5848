import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countAlike, findFeatures, openFeatures, type Features } from './features.ts'
import { distance, hashes } from './hashes.ts'
import { keepResult, startServices, type Services } from './services.ts'

/**
 * How well a scraper who has kept pictures of items recognises the items in new pictures. The pictures come over
 * HTTP, as any visitor gets them. Which item each one shows is read from the service's store, to score the scraper.
 */

const corpora = fileURLToPath(new URL('../../shared/corpora/', import.meta.url))
const servingsEach = 4
const keptEach = 2
const challengesMax = 3_000
const falseAcceptShare = 0.01
const featureItems = 60

const sources = {
  words: 'real-pages/ocrd-kant-1784',
  fruit: 'classification/usda-pomological-watercolors',
}

type Serving = { itemId: string; picture: Buffer }

/** Fills a corpus and gives the public id of a site that shows it. */
function openSite(services: Services, name: string, folder: string): string {
  const rights = ['--licence', 'CC0-1.0', '--credit', 'Bench']
  services.command('corpus', 'import', join(corpora, folder), '--corpus', name, ...rights)
  const added = services.command('site', 'add', name, '--corpus', name, '--difficulty', 'easy')
  return (added as { client_id: string }).client_id
}

async function harvest(services: Services, client: string): Promise<Serving[]> {
  const store = new Database(join(services.dataDir, 'incipit.sqlite'), { readonly: true })
  const ticket = store.prepare("SELECT body FROM tickets WHERE kind = 'challenge' AND id = ?")
  const seen = new Map<string, number>()
  const servings: Serving[] = []
  for (let n = 0; n < challengesMax && !isEnough(seen); n++) {
    const id = await issue(services, client)
    const { body } = ticket.get(id) as { body: string }
    const { items } = JSON.parse(body) as { items: { itemId: string; imageId: string }[] }
    for (const { itemId, imageId } of items) {
      const count = seen.get(itemId) ?? 0
      if (count >= servingsEach) continue
      const picture = await fetchPicture(services, `/api/picture/${id}/${imageId}`)
      servings.push({ itemId, picture })
      seen.set(itemId, count + 1)
    }
  }
  store.close()
  return servings
}

async function issue(services: Services, client: string): Promise<string> {
  const call = { method: 'GET', path: `/v2/challenge/${client}` } as const
  const { status, body } = await services.send(services.origin, call)
  if (status !== 200) throw new Error(`${call.path}: ${status} ${body}`)
  return (JSON.parse(body) as { challenge_id: string }).challenge_id
}

async function fetchPicture(services: Services, path: string): Promise<Buffer> {
  const call = { method: 'GET', path, accept: 'image/webp' } as const
  const { status, body } = await services.send(services.origin, call)
  if (status !== 200) throw new Error(`${path}: ${status}`)
  return Buffer.from(body, 'latin1')
}

function isEnough(seen: ReadonlyMap<string, number>): boolean {
  return (
    seen.size >= 200 && [...seen.values()].filter((count) => count >= servingsEach).length >= 120
  )
}

/** The scraper keeps the first servings of every second item; the other items are new to the scraper. */
function part(servings: readonly Serving[]) {
  const byItem = Map.groupBy(servings, ({ itemId }) => itemId)
  const full = [...byItem.values()].filter((of) => of.length >= servingsEach)
  return {
    items: full.length,
    kept: full.filter((_, n) => n % 2 === 0).flatMap((of) => of.slice(0, keptEach)),
    fresh: full.flatMap((of) => of.slice(keptEach, servingsEach)),
  }
}

type Parted = ReturnType<typeof part>

/** The share of pairs of one item that are as alike as the closest hundredth of the pairs of different items. */
async function recallOf({ kept, fresh }: Parted, name: string) {
  const hash = hashes[name]
  if (!hash) throw new Error(`no hash ${name}`)
  const hashed = async (of: readonly Serving[]) =>
    Promise.all(of.map(async ({ itemId, picture }) => ({ itemId, bits: await hash(picture) })))
  const [known, asked] = [await hashed(kept), await hashed(fresh)]
  const same: number[] = []
  const different: number[] = []
  for (const one of asked)
    for (const other of known)
      (one.itemId === other.itemId ? same : different).push(distance(one.bits, other.bits))
  different.sort((a, b) => a - b)
  const bound = different[Math.floor(different.length * falseAcceptShare)] ?? 0
  const found = same.filter((bits) => bits < bound).length
  return { recall: round(found / same.length), bits_below: bound, pairs: same.length }
}

/** The share of new servings whose most similar kept serving, by keypoints, is of the same item. */
async function topByFeatures({ kept, fresh }: Parted) {
  const ids = [...new Set(kept.map(({ itemId }) => itemId))].slice(0, featureItems)
  const known: { itemId: string; features: Features }[] = []
  for (const itemId of ids) {
    const first = kept.find((serving) => serving.itemId === itemId)
    if (first) known.push({ itemId, features: await findFeatures(first.picture) })
  }
  let right = 0
  for (const itemId of ids) {
    const asked = fresh.find((serving) => serving.itemId === itemId)
    if (!asked) continue
    const features = await findFeatures(asked.picture)
    const ranked = known
      .map((other) => ({ itemId: other.itemId, alike: countAlike(features, other.features) }))
      .toSorted((a, b) => b.alike - a.alike)
    if (ranked[0]?.itemId === itemId && ranked[0].alike > 0) right += 1
  }
  return { top_1: round(right / ids.length), among: ids.length }
}

function round(share: number): number {
  return Number(share.toFixed(3))
}

function bytesOf(servings: readonly Serving[]) {
  const sizes = servings.map(({ picture }) => picture.length)
  return Object.fromEntries(
    Object.entries(Object.groupBy(sizes, String)).map(([size, of]) => [size, of?.length]),
  )
}

async function measure() {
  const services = await startServices([], '{}')
  try {
    const results: Record<string, unknown> = {}
    for (const [name, folder] of Object.entries(sources)) {
      const servings = await harvest(services, openSite(services, name, folder))
      const parted = part(servings)
      const byHash: Record<string, unknown> = {}
      for (const hash of Object.keys(hashes)) byHash[hash] = await recallOf(parted, hash)
      const orb = await topByFeatures(parted)
      const different = new Set(servings.map(({ picture }) => picture.toString('latin1'))).size
      const counts = { items: parted.items, servings: servings.length, different }
      results[name] = { ...counts, bytes: bytesOf(servings), ...byHash, orb_ransac: orb }
      console.error(name, JSON.stringify(results[name]))
    }
    return results
  } finally {
    services.stop()
  }
}

if (!existsSync(corpora)) throw new Error('The bench reads ../shared/corpora beside the checkout.')
await openFeatures()
keepResult({
  bench: 'recall',
  node: process.version,
  kept_servings_of_each_known_item: keptEach,
  false_accepts_per_pair: falseAcceptShare,
  ...(await measure()),
})
