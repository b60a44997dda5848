import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { readCues } from '../../../src/corpus/formats/read/cues.ts'
import type { Fault } from '../../../src/corpus/formats/read/encoding.ts'
import type { Speech } from '../../../src/corpus/formats/read/speech.ts'
import { teiSpeech } from '../../../src/corpus/formats/read/tei-speech.ts'
import { readClip, writeClip } from '../../../src/model/clip.ts'
import type { Item } from '../../../src/model/item.ts'
import type { Site } from '../../../src/model/site.ts'
import type { Store } from '../../../src/model/store.ts'
import type { ChallengeBody } from '../../../src/wire/challenge.ts'
import { openStore } from '../../../src/store/sqlite/open-store.ts'
import { pathInPackages } from '../../clients/packages.ts'
import { lookInside, openService, type ServiceFixture } from '../../setup/service.ts'
import { writeWav } from '../../setup/sound.ts'
import { promptRate, promptsOf } from './prompts.ts'
import {
  exportSpoken,
  fillSpoken,
  importSpoken,
  settingsForSpoken,
  settleSpoken,
  spoken,
} from './spoken.ts'
import { makeTape, shareWithin, type Tape } from './tape.ts'

const saidOnTape = 40
const visits = 180
const fetched = 6
/** Of the single sentences so many are enough. */
const everyNth = 8

/** The same tape at another rate. */
function atRate({ samples }: Tape, rate: number): Float32Array {
  const step = promptRate / rate
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const at = Math.floor(n * step)
    const share = n * step - at
    return (samples[at] ?? 0) * (1 - share) + (samples[at + 1] ?? 0) * share
  })
}

/** A language is recorded as each kind of old recorder would have. */
const languages = {
  en: {
    script: 'Latn',
    record: (tape: Tape) => writeWav(tape.samples, { tag: 1, bits: 16, rate: promptRate }),
  },
  es: {
    script: 'Latn',
    record: (tape: Tape) => writeWav(atRate(tape, 11_025), { tag: 1, bits: 8, rate: 11_025 }),
  },
  fr: {
    script: 'Latn',
    record: (tape: Tape) =>
      writeWav(atRate(tape, 44_100), { tag: 1, bits: 16, rate: 44_100, channels: 2 }),
  },
  it: {
    script: 'Latn',
    record: (tape: Tape) =>
      Buffer.from(writeClip(Int16Array.from(atRate(tape, 16_000), (one) => one * 32_767))),
  },
  ru: {
    script: 'Cyrl',
    record: (tape: Tape) =>
      writeWav(atRate(tape, 48_000), { tag: 1, bits: 24, rate: 48_000, channels: 2 }),
  },
} as const
type LanguageName = keyof typeof languages
const names = Object.keys(languages) as LanguageName[]

/** Why a prompt is left out: silences, the same under two names, and a file without a sample. */
const leftOut = new Set([
  'nothing is heard in it',
  'same recording under another name',
  'recording cannot be used: its WAV holds no sound',
])

type Heard = { fromMs: number; toMs: number; text: string }

function timeOf(ms: number): string {
  const minutes = String(Math.floor(ms / 60_000)).padStart(2, '0')
  return `${minutes}:${((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`
}

/** A transcript of every second sentence. */
function transcriptOf({ said }: Tape): string {
  const cues = said
    .filter((_, nth) => nth % 2 === 0)
    .map(({ text, fromMs, toMs }) => `${timeOf(fromMs)} --> ${timeOf(toMs)}\n${text}\n`)
  return `WEBVTT\n\n${cues.join('\n')}`
}

function spanOf({ region }: Item): { fromMs: number; toMs: number } {
  assert.ok(region.is === 'span')
  return region
}

async function itemsOf(store: Store): Promise<Item[]> {
  const sources = await store.sources.list('main', spoken, '', 100)
  return (await Promise.all(sources.map(({ id }) => store.items.ofSource('main', id)))).flat()
}

function clean(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function sorted(heard: readonly Heard[]): Heard[] {
  return heard
    .map(({ fromMs, toMs, text }) => ({ fromMs, toMs, text }))
    .toSorted((a, b) => a.fromMs - b.fromMs)
}

function heardBy(speech: Speech | Fault | undefined): Heard[] {
  assert.ok(speech && !('fault' in speech), JSON.stringify(speech))
  assert.deepEqual(speech.skipped, {})
  return sorted(speech.cues.map(({ fromMs, toMs, text }) => ({ fromMs, toMs, text: text ?? '' })))
}

function rootMeanSquare(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length)
}

for (const name of names)
  describe(`a recording of people who speak ${name}`, () => {
    const { script, record } = languages[name]
    const place = mkdtempSync(join(tmpdir(), 'incipit-speech-'))
    let tape: Tape
    let recording: Buffer
    let service: ServiceFixture
    let site: Site
    before(async () => {
      tape = makeTape(name, script, saidOnTape)
      recording = record(tape)
      service = await openService(settingsForSpoken)
      const files = { 'tape.wav': recording, 'tape.vtt': transcriptOf(tape) }
      site = await fillSpoken(service.store, files, name)
    })
    after(async () => {
      await service.close()
      rmSync(place, { recursive: true })
    })

    /** What is said in a clip. */
    const saidIn = (item: Item): string => {
      const { fromMs, toMs } = spanOf(item)
      const middle = (fromMs + toMs) / 2
      const said = tape.said.find((one) => one.fromMs <= middle && middle <= one.toMs)
      return clean(said?.text ?? assert.fail(`nothing is said in ${fromMs} to ${toMs}`))
    }

    test('is cut at its pauses: each clip has one sentence, or a part, and of none is anything lost', async () => {
      assert.equal(tape.said.length, saidOnTape)
      const items = await itemsOf(service.store)
      const unknown = items.filter(({ status }) => status === 'unknown').map(spanOf)
      for (const [n, said] of tape.said.entries()) {
        const own = unknown.filter(({ fromMs, toMs }) => fromMs < said.toMs && toMs > said.fromMs)
        if (n % 2 === 0) assert.deepEqual(own, [], said.text)
        else assert.ok(shareWithin(tape, said, own) > 0.99, said.text)
        const [last, next] = [tape.said[n - 1]?.toMs ?? 0, tape.said[n + 1]?.fromMs ?? Infinity]
        for (const { fromMs, toMs } of own) assert.ok(fromMs >= last && toMs <= next, said.text)
      }
    })

    test('keeps what its transcript says, and clips of one loudness', async () => {
      const items = await itemsOf(service.store)
      const known = items.filter(({ status }) => status === 'known')
      for (const item of known) assert.equal(item.label, saidIn(item))
      const open = known.filter(({ stage }) => stage === 'open')
      assert.equal(open.length, saidOnTape / 2)
      for (const { mediaId, label } of items.filter(({ stage }) => stage === 'open')) {
        const clip = readClip((await service.store.pictures.get(mediaId ?? '')) ?? new Uint8Array())
        const level = rootMeanSquare(clip)
        assert.ok(level > 1_500 && level < 4_500, `${label}: ${level}`)
      }
    })

    test('is heard and answered, and goes home with its times in every format', async () => {
      for (let network = 0; network < visits; network += 1) {
        const remoteAddress = `198.51.${network}.7`
        const asked = await service.app.inject({ url: `/challenge/${site.sitekey}`, remoteAddress })
        const challenge: ChallengeBody = asked.json()
        const { items } = await lookInside(service.store, challenge.challenge_id)
        if (network < fetched)
          for (const { url } of challenge.media ?? []) {
            const served = await service.app.inject({ url, remoteAddress })
            assert.ok(rootMeanSquare(readClip(served.rawPayload)) > 500)
          }
        const texts = await Promise.all(
          items.map(async ({ imageId, itemId }) => {
            const item = (await service.store.items.find(itemId)) ?? assert.fail(itemId)
            return [imageId, saidIn(item)] as const
          }),
        )
        const url = `/challenge/${site.sitekey}/${challenge.challenge_id}`
        const payload = { answers: Object.fromEntries(texts) }
        const answered = await service.app.inject({ method: 'POST', url, payload, remoteAddress })
        assert.equal(answered.json().state, 'validated', JSON.stringify(texts))
      }
      assert.ok((await settleSpoken(service.store)) >= 8)
      const query = { state: 'accepted', after: '', limit: 1_000 } as const
      const accepted = await service.store.readings.list('main', spoken, query)
      const read = accepted.map(({ item, reading }) => ({
        ...spanOf(item),
        text: reading?.text ?? '',
      }))
      for (const { item, reading } of accepted) assert.equal(reading?.text, saidIn(item))
      const known = (await itemsOf(service.store))
        .filter(({ status, lineId }) => status === 'known' && lineId === null)
        .map((item) => ({ ...spanOf(item), text: item.label ?? '' }))
      await goesHome(read, known)
    })

    async function goesHome(read: readonly Heard[], known: readonly Heard[]): Promise<void> {
      const whole = sorted([...read, ...known])
      const fileOf = async (format: string, end: string): Promise<string> => {
        const folder = join(place, format)
        const report = await exportSpoken(service.store, folder, format)
        assert.ok(!('refused' in report), JSON.stringify(report))
        const found = globSync(`**/*${end}`, { cwd: folder })
        const [file = '', ...others] = found.filter((path) => !path.startsWith('datapackage'))
        assert.deepEqual(others, [])
        return readFileSync(join(folder, file), 'utf8')
      }
      const vtt = await fileOf('vtt', '.vtt')
      assert.deepEqual(heardBy(readCues(Buffer.from(vtt))), whole)
      assert.deepEqual(heardBy(readCues(Buffer.from(await fileOf('srt', '.srt')))), whole)
      const tei = await fileOf('tei', '.xml')
      assert.deepEqual(heardBy(teiSpeech.readSpeech?.(Buffer.from(tei))), whole)
      const rows: Record<string, string>[] = parse(await fileOf('csv', 'readings.csv'), {
        columns: true,
      })
      assert.deepEqual(
        sorted(rows.map(({ xywh = '', value = '' }) => ({ ...timesIn(xywh), text: value }))),
        sorted(read),
      )
      const ends = { webannotation: '.jsonld', iiif: '.json' }
      for (const [format, end] of Object.entries(ends))
        assert.deepEqual(sorted(annotationsIn(JSON.parse(await fileOf(format, end)))), sorted(read))
      for (const files of [{ 'tape.vtt': vtt }, { 'tape.xml': tei }]) await comesAgain(files, whole)
    }

    /** What went home is a transcript of the whole recording, which an archive can import. */
    async function comesAgain(
      files: Record<string, string>,
      whole: readonly Heard[],
    ): Promise<void> {
      const dataDir = mkdtempSync(join(tmpdir(), 'incipit-again-'))
      const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
      await importSpoken(store, { 'tape.wav': recording, ...files }, name)
      const known = (await itemsOf(store)).filter(
        ({ status, lineId }) => status === 'known' && lineId === null,
      )
      const heard = known.map((item) => ({ ...spanOf(item), text: item.label ?? '' }))
      assert.deepEqual(sorted(heard), whole)
      await store.close()
      rmSync(dataDir, { recursive: true })
    }

    test('comes as single sentences with a table, each known or left out with a reason', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'incipit-prompts-'))
      const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
      const prompts = promptsOf(name).filter((_, nth) => nth % everyNth === 0)
      const files: Record<string, string | Buffer> = {}
      for (const { name: of, wav } of prompts) files[`${of}.wav`] = wav
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
      const lines = prompts.flatMap(({ name: of, text }) =>
        text === null ? [] : [`${of}.wav,${quoted(text)}`],
      )
      files['texts.csv'] = ['file,text', ...lines].join('\n')
      const report = await importSpoken(store, files, name)
      const reasons = report.skipped.map(({ why }) => why.replace(/: .*\.wav$/, ''))
      for (const why of reasons) assert.ok(leftOut.has(why), why)
      const { items, waiting, unfit } = report
      assert.ok(items.known > 15, `${items.known}`)
      assert.equal(items.doubtful, 0)
      assert.ok(waiting + unfit > 0)
      const texts = new Map(prompts.map(({ name: of, text }) => [`${of}.wav`, text]))
      for (const source of await store.sources.list('main', spoken, '', 1_000))
        for (const item of await store.items.ofSource('main', source.id))
          if (item.status === 'known' && item.lineId === null)
            assert.equal(item.label, clean(texts.get(source.origin) ?? ''))
      await store.close()
      rmSync(dataDir, { recursive: true })
    })
  })

function timesIn(fragment: string): { fromMs: number; toMs: number } {
  const [, from = '', to = ''] = /t=([\d.]+),([\d.]+)/.exec(fragment) ?? []
  return { fromMs: Math.round(Number(from) * 1_000), toMs: Math.round(Number(to) * 1_000) }
}

/** The annotations anywhere in a document. */
function annotationsIn(value: unknown): Heard[] {
  if (Array.isArray(value)) return value.flatMap(annotationsIn)
  if (typeof value !== 'object' || value === null) return []
  const { type, body, target, ...rest } = value as Record<string, unknown>
  if (type === 'Annotation')
    return [{ ...timesIn(JSON.stringify(target)), text: (body as { value: string }).value }]
  return annotationsIn([body, target, ...Object.values(rest)])
}

test('sounds of letters in Ogg Vorbis are left out, each in one sentence', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-letters-'))
  const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
  const folder = pathInPackages('usr/share/klettres/fr', 'debian-speech')
  const paths = globSync('**/*.ogg', { cwd: folder })
  assert.ok(paths.length > 20)
  const body = (path: string): Buffer => readFileSync(join(folder, path))
  const files = Object.fromEntries(paths.map((path) => [path, body(path)]))
  // A corpus is one of recordings if there is something that is said in one.
  const { wav, text } = promptsOf('fr').find(({ name }) => name === 'agent-pass') ?? assert.fail()
  const more = { 'agent-pass.wav': wav, 'agent-pass.txt': text ?? '' }
  const { skipped, pages } = await importSpoken(store, { ...files, ...more }, 'fr')
  const why = 'recording cannot be used: its Ogg holds Vorbis, and only Opus is read in Ogg'
  assert.deepEqual(new Set(skipped.map((row) => row.why)), new Set([why]))
  assert.equal(skipped.length, paths.length)
  assert.equal(pages, 1)
  await store.close()
  rmSync(dataDir, { recursive: true })
})
