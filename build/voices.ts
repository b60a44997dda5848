import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordsToSpeak } from '../src/corpus/synthetic/word-lists.ts'
import { clipRate, readClip } from '../src/model/clip.ts'
import type { Depth, Speaker, Tone, SpeakerVoice } from '../src/model/speaker.ts'
import { openEngines } from '../src/sound/speak.ts'
import type { VoicesIndex } from '../src/sound/voices.ts'

// `node build/voices.ts` makes the folder `voices` again, with Debian's espeak-ng (1.51) and opusenc (opus-tools
// 0.2). It is run by hand and not by the build: what the program brings must not depend on who builds it.

const languages = ['de', 'en', 'es', 'fr', 'it'] as const
const slotMs = 1_100
const slotSamples = (slotMs * clipRate) / 1_000
const raw = ['--raw', '--raw-bits', '16', '--raw-rate', String(clipRate), '--raw-chan', '1']
const quality = ['--bitrate', '16', '--framesize', '60', '--comp', '10', '--quiet']
const folder = join(import.meta.dirname, '../voices')
const voicesOfDepth = 2
/** Of two voices of one depth, the second is a little higher and faster. */
const [first, second] = [
  { pitch: 0.2, speed: 0.3 },
  { pitch: 0.9, speed: 0.6 },
]

async function makeVoices(language: string): Promise<void> {
  const speaker = await openEngines(language)
  if ('refused' in speaker) throw new Error(speaker.refused)
  const voices = (['low', 'high'] as const).flatMap((depth) => choose(speaker, depth))
  const words = await wordsSaid(speaker, voices, wordsToSpeak(language))
  const samples = new Int16Array(voices.length * words.length * slotSamples)
  let slot = 0
  for (const [place, voice] of voices.entries())
    for (const word of words) {
      const clip = await speaker.say(word, voice, toneAt(place))
      if (clip) samples.set(readClip(clip).subarray(0, slotSamples), slot * slotSamples)
      slot += 1
    }
  const index: VoicesIndex = { slotMs, voices, words }
  writeFileSync(join(folder, `${language}.json`), `${JSON.stringify(index, null, 2)}\n`)
  const input = Buffer.from(samples.buffer)
  // With a serial number drawn at random, each build would differ.
  const flags = [...raw, ...quality, '--serial', '1']
  const out = join(folder, `${language}.opus`)
  const { status } = spawnSync('opusenc', [...flags, '-', out], { input })
  if (status !== 0) throw new Error('opusenc failed')
}

function choose({ voices }: Speaker, depth: Depth): SpeakerVoice[] {
  return voices.filter((voice) => voice.depth === depth).slice(0, voicesOfDepth)
}

function toneAt(place: number): Tone {
  return place % voicesOfDepth === 0 ? first : second
}

// A word that one voice says too slowly is left out.
async function wordsSaid(
  speaker: Speaker,
  voices: readonly SpeakerVoice[],
  words: readonly string[],
): Promise<string[]> {
  const said: string[] = []
  for (const word of words) {
    const clips = await Promise.all(
      voices.map((voice, place) => speaker.say(word, voice, toneAt(place))),
    )
    if (clips.every((clip) => clip !== null)) said.push(word)
  }
  return said
}

mkdirSync(folder, { recursive: true })
for (const language of languages) await makeVoices(language)
