import { writeCast } from '../../model/cast.ts'
import type { Depth, Speaker, SpeakerVoice } from '../../model/speaker.ts'

/** How many words are asked for, and how many of the other voice are kept with them. */
const castWords = { asked: 2, others: 5 } as const
/** So many different words, or more, have to be there: with fewer, guessing two of them is worth while. */
export const wordsMin = 40
/** A word that cannot be said in time is left out for another. */
const triesMax = 30

/** A cast as it is kept, and what is asked for in it. */
export type MadeCast = { kept: Uint8Array; label: string }

/** Draws a number from 0 up to 1. */
type Unit = () => number

/**
 * Lets a low and a high voice say different words, drawn from all; what the low one says is asked for. Null if too few
 * of them could be said.
 */
export async function makeCast(
  speaker: Speaker,
  words: readonly string[],
  unit: Unit,
): Promise<MadeCast | null> {
  const left = shuffled(words, unit).slice(0, triesMax)
  const asked = await sayWith(speaker, { depth: 'low', count: castWords.asked, left, unit })
  const others = await sayWith(speaker, { depth: 'high', count: castWords.others, left, unit })
  if (!asked || !others) return null
  const kept = writeCast({ asked: asked.clips, others: others.clips })
  return { kept, label: asked.words.join(' ') }
}

type Part = { depth: Depth; count: number; left: string[]; unit: Unit }
type Said = { words: string[]; clips: Uint8Array[] }

async function sayWith(
  { voices, say }: Speaker,
  { depth, count, left, unit }: Part,
): Promise<Said | null> {
  const fit = voices.filter((one) => one.depth === depth)
  const voice: SpeakerVoice | undefined = fit[Math.floor(unit() * fit.length)]
  const tone = { pitch: unit(), speed: unit() }
  if (!voice) return null
  const said: Said = { words: [], clips: [] }
  while (said.words.length < count) {
    const word = left.pop()
    if (word === undefined) return null
    const clip = await say(word, voice, tone)
    if (!clip) continue
    said.words.push(word)
    said.clips.push(clip)
  }
  return said
}

function shuffled(words: readonly string[], unit: Unit): string[] {
  return words
    .map((word) => ({ word, key: unit() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ word }) => word)
}
