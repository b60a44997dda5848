import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { exportCorpus } from '../../../src/corpus/formats/write/export.ts'
import { exportFormats } from '../../../src/corpus/formats/write/formats.ts'
import { kinds } from '../../../src/kinds/kinds.ts'
import type { Site } from '../../../src/model/site.ts'
import { openOutFolder } from '../../../src/store/files/out-folder-disk.ts'
import type { ChallengeBody } from '../../../src/wire/challenge.ts'
import { lookInside, openService, type ServiceFixture } from '../../setup/service.ts'
import { fillVoices, settingsForVoices } from './voices.ts'

const headerBytes = 58

describe('challenges of two voices', () => {
  let service: ServiceFixture
  let site: Site
  let hard: Site
  before(async () => {
    service = await openService(settingsForVoices)
    site = await fillVoices(service.store)
    hard = await fillVoices(service.store, { language: 'fr', difficulty: 'difficult' })
  })
  after(() => service.close())

  const visit = async (network = 0, { sitekey }: Site = site): Promise<ChallengeBody> =>
    (
      await service.app.inject({
        url: `/challenge/${sitekey}`,
        remoteAddress: `198.51.${network}.7`,
      })
    ).json()
  const answer = async (
    id: string,
    texts: readonly (string | null)[],
    { sitekey }: Site = site,
  ) => {
    const { items } = await lookInside(service.store, id)
    const answers = Object.fromEntries(
      items.map(({ imageId }, place) => [imageId, texts[place] ?? 'nothing']),
    )
    const url = `/challenge/${sitekey}/${id}`
    return service.app.inject({ method: 'POST', url, payload: { answers } })
  }
  const labelsOf = async (id: string): Promise<(string | null)[]> =>
    (await lookInside(service.store, id)).items.map(({ label }) => label)

  test('show one recording, which neither size, header, id nor address tells from another', async () => {
    const seen = { lengths: new Set<number>(), heads: new Set<string>(), bodies: new Set<string>() }
    for (let n = 0; n < 20; n += 1) {
      const challenge = await visit()
      const labels = await labelsOf(challenge.challenge_id)
      assert.deepEqual([challenge.type, challenge.images.length], ['listening', 0])
      assert.deepEqual([challenge.media?.length, labels.length], [1, 1])
      for (const word of labels.join(' ').split(' '))
        assert.ok(!JSON.stringify(challenge).includes(word), word)
      const clip = (await service.app.inject(challenge.media?.[0]?.url ?? '')).rawPayload
      seen.lengths.add(clip.length)
      seen.heads.add(clip.toString('hex', 0, headerBytes))
      seen.bodies.add(clip.toString('base64'))
    }
    assert.deepEqual([seen.lengths.size, seen.heads.size, seen.bodies.size], [1, 1, 20])
  })

  test('are passed by the words of the lower voice, and by nothing else', async () => {
    const { challenge_id: id } = await visit()
    const [label] = await labelsOf(id)
    assert.equal((await answer(id, [label?.toUpperCase() ?? ''])).json().state, 'validated')
    const { challenge_id: other } = await visit()
    const [first = '', second = ''] = (await labelsOf(other))[0]?.split(' ') ?? []
    assert.equal((await answer(other, [`${second} ${first}`])).json().state, 'rejected')
    // The wrong answer has spent it.
    const url = `/challenge/${site.sitekey}/${other}`
    const again = await service.app.inject({ method: 'POST', url, payload: { answers: {} } })
    assert.equal(again.json().error, 'already_answered')
  })

  test('show two recordings when they are to be difficult, and both decide', async () => {
    const { challenge_id: id, media = [] } = await visit(0, hard)
    assert.equal(media.length, 2)
    const labels = await labelsOf(id)
    assert.equal((await answer(id, [labels[0] ?? '', 'nothing'], hard)).json().state, 'rejected')
    const { challenge_id: other } = await visit(0, hard)
    assert.equal((await answer(other, await labelsOf(other), hard)).json().state, 'validated')
  })

  test('are other ones for each network, as far as there are any', async () => {
    const seen = new Set<string>()
    for (let n = 0; n < 12; n += 1) {
      const { challenge_id: id } = await visit(9)
      seen.add((await lookInside(service.store, id)).items[0]?.itemId ?? '')
      await answer(id, await labelsOf(id))
    }
    assert.ok(seen.size >= 10, `${seen.size}`)
  })

  test('leave no label, and nothing of them is exported', async () => {
    const corpus = await service.store.corpora.findOf('main', 'voices-en')
    assert.ok(corpus)
    const counts = await service.store.corpora.count('main', corpus.name)
    assert.ok(counts.answers > 0)
    assert.deepEqual([counts.labels, counts.unknown, counts.doubtful], [0, 0, 0])
    const folder = mkdtempSync(join(tmpdir(), 'incipit-voices-'))
    for (const format of exportFormats) {
      const out = await openOutFolder(join(folder, format.name), join(folder, 'data'))
      assert.ok(!('refused' in out))
      const order = { corpus, format, which: 'gold', out, version: '0', baseUrl: null } as const
      const report = await exportCorpus(order, { ...service.store, clock: () => 0, kinds })
      assert.ok('refused' in report && report.refused.includes('nothing to export'), format.name)
    }
    rmSync(folder, { recursive: true })
  })
})
