import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SpeakerVoice, Tone } from '../../model/speaker.ts'
import type { Engine } from './engine.ts'
import { run } from './run.ts'

const program = 'flite'

/** Its voices of whole people, and where the pitch of each lies, in hertz. */
const people: Readonly<Record<string, { depth: SpeakerVoice['depth']; hertz: [number, number] }>> =
  {
    rms: { depth: 'low', hertz: [85, 115] },
    awb: { depth: 'low', hertz: [100, 130] },
    slt: { depth: 'high', hertz: [160, 210] },
  }
/** How much longer than by itself it takes for a word. */
const stretch = [1.25, 0.95] as const

/** Flite (BSD-like), which speaks English only. */
export const flite: Engine = {
  name: program,
  voicesFor: async (language) => {
    if (language.split('-')[0]?.toLowerCase() !== 'en') return []
    const listed = String((await run(program, ['-lv'], '')) ?? '').split(/\s+/)
    return Object.entries(people)
      .filter(([name]) => listed.includes(name))
      .map(([name, { depth }]) => ({ engine: program, name, depth }))
  },
  say: async (word, { voice, tone }) => {
    const person = people[voice.name]
    if (!person) return null
    // It goes back in what it writes, so it cannot write to a pipe, nor does it read the socket that Node gives it.
    const folder = await mkdtemp(join(tmpdir(), 'incipit-flite-'))
    const [text, file] = ['word.txt', 'said.wav'].map((name) => join(folder, name)) as [
      string,
      string,
    ]
    try {
      await writeFile(text, word)
      const given = [...argumentsFor(voice, person.hertz, tone), '-f', text, '-o', file]
      return (await run(program, given, '')) && (await readFile(file).catch(() => null))
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

function argumentsFor(
  { name }: SpeakerVoice,
  [low, high]: readonly [number, number],
  { pitch, speed }: Tone,
): string[] {
  const [slow, fast] = stretch
  const settings = {
    int_f0_target_mean: Math.round(low + pitch * (high - low)),
    duration_stretch: (slow + speed * (fast - slow)).toFixed(2),
  }
  const given = Object.entries(settings).flatMap(([key, value]) => ['--setf', `${key}=${value}`])
  return ['-voice', name, ...given]
}
