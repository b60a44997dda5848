import type { Tone, SpeakerVoice } from '../../model/speaker.ts'
import type { Engine } from './engine.ts'
import { run } from './run.ts'

const program = 'espeak-ng'

/** The variants of a voice that sound like different people, and where their pitch lies (0 to 99). */
const variants = {
  low: { names: ['m1', 'm3', 'm7', 'm8'], pitch: [20, 50] },
  high: { names: ['f1', 'f2', 'f3', 'f4'], pitch: [50, 80] },
} as const
const wordsPerMinute = [135, 175] as const

/** eSpeak NG (GPL-3.0, which does not extend to what it speaks). */
export const espeakNg: Engine = {
  name: program,
  voicesFor: async (language) => {
    const base = baseOf(language)
    const listed = await run(program, [`--voices=${base}`], '')
    const isSpoken = String(listed ?? '')
      .split('\n')
      // MBROLA's voices are listed even where they are not installed.
      .some((line) => line.split(/\s+/)[2]?.split('-')[0] === base && !line.includes('mb/'))
    if (!isSpoken) return []
    return (['low', 'high'] as const).flatMap((depth): SpeakerVoice[] =>
      variants[depth].names.map((name) => ({ engine: program, name, depth })),
    )
  },
  say: (word, { language, voice, tone }) =>
    run(program, [...argumentsFor(language, voice, tone), '--stdin', '--stdout'], word),
}

function argumentsFor(language: string, { name, depth }: SpeakerVoice, tone: Tone): string[] {
  const pitch = within(variants[depth].pitch, tone.pitch)
  const speed = within(wordsPerMinute, tone.speed)
  return ['-v', `${baseOf(language)}+${name}`, '-p', String(pitch), '-s', String(speed)]
}

function within([from, to]: readonly [number, number], share: number): number {
  return Math.round(from + share * (to - from))
}

function baseOf(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? ''
}
