import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readCues } from '../../../src/corpus/formats/read/cues.ts'
import { openImportFile } from '../../../src/corpus/formats/read/import-file.ts'
import { teiSpeech } from '../../../src/corpus/formats/read/tei-speech.ts'
import { readClip } from '../../../src/model/clip.ts'
import type { Site } from '../../../src/model/site.ts'
import type { ChallengeBody } from '../../../src/wire/challenge.ts'
import { ocapiClient } from '../../setup/ocapi-client.ts'
import { changeSite } from '../../setup/hcaptcha-client.ts'
import { fallbackClient, fallbackPages } from '../../setup/fallback-client.ts'
import { lookInside, openService, type ServiceFixture } from '../../setup/service.ts'
import {
  exportSpoken,
  fillSpoken,
  saidIn,
  settingsForSpoken,
  settleSpoken,
  spoken,
} from './spoken.ts'

const visits = 150
const headerBytes = 58

describe('challenges by ear', () => {
  let service: ServiceFixture
  let site: Site
  before(async () => {
    service = await openService(settingsForSpoken)
    site = await fillSpoken(service.store)
  })
  after(() => service.close())

  const visit = async (network = 0): Promise<ChallengeBody> =>
    (
      await service.app.inject({
        url: `/challenge/${site.sitekey}`,
        remoteAddress: `198.51.${network}.7`,
      })
    ).json()
  const fetchAll = async ({ media = [] }: ChallengeBody): Promise<Buffer[]> =>
    Promise.all(media.map(async ({ url }) => (await service.app.inject(url)).rawPayload))

  /** What each clip says, by the id under which it is shown; something else for known ones if the answer is wrong. */
  async function answersTo(id: string, isRight: boolean): Promise<Record<string, string>> {
    const { items } = await lookInside(service.store, id)
    const texts = await Promise.all(
      items.map(async ({ imageId, itemId, role, label }) => {
        const region = (await service.store.items.find(itemId))?.regionName ?? ''
        const said = label ?? saidIn(Number(region.split('#')[1]))
        return [imageId, role === 'known' && !isRight ? 'nothing like it' : said.toUpperCase()]
      }),
    )
    return Object.fromEntries(texts) as Record<string, string>
  }

  test('show two recordings that nothing tells apart, each as bytes of its own', async () => {
    const lengths = new Set<number>()
    const heads = new Set<string>()
    for (let n = 0; n < 20; n += 1) {
      const challenge = await visit()
      assert.deepEqual([challenge.type, challenge.images.length], ['audio', 0])
      assert.doesNotMatch(JSON.stringify(challenge), /talk|vtt|known|wav"?[^"]*name/)
      const facts = (challenge.media ?? []).map(({ id, url, ...rest }) => {
        assert.equal(url, `/api/media/${challenge.challenge_id}/${id}`)
        return JSON.stringify(rest)
      })
      assert.deepEqual([facts.length, new Set(facts).size], [2, 1])
      const clips = await fetchAll(challenge)
      for (const clip of clips) {
        lengths.add(clip.length)
        heads.add(clip.toString('hex', 0, headerBytes))
      }
      assert.notDeepEqual(clips[0], clips[1])
    }
    assert.deepEqual([lengths.size, heads.size], [1, 1])
  })

  test('are heard and answered on a page without scripts', async () => {
    const client = fallbackClient(service, `${fallbackPages.ocapi}${site.sitekey}`)
    const page = await client.open()
    assert.match(page.html, /Listen to each recording, and type the words you hear/)
    const [, first = ''] = /<audio controls preload="auto" src="\.\.([^"]*)"/.exec(page.html) ?? []
    const clip = await service.app.inject({ url: first, headers: { 'sec-fetch-dest': 'audio' } })
    assert.equal(clip.headers['content-type'], 'audio/wav')
    const missing = await client.send([['challenge', page.challengeId]])
    assert.match(missing.html, /Type what you hear in each recording/)
    const texts = Object.entries(await answersTo(page.challengeId, true)).map(
      ([id, text]) => [`text-${id}`, text] as const,
    )
    const won = await client.send([['challenge', page.challengeId], ...texts])
    assert.equal(won.code, page.challengeId)
  })

  test('are a way of their own on a page without scripts, which leads to the other one and back', async () => {
    const corpora = [...site.corpora, 'transcription']
    const both = await changeSite(service.store, site, { corpora })
    const client = (query = '') =>
      fallbackClient(service, `${fallbackPages.ocapi}${site.sitekey}${query}`)
    const read = await client().open()
    assert.match(read.html, /Type the text you read.*name="by" value="ear"[^>]*>By ear</s)
    const heard = await client().send([
      ['challenge', read.challengeId],
      ['by', 'ear'],
    ])
    assert.match(heard.html, /Listen to each recording.*name="by" value="eye"[^>]*>By eye</s)
    const texts = Object.entries(await answersTo(heard.challengeId, false)).map(
      ([id, text]) => [`text-${id}`, text] as const,
    )
    const sent = [['challenge', heard.challengeId], ['way', 'ear'], ...texts] as const
    const wrong = await client().send(sent)
    assert.match(wrong.html, /That was not right.*Listen to each recording/s)
    assert.match((await client('&way=ear').open()).html, /Listen to each recording/)
    assert.match((await client('&way=nonsense').open()).html, /Type the text you read/)
    await changeSite(service.store, both, { defaultWay: 'ear' })
    assert.match((await client().open()).html, /Listen to each recording/)
    await changeSite(service.store, both, { corpora: ['transcription'] })
    const alone = await client().open()
    assert.doesNotMatch(alone.html, /name="by"/)
    const none = await client('&way=ear').open()
    assert.match(none.html, /no_way/)
    await changeSite(service.store, site, {})
  })

  test('are as loud and as long for known as for unknown parts', async () => {
    const energies: Record<string, number[]> = { known: [], unknown: [] }
    for (let n = 0; n < 30; n += 1) {
      const challenge = await visit()
      const { items } = await lookInside(service.store, challenge.challenge_id)
      for (const [place, clip] of (await fetchAll(challenge)).entries()) {
        const samples = readClip(clip)
        const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
        energies[items[place]?.role ?? '']?.push(Math.sqrt(energy))
      }
    }
    const [known = 0, unknown = 0] = ['known', 'unknown'].map((role) => {
      const values = energies[role] ?? []
      return values.reduce((sum, value) => sum + value, 0) / values.length
    })
    assert.ok(Math.abs(known / unknown - 1) < 0.05, `${known} and ${unknown}`)
  })

  test('serve the same bytes again at the same address, whole or in ranges', async () => {
    const { media = [] } = await visit()
    const url = media[0]?.url ?? ''
    const whole = await service.app.inject(url)
    assert.equal(whole.headers['content-type'], 'audio/wav')
    assert.equal(whole.headers['cache-control'], 'no-store')
    assert.equal(whole.headers['accept-ranges'], 'bytes')
    const part = await service.app.inject({ url, headers: { range: 'bytes=0-1' } })
    assert.deepEqual([part.statusCode, part.rawPayload.toString()], [206, 'RI'])
    assert.equal(part.headers['content-range'], `bytes 0-1/${whole.rawPayload.length}`)
    const rest = await service.app.inject({ url, headers: { range: 'bytes=2-' } })
    assert.deepEqual(Buffer.concat([part.rawPayload, rest.rawPayload]), whole.rawPayload)
  })

  test('serve one part with other bytes to the next visitor', async () => {
    const seen = new Map<string, Set<string>>()
    for (let n = 0; n < 30; n += 1) {
      const challenge = await visit()
      const { items } = await lookInside(service.store, challenge.challenge_id)
      for (const [place, clip] of (await fetchAll(challenge)).entries()) {
        const { itemId = '' } = items[place] ?? {}
        const showings = seen.get(itemId) ?? new Set()
        assert.ok(!showings.has(clip.toString('base64')))
        seen.set(itemId, showings.add(clip.toString('base64')))
      }
    }
    assert.ok([...seen.values()].some(({ size }) => size > 1))
  })

  test('take answers as they are heard, and only in their shape', async () => {
    const client = ocapiClient(service, site)
    const { challenge_id: id } = await visit()
    for (const payload of [{ selected: [] }, { answers: {} }, { answers: { a: 1 } }, {}])
      assert.equal((await client.answer(id, payload)).statusCode, 400, JSON.stringify(payload))
    const right = { answers: await answersTo(id, true) }
    assert.equal((await client.answer(id, right)).json().state, 'validated')
    const { challenge_id: other } = await visit()
    const wrong = { answers: await answersTo(other, false) }
    assert.equal((await client.answer(other, wrong)).json().state, 'rejected')
  })

  test('settle into readings of the unknown parts', async () => {
    for (let network = 1; network <= visits; network += 1) {
      const { challenge_id: id } = await visit(network)
      const payload = { answers: await answersTo(id, true) }
      const url = `/challenge/${site.sitekey}/${id}`
      await service.app.inject({ method: 'POST', url, payload })
    }
    assert.ok((await settleSpoken(service.store)) >= 6)
    const query = { state: 'accepted', after: '', limit: 100 } as const
    for (const { item, reading } of await service.store.readings.list('main', spoken, query))
      assert.equal(reading?.text, saidIn(Number(item.regionName.split('#')[1])).toUpperCase())
  })

  test('go home as captions, which are read again as they were written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incipit-captions-'))
    for (const name of ['vtt', 'srt']) {
      const report = await exportSpoken(service.store, join(folder, name), name)
      assert.ok(!('refused' in report), JSON.stringify(report))
      assert.ok(report.readings.accepted >= 6)
      const file = readdirSync(join(folder, name)).find((one) => one.endsWith(name)) ?? ''
      const body = readFileSync(join(folder, name, file), 'utf8')
      assert.doesNotMatch(body, /networkHash|challenge_?id|site_?key/i)
      const speech = readCues(Buffer.from(body))
      assert.ok(!('fault' in speech))
      const texts = new Set(speech.cues.map(({ text }) => text?.toUpperCase()))
      for (let part = 0; part < 24; part += 2) assert.ok(texts.has(saidIn(part).toUpperCase()))
      const read = speech.cues.filter(({ text }) => text === text?.toUpperCase())
      assert.equal(read.length, report.readings.accepted)
      assert.deepEqual(speech.skipped, {})
    }
    rmSync(folder, { recursive: true })
  })

  // The archive's own transcripts are TEI as often as captions, and could only be read, not given back.
  test('go home as TEI on a timeline, which is read again as it was written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incipit-tei-'))
    const report = await exportSpoken(service.store, join(folder, 'tei'), 'tei')
    assert.ok(!('refused' in report), JSON.stringify(report))
    assert.ok(report.readings.accepted >= 6)
    const file = readdirSync(join(folder, 'tei')).find((one) => one.endsWith('.xml')) ?? ''
    const body = readFileSync(join(folder, 'tei', file), 'utf8')
    assert.equal(body.match(/resp="#volunteers" cert="high"/g)?.length, report.readings.accepted)
    const found = teiSpeech.detect(openImportFile(file, Buffer.from(body)))
    assert.deepEqual(found?.is === 'speech' && found.recordingNames.length, 1)
    const speech = teiSpeech.readSpeech?.(Buffer.from(body))
    assert.ok(speech && !('fault' in speech))
    for (let part = 0; part < 24; part += 2)
      assert.ok(speech.cues.some(({ text }) => text?.toUpperCase() === saidIn(part).toUpperCase()))
    for (const { fromMs, toMs } of speech.cues) assert.ok(toMs > fromMs)
    rmSync(folder, { recursive: true })
  })
})
