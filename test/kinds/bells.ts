import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { exportCorpus } from '../../src/corpus/formats/write/export.ts'
import { exportFormats } from '../../src/corpus/formats/write/formats.ts'
import { tableOf } from '../../src/kinds/kind.ts'
import { kinds as ours } from '../../src/kinds/kinds.ts'
import { openPoolSizes } from '../../src/kinds/pool-sizes.ts'
import { openReplenish } from '../../src/kinds/replenish.ts'
import { settleCorpus } from '../../src/labels/settle-corpus.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import { defaultTextPolicy, type Corpus } from '../../src/model/corpus.ts'
import type { Site } from '../../src/model/site.ts'
import type { Store } from '../../src/model/store.ts'
import { openOutFolder } from '../../src/store/files/out-folder-disk.ts'
import { item, source } from '../../src/store/suites/examples.contract.ts'
import { lookInside, testSettings, type ServiceFixture } from '../setup/service.ts'
import { pointing } from './pointing/server/pointing.ts'
import { samplesPerSecond, writeWav } from './pointing/server/sound.ts'

/** The time of the tests of the kind. */
export const nowMs = Date.UTC(2026, 0, 1)

/** The table of kinds, with this kind added. */
export const kindsWithPointing = tableOf([...ours.values(), pointing])

/** A corpus of recordings of bells. */
export const bells: Corpus = {
  name: 'bells',
  organisation: 'main',
  kind: pointing.name,
  supply: pointing.supply,
  language: 'und',
  script: 'Zyyy',
  direction: 'ltr',
  textPolicy: defaultTextPolicy,
  stopRules: pointing.stopRules,
  thanks: 'nothing',
  state: 'open',
  embargoUntilMs: null,
  createdAtMs: 0,
}

const hourMs = 3_600_000
const visits = 60
const spans = 12
const spanMs = 2_000
/** When the bell rings in each known span, and where all visitors point in the unknown spans. */
const knownMs = 500
const unknownMs = 1_500

/** The parts of a service that know the kind. */
export function settingsWithPointing(store: Store) {
  const clock = (): number => nowMs
  const settings = { ...testSettings, exposureCaps: { known: 1_000, unknown: 1_000 } }
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  const kinds = kindsWithPointing
  const replenish = openReplenish({ ...store, random: randomBytes, kinds, poolSizes, settings })
  return { kinds, settings, replenish }
}

/** Stores a recording, cut into spans by hand since no import does it, and makes a site that shows them. */
export async function fillBells(store: Store): Promise<Site> {
  const recording = record(spans * spanMs)
  await store.corpora.add(bells)
  const of = { corpus: bells.name, kind: pointing.name, sourceId: 'bells', level: 'image' } as const
  const items = await Promise.all(
    Array.from({ length: spans }, async (_, n) => {
      const fromMs = n * spanMs
      const samples = recording.slice(samplesIn(fromMs), samplesIn(fromMs + spanMs))
      const mediaId = await store.pictures.put(writeWav(samples))
      const region = { is: 'span', fromMs, toMs: fromMs + spanMs } as const
      return n % 2
        ? item(`known ${n}`, { ...of, mediaId, region, status: 'known', label: String(knownMs) })
        : item(`unknown ${n}`, { ...of, mediaId, region, status: 'unknown', label: null })
    }),
  )
  const whole = { origin: 'bells.wav', format: 'wav', extent: { durationMs: spans * spanMs } }
  await store.sources.add('main', { ...source, ...whole, id: 'bells', corpus: bells.name }, items)
  const context = { clock: () => nowMs, random: randomBytes }
  const site = makeSite(context, { name: 'Bells', corpora: [bells.name], difficulty: 'easy' })
  await store.sites.add(site)
  return site
}

/** The moments of a visitor who is right or wrong about the known span; in the unknown span all give the same. */
export async function momentsFor(
  store: Store,
  challengeId: string,
  isRight: boolean,
): Promise<Record<string, number>> {
  const { items } = await lookInside(store, challengeId)
  return Object.fromEntries(
    items.map(({ imageId, role }) => {
      if (role === 'unknown') return [imageId, unknownMs]
      return [imageId, isRight ? knownMs + 50 : 1_900]
    }),
  )
}

/** Lets a visitor from each of many networks answer one challenge rightly. */
export async function visitBells(service: ServiceFixture, site: Site): Promise<void> {
  const address = `/challenge/${site.sitekey}`
  for (let network = 1; network <= visits; network += 1) {
    const url = address
    const remoteAddress = `198.51.${network}.7`
    const { challenge_id: id } = (await service.app.inject({ url, remoteAddress })).json<{
      challenge_id: string
    }>()
    const payload = { moments: await momentsFor(service.store, id, true) }
    const reply = await service.app.inject({ method: 'POST', url: `${address}/${id}`, payload })
    if (reply.json().state !== 'validated') throw new Error(reply.body)
  }
}

/** Settles the recordings an hour later, when nobody comes any more, and gives the number of accepted readings. */
export async function settleBells(store: Store): Promise<number> {
  const clock = (): number => nowMs + hourMs
  const context = { ...store, clock, random: randomBytes, kinds: kindsWithPointing }
  await settleCorpus(bells, context)
  const { accepted } = await store.readings.count('main', bells.name)
  assert.ok(accepted >= 4, `${accepted} are accepted`)
  return accepted
}

/** Exports the accepted readings in a format, into a folder of that name in another. */
export async function exportBells(
  store: Store,
  { folder, name }: { folder: string; name: string },
) {
  const format = exportFormats.find((one) => one.name === name)
  const out = await openOutFolder(join(folder, name), join(folder, 'data'))
  assert.ok(format && !('refused' in out))
  const order = { corpus: bells, format, which: 'gold', out, version: '0', baseUrl: null } as const
  return exportCorpus(order, { ...store, clock: () => nowMs + 1, kinds: kindsWithPointing })
}

/** The answer that all visitors agree on. */
export const agreed = String(unknownMs)

function samplesIn(ms: number): number {
  return (ms * samplesPerSecond) / 1000
}

// Silence, with a tone of a tenth of a second in each span.
function record(durationMs: number): Uint8Array {
  return new Uint8Array(samplesIn(durationMs)).map((_, n) => {
    const atMs = ((n * 1000) / samplesPerSecond) % (2 * spanMs)
    const isRinging = [unknownMs, spanMs + knownMs].some(
      (from) => atMs >= from && atMs < from + 100,
    )
    return isRinging
      ? 128 + Math.round(80 * Math.sin((n * 2 * Math.PI * 880) / samplesPerSecond))
      : 128
  })
}
