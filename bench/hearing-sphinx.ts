import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clipRate } from '../src/model/clip.ts'

const model = '/usr/share/pocketsphinx/model/en-us'
const framesPerSecond = 100
/** With all of its search, a noisy recording takes it a minute. */
const quick = ['-maxhmmpf', '3000', '-maxwpf', '10', '-fwdflat', 'no']
const headerBytes = 44

/** A word that a recogniser heard, and where in the recording, in samples. */
export type HeardWord = { word: string; from: number; to: number }

/** What the recogniser may hear: so many words of a list, or anything of English. */
export type Grammar = { words: readonly string[]; count: number } | null

/** Lets pocketsphinx with its English model hear recordings. */
export function hearWithSphinx(recordings: readonly Int16Array[], grammar: Grammar): HeardWord[][] {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-hearing-'))
  for (const [n, samples] of recordings.entries())
    writeFileSync(join(folder, `${n}.wav`), pcmOf(samples))
  writeFileSync(join(folder, 'list'), recordings.map((_, n) => `${n}\n`).join(''))
  const flags = ['-hmm', join(model, 'en-us'), '-dict', join(model, 'cmudict-en-us.dict')]
  const { status, error } = spawnSync(
    'pocketsphinx_batch',
    [...flags, ...languageOf(grammar, folder), ...filesIn(folder)],
    { stdio: 'ignore' },
  )
  if (status !== 0)
    throw new Error(`pocketsphinx (apt install pocketsphinx pocketsphinx-en-us) failed: ${error}`)
  const heard = readFileSync(join(folder, 'heard'), 'utf8').trimEnd().split('\n').map(readSegments)
  rmSync(folder, { recursive: true })
  return heard
}

function filesIn(folder: string): string[] {
  const recordings = ['-ctl', join(folder, 'list'), '-cepdir', folder, '-cepext', '.wav']
  const form = ['-adcin', 'yes', '-adchdr', String(headerBytes)]
  return [...recordings, ...form, '-hypseg', join(folder, 'heard'), '-logfn', '/dev/null']
}

function languageOf(grammar: Grammar, folder: string): string[] {
  if (!grammar) return ['-lm', join(model, 'en-us.lm.bin'), ...quick]
  const file = join(folder, 'words.gram')
  const said = Array<string>(grammar.count).fill('<w>').join(' ')
  writeFileSync(
    file,
    `#JSGF V1.0;\ngrammar words;\n<w> = ${grammar.words.join(' | ')};\npublic <said> = ${said};\n`,
  )
  return ['-jsgf', file]
}

// After `L` and its number come a frame, two scores and a word for each, and the last frame.
function readSegments(line: string): HeardWord[] {
  const parts = line.split(/\s+/)
  const rest = parts.slice(parts.indexOf('L') + 2)
  const words: HeardWord[] = []
  const at = (place: number): number => (Number(rest[place]) * clipRate) / framesPerSecond
  for (let n = 0; n + 4 < rest.length; n += 4) {
    const word = (rest[n + 3] ?? '').replace(/\(\d+\)$/, '')
    if (/^\p{L}/u.test(word)) words.push({ word, from: at(n), to: at(n + 4) })
  }
  return words
}

function pcmOf(samples: Int16Array): Buffer {
  const head = Buffer.alloc(headerBytes)
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}
