import type { OpenSpeaker, Speaker, SpeakerVoice } from '../model/speaker.ts'
import { cutWord } from './cut-word.ts'
import type { Engine } from './engines/engine.ts'
import { espeakNg } from './engines/espeak-ng.ts'
import { flite } from './engines/flite.ts'

/** The engines that are looked for. */
const engines: readonly Engine[] = [espeakNg, flite]

/** Opens the engines of this machine that speak a language. */
export const openEngines: OpenSpeaker = async (language) => {
  const found = await Promise.all(engines.map((engine) => engine.voicesFor(language)))
  const voices = found.flat()
  const isThere = (['low', 'high'] as const).every((depth) =>
    voices.some((voice) => voice.depth === depth),
  )
  return isThere ? speakWith(voices, language) : { refused: await whyNone(language) }
}

async function whyNone(language: string): Promise<string> {
  const ofEach = await Promise.all(engines.map((engine) => engine.voicesFor('en')))
  return ofEach.flat().length > 0
    ? `None of the engines on this machine speaks “${language}”; \`espeak-ng --voices\` lists the languages of one.`
    : 'No speech engine is on this machine. Install espeak-ng, for example with `apt install espeak-ng`.'
}

function speakWith(voices: readonly SpeakerVoice[], language: string): Speaker {
  return {
    voices,
    words: null,
    say: async (word, voice, tone) => {
      const engine = engines.find(({ name }) => name === voice.engine)
      const wav = await engine?.say(word, { language, voice, tone })
      return wav ? cutWord(wav) : null
    },
  }
}
