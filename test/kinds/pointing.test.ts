import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
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
import { openOutFolder } from '../../src/store/files/out-folder-disk.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'
import { item, source } from '../../src/store/suites/examples.contract.ts'
import { ocapiClient } from '../setup/ocapi-client.ts'
import { lookInside, openService, testSettings, type ServiceFixture } from '../setup/service.ts'
import { pointing } from './pointing/pointing.ts'

const root = new URL('../../', import.meta.url)
const kinds = tableOf([...ours.values(), pointing])
const nowMs = Date.UTC(2026, 0, 1)
const clock = (): number => nowMs
const visits = 60

const corpus: Corpus = {
  name: 'seals',
  organisation: 'main',
  kind: pointing.name,
  supply: pointing.supply,
  language: 'und',
  script: 'Zyyy',
  direction: 'ltr',
  textPolicy: defaultTextPolicy,
  stopRules: pointing.stopRules,
  state: 'open',
  embargoUntilMs: null,
  createdAtMs: 0,
}

function settingsOf({ store }: Pick<ServiceFixture, 'store'>) {
  const settings = { ...testSettings, exposureCaps: { known: 1_000, unknown: 1_000 } }
  const poolSizes = openPoolSizes({ queue: store.queue, clock })
  const replenish = openReplenish({ ...store, random: randomBytes, kinds, poolSizes, settings })
  return { kinds, settings, replenish }
}

async function fillSeals({ store }: ServiceFixture): Promise<Site> {
  const grey = { width: 300, height: 300, channels: 3, background: '#d8d0c0' } as const
  const mediaId = await store.pictures.put(await sharp({ create: grey }).png().toBuffer())
  await store.corpora.add(corpus)
  const of = { corpus: corpus.name, kind: pointing.name, sourceId: 'seals', mediaId } as const
  const items = Array.from({ length: 12 }, (_, n) =>
    n % 2
      ? item(`known ${n}`, { ...of, status: 'known', label: '250,250' })
      : item(`unknown ${n}`, { ...of, status: 'unknown', label: null }),
  )
  await store.sources.add('main', { ...source, id: 'seals', corpus: corpus.name }, items)
  const lent = { clock, random: randomBytes }
  const site = makeSite(lent, { name: 'Seals', corpora: [corpus.name], difficulty: 'easy' })
  await store.sites.add(site)
  return site
}

describe('a third kind', () => {
  let service: ServiceFixture
  let site: Site
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-seals-'))
    service = await openService((store) => settingsOf({ store }))
    site = await fillSeals(service)
  })
  after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  // Those who are right point at the known seal; all point at the same place of the unknown one.
  const pointsFor = async (id: string, isRight: boolean): Promise<Record<string, number[]>> => {
    const { items } = await lookInside(service.store, id)
    return Object.fromEntries(
      items.map(({ imageId, role }, n) => {
        if (role === 'unknown') return [imageId, [640 + n, 310]]
        return [imageId, isRight ? [280, 230] : [700, 900]]
      }),
    )
  }
  const visit = async (network: number): Promise<ChallengeBody> =>
    (
      await service.app.inject({
        url: `/challenge/${site.sitekey}`,
        remoteAddress: `198.51.${network}.7`,
      })
    ).json()

  test('is issued with its own view, and its pictures are served in its size', async () => {
    const challenge = await visit(0)
    assert.deepEqual([challenge.type, challenge.keyword], ['pointing', 'a seal'])
    assert.equal(challenge.images.length, 2)
    for (const { url, width, height } of challenge.images) {
      const reply = await service.app.inject({ url, headers: { accept: 'image/webp' } })
      const served = await sharp(reply.rawPayload).metadata()
      assert.deepEqual([served.width, served.height], [width, height])
      assert.deepEqual([width, height], [320, 320])
    }
  })

  test('is answered in its own shape alone, and judged by its own measure', async () => {
    const client = ocapiClient(service, site)
    const { challenge_id: id, images } = await client.create()
    const texts = Object.fromEntries(images.map((image) => [image.id, '280,230']))
    const right = await pointsFor(id, true)
    for (const payload of [
      { answers: texts },
      { selected: [] },
      { points: {} },
      { points: Object.fromEntries(images.map((image) => [image.id, [280, 2_300]])) },
      { points: right, answers: texts },
    ])
      assert.equal((await client.answer(id, payload)).statusCode, 400, JSON.stringify(payload))
    assert.equal((await client.answer(id, { points: right })).json().state, 'validated')
    assert.equal((await client.readState(id)).json().state, 'validated')
    const { challenge_id: other } = await client.create()
    const wrong = { points: await pointsFor(other, false) }
    assert.equal((await client.answer(other, wrong)).json().state, 'rejected')
  })

  test('is settled into readings that go home, but not into formats of texts', async () => {
    const client = ocapiClient(service, site)
    for (let network = 1; network <= visits; network += 1) {
      const { challenge_id: id } = await visit(network)
      const reply = await client.answer(id, { points: await pointsFor(id, true) })
      assert.equal(reply.json().state, 'validated')
    }
    const { store } = service
    await settleCorpus(corpus, { ...store, clock, random: randomBytes, kinds })
    const { accepted } = await store.readings.count('main', corpus.name)
    assert.ok(accepted >= 4, `${accepted} are accepted`)
    const [first] = await store.readings.list('main', corpus.name, {
      state: 'accepted',
      after: '',
      limit: 1,
    })
    assert.match(first?.reading?.text ?? '', /^64\d,310$/)

    const exportAs = async (name: string) => {
      const format = exportFormats.find((one) => one.name === name)
      assert.ok(format)
      const out = await openOutFolder(join(folder, name), join(folder, 'data'))
      assert.ok(!('refused' in out))
      const order = { corpus, format, which: 'gold', out, version: '0', baseUrl: null } as const
      return exportCorpus(order, { ...store, clock: () => nowMs + 1, kinds })
    }
    assert.match(JSON.stringify(await exportAs('page')), /a corpus of other readings/)
    for (const format of ['csv', 'jsonl'] as const) {
      const report = await exportAs(format)
      assert.ok(!('refused' in report), JSON.stringify(report))
      const readings = readFileSync(join(folder, format, `readings.${format}`), 'utf8')
      assert.equal(readings.match(/64\d,310/g)?.length, accepted)
    }
  })

  test('is refused by a program that does not know it', async () => {
    const { store } = service
    const without = await openService(() => ({ ...store, kinds: ours }))
    const address = `/challenge/${site.sitekey}`
    assert.equal((await without.app.inject(address)).json().error, 'no_items')
    const { challenge_id: id, images } = await visit(99)
    const [image] = images
    assert.equal((await without.app.inject(image?.url ?? '')).json().error, 'unknown_picture')
    const payload = { points: await pointsFor(id, true) }
    const reply = await without.app.inject({ method: 'POST', url: `${address}/${id}`, payload })
    assert.deepEqual([reply.statusCode, reply.json().error], [400, 'bad_request'])
    await without.close()
  })

  test('is its own folder and one line in the table; nothing else knows of it', () => {
    const files = globSync('test/kinds/pointing/**/*.ts', { cwd: root })
    assert.equal(files.length, 2)
    const names = /['"`]pointing['"`]/
    const house = globSync('src/**/*.{ts,sql}', { cwd: root })
    assert.ok(house.length > 500)
    const touched = house.filter(
      (file) => !file.endsWith('.test.ts') && names.test(readFileSync(new URL(file, root), 'utf8')),
    )
    assert.deepEqual(touched, [])
  })
})
