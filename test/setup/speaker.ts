import type { OpenSpeaker } from '../../src/model/speaker.ts'
import { cutWord } from '../../src/sound/cut-word.ts'
import { makeWav } from './sound.ts'

const letterMs = 60
const hushMs = 100

/** Opens a speaker that buzzes as long as a word has letters; it knows two languages. */
export const openBuzzer: OpenSpeaker = async (language) => {
  if (!['en', 'fr'].includes(language))
    return { refused: `Nothing on this machine speaks “${language}”.` }
  return {
    voices: [
      { engine: 'buzzer', name: 'bass', depth: 'low' },
      { engine: 'buzzer', name: 'treble', depth: 'high' },
    ],
    words: null,
    say: (word) => cutWord(makeWav([{ hushMs }, { buzzMs: letterMs * word.length }, { hushMs }])),
  }
}
