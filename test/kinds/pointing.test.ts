import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { drawSome } from '../../src/jobs/draw.ts'
import { openStock } from '../../src/jobs/stock.ts'
import { kinds as ours } from '../../src/kinds/kinds.ts'
import type { Site } from '../../src/model/site.ts'
import type { WantedStock } from '../../src/model/variants.ts'
import { drawVariant } from '../../src/picture/variant.ts'
import type { ChallengeBody } from '../../src/wire/challenge.ts'
import { fallbackClient, fallbackPages } from '../setup/fallback-client.ts'
import { ocapiClient } from '../setup/ocapi-client.ts'
import { lookInside, openService, type ServiceFixture } from '../setup/service.ts'
import {
  agreed,
  bells,
  exportBells,
  fillBells,
  settleBells,
  kindsWithPointing as kinds,
  momentsFor,
  nowMs,
  settingsWithPointing,
  visitBells,
} from './bells.ts'

const root = new URL('../../', import.meta.url)
const clock = (): number => nowMs

describe('a third kind', () => {
  let service: ServiceFixture
  let site: Site
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-bells-'))
    service = await openService(settingsWithPointing)
    site = await fillBells(service.store)
  })
  after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  const visit = async (network: number): Promise<ChallengeBody> =>
    (
      await service.app.inject({
        url: `/challenge/${site.sitekey}`,
        remoteAddress: `198.51.${network}.7`,
      })
    ).json()

  test('is not asked on a page without scripts, where nobody can point', async () => {
    const client = fallbackClient(service, `${fallbackPages.ocapi}${site.sitekey}`)
    const { status, html } = await client.open()
    assert.equal(status, 503)
    assert.match(html, /the service has nothing to ask here/)
  })

  test('is issued with its own view, and its recordings are served as its own type', async () => {
    const challenge = await visit(0)
    assert.deepEqual([challenge.type, challenge.keyword], ['pointing', 'a bell'])
    const { images, media = [] } = challenge
    assert.deepEqual([images.length, media.length], [0, 2])
    for (const { id, url, ...facts } of media) {
      assert.equal(url, `/api/media/${challenge.challenge_id}/${id}`)
      assert.deepEqual(facts, { type: 'audio/wav', duration_seconds: 2 })
      const headers = { accept: 'audio/webm,audio/ogg,audio/wav,audio/*;q=0.9,*/*;q=0.5' }
      const replies = [
        await service.app.inject({ url, headers }),
        await service.app.inject({ url }),
      ]
      for (const reply of replies) {
        assert.equal(reply.headers['content-type'], 'audio/wav')
        assert.equal(reply.rawPayload.toString('latin1', 0, 4), 'RIFF')
        assert.equal(reply.rawPayload.length, 44 + 16_000)
      }
    }
  })

  test('is drawn ahead by the job that draws pictures', async () => {
    const { store } = service
    const ready = 1_000
    // Only of this kind, since there are many pictures.
    const listUnstocked = async (wanted: WantedStock) =>
      (await store.variants.listUnstocked({ ...wanted, limit: ready })).filter(
        ({ kind }) => !ours.has(kind),
      )
    const variants = { ...store.variants, listUnstocked }
    const given = { ...store, variants, kinds, drawVariant, random: randomBytes }
    const job = { ...given, stock: openStock({ ...store, clock, megabytesMax: 6 }), clock }
    const faults: string[] = []
    const run = { isStopped: () => false, onFault: (fault: string) => faults.push(fault) }
    while ((await drawSome(job, run)) > 0);
    assert.deepEqual(faults, [])
    const { challenge_id: id, media: [medium] = [] } = await visit(1)
    const item = (await lookInside(store, id)).items.find(({ imageId }) => imageId === medium?.id)
    const [found] = await store.variants.findAll([item?.imageId ?? ''])
    assert.equal(found?.toString('latin1', 0, 4), 'RIFF')
    const reply = await service.app.inject(medium?.url ?? '')
    assert.deepEqual(reply.rawPayload, found)
  })

  test('is answered only in its own shape, and judged by its own measure', async () => {
    const client = ocapiClient(service, site)
    const { challenge_id: id, media = [] } = await client.create()
    const everywhere = (moment: unknown) =>
      Object.fromEntries(media.map((medium) => [medium.id, moment]))
    const right = await momentsFor(service.store, id, true)
    for (const payload of [
      { answers: everywhere('550') },
      { selected: [] },
      { moments: {} },
      { moments: everywhere(-1) },
      { moments: everywhere(10_001) },
      { moments: right, answers: everywhere('550') },
    ])
      assert.equal((await client.answer(id, payload)).statusCode, 400, JSON.stringify(payload))
    assert.equal((await client.answer(id, { moments: right })).json().state, 'validated')
    assert.equal((await client.readState(id)).json().state, 'validated')
    const { challenge_id: other } = await client.create()
    const wrong = { moments: await momentsFor(service.store, other, false) }
    assert.equal((await client.answer(other, wrong)).json().state, 'rejected')
  })

  test('is settled into readings, which are exported but not in formats of texts', async () => {
    await visitBells(service, site)
    const { store } = service
    const accepted = await settleBells(store)
    const [first] = await store.readings.list('main', bells.name, {
      state: 'accepted',
      after: '',
      limit: 1,
    })
    assert.equal(first?.reading?.text, agreed)

    const exportAs = (name: string) => exportBells(store, { folder, name })
    assert.match(JSON.stringify(await exportAs('page')), /a corpus of other readings/)
    for (const format of ['csv', 'jsonl'] as const) {
      const report = await exportAs(format)
      assert.ok(!('refused' in report), JSON.stringify(report))
      const readings = readFileSync(join(folder, format, `readings.${format}`), 'utf8')
      const rows = readings.split('\n').filter((row) => row.includes(agreed))
      assert.equal(rows.length, accepted)
      // Each is a span of the recording.
      assert.ok(
        rows.every((row) => /t=\d+(\.\d+)?,\d/.test(row)),
        rows[0],
      )
    }
  })

  test('is refused by a program that does not know it', async () => {
    const { store } = service
    const without = await openService(() => ({ ...store, kinds: ours }))
    const address = `/challenge/${site.sitekey}`
    assert.equal((await without.app.inject(address)).json().error, 'no_items')
    const { challenge_id: id, media: [medium] = [] } = await visit(99)
    assert.equal((await without.app.inject(medium?.url ?? '')).json().error, 'unknown_picture')
    const payload = { moments: await momentsFor(store, id, true) }
    const reply = await without.app.inject({ method: 'POST', url: `${address}/${id}`, payload })
    assert.deepEqual([reply.statusCode, reply.json().error], [400, 'bad_request'])
    await without.close()
  })

  test('is a folder on the server, one in the widget, and a line in each of two tables', () => {
    const filesOf = (part: string): string[] =>
      globSync(`test/kinds/pointing/${part}/**/*.{ts,css}`, { cwd: root })
    const words = globSync('test/kinds/pointing/widget/words/*.json', { cwd: root })
    const tables = ['src/kinds/kinds.ts', 'src/widget/kinds/kinds.ts']
    const touchedFiles = [filesOf('server'), filesOf('widget'), words, tables]
    assert.deepEqual(
      touchedFiles.map((files) => files.length),
      [3, 2, 2, 2],
    )
    const names = /['"`]pointing['"`]/
    const house = globSync('{build.ts,build/**/*.ts,src/**/*.{ts,sql,css,json}}', { cwd: root })
    assert.ok(house.length > 500)
    const touched = house.filter(
      (file) => !file.endsWith('.test.ts') && names.test(readFileSync(new URL(file, root), 'utf8')),
    )
    assert.deepEqual(touched, [])
  })
})
