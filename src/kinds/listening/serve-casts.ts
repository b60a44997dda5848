import { readCast } from '../../model/cast.ts'
import { seededUnits } from '../../model/chance.ts'
import { clipRate, readClip } from '../../model/clip.ts'
import { between, brighten, finish, makeHiss, resample, type Unit } from '../heard/sound.ts'
import { serveSound } from '../heard/serve-sound.ts'
import type { Serving } from '../serving.ts'

/** How many words of the other voice are heard around those that are asked for. */
export const othersHeard = 3
/** How long every served recording lasts. */
const servedSeconds = 5.25
const servedSamples = servedSeconds * clipRate

/** How showings differ. Kept clips have silence around them, so words touch where the gap is less than nothing. */
const range = {
  speed: [0.96, 1.04],
  voiceSpeed: [0.98, 1.02],
  startSeconds: [0.1, 0.3],
  gapSeconds: [-0.16, -0.02],
  gain: [0.85, 1.05],
  wordGain: [0.8, 1.1],
  brightness: [-0.25, 0.25],
  noise: [60, 130],
  murmur: [0.1, 0.14],
  murmurSpeed: [0.8, 1.25],
} as const
/** So many voices murmur behind the two that are to be heard. */
const murmurVoices = 3

/**
 * Serves a cast as a recording of two voices in turn. Which words of the other voice are heard, and between which of
 * them those that are asked for, differs from showing to showing; behind both is a murmur of the same voices and noise,
 * so that words cannot be cut out at silences. All have the same length in time and in bytes.
 */
export const serveCasts: Serving = serveSound(servedSeconds, drawScene)

function drawScene(kept: Uint8Array, seed: number): Int16Array {
  const unit = seededUnits(seed)
  const cast = readCast(kept)
  const asked = cast.asked.map(readClip)
  const others = cast.others.map(readClip)
  const noise = between(range.noise, unit)
  const scene = makeHiss(servedSamples, unit() * 2 ** 32).map((sample) => noise * sample)
  murmur(scene, [...asked, ...others], unit)
  const speed = between(range.speed, unit)
  const [low, high] = [range.voiceSpeed, range.voiceSpeed].map((one) => speed * between(one, unit))
  const spoken = takeTurns(asked, shuffled(others, unit).slice(0, othersHeard), unit)
  let at = Math.round(between(range.startSeconds, unit) * clipRate)
  const brightness = between(range.brightness, unit)
  for (const { samples, isAsked } of spoken) {
    const word = brighten(resample(samples, (isAsked ? low : high) ?? speed), brightness)
    add(scene, { word, at, gain: between(range.wordGain, unit) })
    at += word.length + Math.round(between(range.gapSeconds, unit) * clipRate)
  }
  const gain = between(range.gain, unit)
  return finish(scene.map((sample) => gain * sample))
}

type Turn = { samples: Int16Array; isAsked: boolean }

// What is asked for keeps its order and comes at any of the places.
function takeTurns(
  asked: readonly Int16Array[],
  others: readonly Int16Array[],
  unit: Unit,
): Turn[] {
  const places = Array.from({ length: asked.length + others.length }, (_, place) => place)
  const chosen = new Set(shuffled(places, unit).slice(0, asked.length))
  const [ofAsked, ofOthers] = [[...asked], [...others]]
  return places.map((place) => {
    const isAsked = chosen.has(place)
    return { samples: (isAsked ? ofAsked : ofOthers).shift() ?? new Int16Array(), isAsked }
  })
}

function murmur(scene: Float32Array, words: readonly Int16Array[], unit: Unit): void {
  for (let voice = 0; voice < murmurVoices; voice += 1) {
    let at = -Math.round(unit() * clipRate)
    while (at < scene.length) {
      const samples = words[Math.floor(unit() * words.length)] ?? new Int16Array(clipRate)
      // Backwards it sounds like speech and says no word.
      const word = resample(samples.toReversed(), between(range.murmurSpeed, unit))
      add(scene, { word, at, gain: between(range.murmur, unit) })
      at += Math.max(1, word.length)
    }
  }
}

function add(
  scene: Float32Array,
  { word, at, gain }: { word: Float32Array; at: number; gain: number },
): void {
  const last = Math.min(word.length, scene.length - at)
  for (let n = Math.max(0, -at); n < last; n += 1)
    scene[at + n] = (scene[at + n] ?? 0) + gain * (word[n] ?? 0)
}

function shuffled<Thing>(things: readonly Thing[], unit: Unit): Thing[] {
  return things
    .map((thing) => ({ thing, key: unit() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ thing }) => thing)
}
