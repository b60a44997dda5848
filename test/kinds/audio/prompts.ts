import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { pathInPackages } from '../../clients/packages.ts'

/** Samples per second of the prompts of Asterisk. */
export const promptRate = 8_000

/** The languages, and who speaks each. */
export const speakers = {
  en: 'en_US_f_Allison',
  es: 'es_MX_f_Allison',
  fr: 'fr_CA_f_June',
  it: 'it_IT_m_Carlo',
  ru: 'ru_RU_f_IvrvoiceRU',
} as const

/** A sentence that a person says; no text if it is no speech, or nobody has written it down. */
export type Prompt = { name: string; text: string | null; wav: Buffer }

/** All prompts of a language, by their names. */
export function promptsOf(language: keyof typeof speakers): Prompt[] {
  const sounds = pathInPackages(`usr/share/asterisk/sounds/${speakers[language]}`, 'debian-speech')
  const texts = textsOf(language)
  return globSync('**/*.wav', { cwd: sounds })
    .toSorted()
    .map((path) => {
      const name = path.replace(/\.wav$/, '')
      return { name, text: texts.get(name) ?? null, wav: readFileSync(join(sounds, path)) }
    })
}

function textsOf(language: string): Map<string, string> {
  const name = `asterisk-core-sounds-${language}`
  const file = `usr/share/doc/${name}/core-sounds-${language}.txt.gz`
  const body = gunzipSync(readFileSync(pathInPackages(file, 'debian-speech'))).toString('utf8')
  const found = new Map<string, string>()
  for (const line of body.split('\n')) {
    const [, prompt = '', text = ''] = /^\uFEFF?([\w/-]+): *(.+)$/.exec(line.trim()) ?? []
    // Tones and silences are described in brackets.
    if (prompt !== '' && !/[[(<]/.test(text)) found.set(prompt, text)
  }
  return found
}

/** The samples of a prompt, from -1 to 1: all are WAV with one channel of 16 bits. */
export function samplesOf({ wav }: Pick<Prompt, 'wav'>): Float32Array {
  const from = wav.indexOf('data') + 8
  return Float32Array.from(
    { length: Math.floor((wav.length - from) / 2) },
    (_, at) => wav.readInt16LE(from + 2 * at) / 32_768,
  )
}
