import { readFile } from 'node:fs/promises'
import type { Speaker, SpeakerVoice } from '../model/speaker.ts'
import { openSound } from './open.ts'

/** A file of words, one after another in slots of one length: each voice says all of them. */
export type VoicesIndex = {
  slotMs: number
  voices: readonly SpeakerVoice[]
  words: readonly string[]
}

/**
 * Opens the words that voices have spoken beforehand: `LANGUAGE.opus` in a folder, with `LANGUAGE.json` that says who
 * says what. The same words sound the same each time, so this is good for a demonstration.
 */
export async function openVoices(
  folder: URL,
  language: string,
): Promise<Speaker | { refused: string }> {
  const base = /^[a-z]{2,3}/.exec(language.toLowerCase())?.[0] ?? ''
  const read = (name: string): Promise<Buffer | null> =>
    readFile(new URL(name, folder)).catch(() => null)
  const [list, file] = await Promise.all([read(`${base}.json`), read(`${base}.opus`)])
  if (!list || !file) return { refused: `The program brings no voices for “${language}”.` }
  const { slotMs, voices, words } = JSON.parse(String(list)) as VoicesIndex
  const sound = await openSound(file)
  if ('fault' in sound) throw new Error(`${base}.opus cannot be used: ${sound.fault}`)
  const said = new Map<number, Uint8Array>()
  return {
    voices,
    words,
    say: async (word, { engine, name }) => {
      const voice = voices.findIndex((one) => one.engine === engine && one.name === name)
      const place = words.indexOf(word)
      if (voice < 0 || place < 0) return null
      const slot = voice * words.length + place
      const span = { fromMs: slot * slotMs, toMs: (slot + 1) * slotMs }
      const clip = said.get(slot) ?? sound.cut(span)
      said.set(slot, clip)
      return clip
    },
  }
}
