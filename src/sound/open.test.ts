import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readClip } from '../model/clip.ts'
import type { Sound } from '../model/sound.ts'
import { makeSamples, makeWav, writeWav } from '../../test/setup/sound.ts'
import { openSound } from './open.ts'

const stretches = [
  { hushMs: 200 },
  { buzzMs: 600 },
  { hushMs: 300 },
  { buzzMs: 500 },
  { hushMs: 150 },
]
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../test/fixtures/sound/${name}`, import.meta.url))
const all = { fromMs: 0, toMs: 1_750 }

async function open(bytes: Uint8Array): Promise<Sound> {
  const sound = await openSound(bytes)
  assert.ok(!('fault' in sound), JSON.stringify(sound))
  return sound
}

async function faultOf(bytes: Uint8Array): Promise<string> {
  const sound = await openSound(bytes)
  return 'fault' in sound ? sound.fault : 'it was opened'
}

function assertBuzzes({ durationMs, heardIn }: Sound, slackMs: number): void {
  assert.ok(Math.abs(durationMs - 1_750) <= slackMs, `${durationMs} ms`)
  const heard = heardIn({ fromMs: 0, toMs: durationMs })
  const edges = heard.flatMap(({ fromMs, toMs }) => [fromMs, toMs])
  assert.equal(edges.length, 4, JSON.stringify(heard))
  for (const [place, wanted] of [200, 800, 1_100, 1_600].entries())
    assert.ok(Math.abs((edges[place] ?? 0) - wanted) <= slackMs, JSON.stringify(heard))
}

describe('a recording', () => {
  test('is read from WAV in every form that archives have', async () => {
    for (const form of [
      { tag: 1, bits: 8 },
      { tag: 1, bits: 16 },
      { tag: 1, bits: 24 },
      { tag: 1, bits: 32 },
      { tag: 3, bits: 32 },
      { tag: 3, bits: 64 },
    ] as const)
      for (const channels of [1, 2])
        for (const rate of [8_000, 16_000, 44_100, 96_000]) {
          const wav = writeWav(makeSamples(stretches, rate), { ...form, channels, rate })
          assertBuzzes(await open(wav), 20)
        }
  })

  test('is read from FLAC, MP3 and Opus', async () => {
    for (const [name, format, slackMs] of [
      ['buzz.flac', 'flac', 20],
      ['buzz-24-bit.flac', 'flac', 20],
      ['buzz.mp3', 'mp3', 130],
      ['buzz.opus', 'opus', 60],
    ] as const) {
      const sound = await open(fixture(name))
      assert.equal(sound.format, format)
      assertBuzzes(sound, slackMs)
    }
  })

  test('in FLAC is the same as in WAV, sample by sample', async () => {
    const samples = makeSamples(stretches, 22_050)
    const wav = await open(writeWav(samples, { tag: 1, bits: 16, channels: 2, rate: 22_050 }))
    const flac = await open(fixture('buzz.flac'))
    assert.deepEqual(flac.cut(all), wav.cut(all))
  })

  test('of an unknown length, or that ends too early, is read as far as it goes', async () => {
    const wav = makeWav(stretches)
    for (const size of [0, 0xffff_ffff]) {
      wav.writeUInt32LE(size, 40)
      assertBuzzes(await open(wav), 20)
    }
    const half = await open(wav.subarray(0, wav.length / 2))
    assert.equal(Math.round(half.durationMs / 10), 87)
    for (const name of ['buzz.flac', 'buzz.mp3', 'buzz.opus']) {
      const bytes = fixture(name)
      const { durationMs } = await open(bytes.subarray(0, bytes.length * 0.7))
      assert.ok(durationMs > 400 && durationMs < 1_750, `${name}: ${durationMs}`)
    }
  })

  test('that cannot be used is refused with one sentence', async () => {
    const samples = makeSamples([{ buzzMs: 100 }])
    const faults = [
      [Buffer.from('GIF89a'), 'its content is none of WAV, FLAC, MP3 and Opus in Ogg'],
      [Buffer.from('RIFF....WAVE'), 'its WAV holds no samples'],
      [Buffer.from('fLaC'), 'its FLAC does not say what its samples are'],
      [Buffer.from('OggS'), 'its Ogg holds no Opus, and only Opus is read in Ogg'],
      [Buffer.from('ID3'), 'its MP3 holds no sound'],
      [
        writeWav(samples, { tag: 1, bits: 16, rate: 4_000 }),
        'it has 4000 samples a second, and those from 8000 to 192000 are read',
      ],
      [
        writeWav(samples, { tag: 1, bits: 16, channels: 9 }),
        'it has 9 channels, and at most 8 are read',
      ],
      [writeWav(new Float32Array(), { tag: 1, bits: 16 }), 'its WAV holds no sound'],
    ] as const
    for (const [bytes, fault] of faults) assert.equal(await faultOf(bytes), fault)
    const odd = makeWav([{ buzzMs: 100 }])
    odd.writeUInt16LE(257, 20)
    assert.equal(await faultOf(odd), 'its WAV holds samples of 16 bits in format 257')
    odd.writeUInt16LE(49, 20)
    assert.equal(
      await faultOf(odd),
      'its WAV holds GSM 6.10, which is not read in WAV; convert it to PCM or FLAC',
    )
  })

  test('that is damaged anywhere is opened or refused, never thrown at', async () => {
    const files = ['buzz.flac', 'buzz.mp3', 'buzz.opus'].map((name) => fixture(name))
    const damage = fc.tuple(fc.nat(2), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
    await fc.assert(
      fc.asyncProperty(damage, async ([file, changes]) => {
        const bytes = Buffer.from(files[file] ?? '')
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        const sound = await openSound(bytes)
        assert.ok('fault' in sound || sound.durationMs < 20_000)
      }),
      { numRuns: 60 },
    )
  })

  test('of silence has nothing to hear, and one without pauses is one stretch', async () => {
    const silence = await open(makeWav([{ hushMs: 1_000 }]))
    assert.deepEqual(silence.heardIn({ fromMs: 0, toMs: 1_000 }), [])
    const buzz = await open(makeWav([{ buzzMs: 1_000 }]))
    assert.deepEqual(buzz.heardIn({ fromMs: 0, toMs: 1_000 }), [{ fromMs: 0, toMs: 1_000 }])
  })

  test('is cut without the silence around what is heard, and as loud as all others', async () => {
    const loud = makeSamples(stretches)
    const peaks = [1, 0.1].map(async (volume) => {
      const sound = await open(
        writeWav(
          loud.map((one) => one * volume),
          { tag: 1, bits: 16 },
        ),
      )
      const clip = readClip(sound.cut({ fromMs: 0, toMs: 900 }))
      assert.ok(Math.abs(clip.length / 16 - 760) < 30, `${clip.length / 16} ms`)
      return clip.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    })
    const [first = 0, second = 0] = await Promise.all(peaks)
    assert.ok(Math.abs(first / second - 1) < 0.1, `${first} and ${second}`)
  })
})
