import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCast, writeCast } from '../../model/cast.ts'
import { clipRate, readClip, writeClip } from '../../model/clip.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { listening } from './listening.ts'

const tools = { drawVariant: () => Promise.reject(new Error('no picture is drawn')) }
const wordSeconds = 0.5
const heardFrom = 2_200

/** A word as a tone, so that it is found again in what is served. */
function tone(hertz: number): Uint8Array {
  const samples = Int16Array.from({ length: wordSeconds * clipRate }, (_, at) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * hertz * at) / clipRate)),
  )
  return writeClip(samples)
}

const low = [300, 420]
const high = [600, 720, 860, 1_030, 1_240]
const kept = writeCast({ asked: low.map(tone), others: high.map(tone) })

async function show(seed: number): Promise<Uint8Array> {
  return listening.serving.draw(kept, seed, tools)
}

/** The tones that are heard, in the order in which each is loudest; those of the murmur are too soft. */
function tonesIn(clip: Uint8Array): number[] {
  const samples = readClip(clip)
  const step = clipRate / 20
  const steps = Array.from({ length: Math.floor(samples.length / step) }, (_, n) =>
    samples.subarray(n * step, (n + 1) * step),
  )
  return [...low, ...high]
    .map((hertz) => {
      const powers = steps.map((part) => powerAt(part, hertz))
      const power = Math.max(...powers)
      return { hertz, power, at: powers.indexOf(power) }
    })
    .filter(({ power }) => power > heardFrom)
    .toSorted((a, b) => a.at - b.at)
    .map(({ hertz }) => hertz)
}

// Speeds differ by a few per cent, so the power around the tone is taken.
function powerAt(samples: Int16Array, hertz: number): number {
  const powers = [0.94, 0.955, 0.97, 0.985, 1, 1.015, 1.03, 1.045, 1.06].map((factor) => {
    let [cosine, sine] = [0, 0]
    for (const [at, sample] of samples.entries()) {
      const turn = (2 * Math.PI * hertz * factor * at) / clipRate
      cosine += sample * Math.cos(turn)
      sine += sample * Math.sin(turn)
    }
    return (2 * Math.hypot(cosine, sine)) / samples.length
  })
  return Math.max(...powers)
}

describe('a recording of two voices', () => {
  test('has what is asked for in its order, among three words of the other voice', async () => {
    const orders = new Set<string>()
    for (let seed = 1; seed <= 5; seed += 1) {
      const heard = tonesIn(await show(seed))
      assert.deepEqual(
        heard.filter((hertz) => low.includes(hertz)),
        low,
        `seed ${seed}: ${heard.join(' ')}`,
      )
      assert.equal(heard.length, 5, heard.join(' '))
      orders.add(heard.join(' '))
    }
    assert.ok(orders.size > 3, `${orders.size}`)
  })

  test('differs for each seed, is the same for the same, and always has the same length', async () => {
    const clips = await Promise.all([1, 1, 2, 3, 4].map(show))
    assert.deepEqual(clips[0], clips[1])
    assert.equal(new Set(clips.map((clip) => Buffer.from(clip).toString('base64'))).size, 4)
    assert.equal(new Set(clips.map(({ length }) => length)).size, 1)
    assert.equal(clips[0]?.length, 58 + 5.25 * clipRate)
  })

  test('is as loud with one word as with another', async () => {
    const levels = await Promise.all(
      Array.from({ length: 10 }, async (_, seed) => {
        const samples = readClip(await show(seed))
        const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
        return Math.sqrt(energy / samples.length)
      }),
    )
    assert.ok(Math.max(...levels) / Math.min(...levels) < 1.5, levels.join(' '))
  })

  test('is answered by both words in their order, however they are written', () => {
    const { isRight } = listening.agreement(defaultTextPolicy)
    const says = (given: string): boolean => isRight({ given, keyword: null }, 'légume rivière')
    assert.ok(says('Legume, riviere'))
    assert.ok(says('legumerivieres'))
    assert.ok(!says('rivière légume'))
    assert.ok(!says('légume'))
    assert.ok(!says(''))
  })

  test('is guessed blindly no more often than its commonest words come', () => {
    const deciding = ['apple river', 'candle violin', 'orange tiger', 'apple river']
    const texts = deciding.map((text) => ({ text, pairs: 1 }))
    assert.equal(listening.bestGuess(texts, defaultTextPolicy)?.share, 2 / 4)
    assert.equal(listening.bestGuess([], defaultTextPolicy), null)
  })

  test('keeps its words apart, and is refused if it is cut short', () => {
    const { asked, others } = readCast(kept)
    assert.deepEqual([asked.length, others.length], [2, 5])
    assert.deepEqual(asked[1], tone(420))
    assert.throws(() => readCast(kept.subarray(0, kept.length - 1)))
  })
})
