import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { makeWav } from '../../test/setup/sound.ts'
import { readClip } from '../model/clip.ts'
import { openEngines } from './speak.ts'
import { openVoices } from './voices.ts'

const tone = { pitch: 0.5, speed: 0.5 }

describe('the engines of a machine', () => {
  let folder: string
  const { PATH } = process.env
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-engine-'))
    process.env['PATH'] = `${folder}:${PATH ?? ''}`
  })
  afterEach(() => {
    process.env['PATH'] = PATH
    rmSync(folder, { recursive: true })
  })

  /** Puts a program in place of espeak-ng that speaks French, and writes down how it is called. */
  function install(milliseconds: number): void {
    const wav = makeWav([{ hushMs: 100 }, { buzzMs: milliseconds }, { hushMs: 100 }])
    writeFileSync(join(folder, 'said.wav'), wav)
    const script = `#!/bin/sh
case "$1" in
  --voices=fr|--voices=en) echo "Pty Language Age/Gender VoiceName File"; echo " 5  \${1#--voices=}-xx --/M Name roa/xx" ;;
  --voices=*) echo "Pty Language Age/Gender VoiceName File" ;;
  *) echo "$@" >> ${folder}/calls; cat >> ${folder}/calls; cat ${folder}/said.wav ;;
esac`
    writeFileSync(join(folder, 'espeak-ng'), script)
    chmodSync(join(folder, 'espeak-ng'), 0o755)
  }

  test('say a word without the silence around it, with voices of two depths', async () => {
    install(500)
    const speaker = await openEngines('fr-CA')
    assert.ok(!('refused' in speaker))
    assert.deepEqual(new Set(speaker.voices.map(({ depth }) => depth)), new Set(['low', 'high']))
    for (const voice of speaker.voices.slice(0, 2)) {
      const clip = await speaker.say('--rivière $(id)', voice, tone)
      assert.ok(clip)
      assert.ok(readClip(clip).length > 8_000 && readClip(clip).length < 11_000)
    }
  })

  test('are refused where they do not speak the language, or are not there', async () => {
    install(500)
    const other = await openEngines('xx')
    assert.ok('refused' in other)
    process.env['PATH'] = join(folder, 'nothing')
    const none = await openEngines('fr')
    assert.ok('refused' in none && none.refused.includes('Install espeak-ng'))
  })

  test('are several, each with voices of its own; one that writes no pipe is read from a file', async () => {
    install(500)
    const wav = makeWav([{ hushMs: 100 }, { buzzMs: 400 }, { hushMs: 100 }])
    writeFileSync(join(folder, 'flite.wav'), wav)
    const script = `#!/bin/sh
[ "$1" = -lv ] && echo "Voices available: kal rms slt" && exit
echo "$@" >> ${folder}/calls
while [ $# -gt 0 ]; do case "$1" in -f) cat "$2" >> ${folder}/calls ;; -o) cp ${folder}/flite.wav "$2" ;; esac; shift; done`
    writeFileSync(join(folder, 'flite'), script)
    chmodSync(join(folder, 'flite'), 0o755)
    const speaker = await openEngines('en-GB')
    assert.ok(!('refused' in speaker))
    const ofFlite = speaker.voices.filter(({ engine }) => engine === 'flite')
    assert.deepEqual(
      ofFlite.map(({ name, depth }) => `${name} ${depth}`),
      ['rms low', 'slt high'],
    )
    const [voice] = ofFlite
    assert.ok(voice)
    const clip = await speaker.say('--river', voice, tone)
    assert.ok(clip && readClip(clip).length > 6_000)
    const calls = readFileSync(join(folder, 'calls'), 'utf8')
    assert.match(calls, /^-voice rms .*int_f0_target_mean=100 .*\n--river$/s)
    const french = await openEngines('fr')
    assert.ok(!('refused' in french) && french.voices.every(({ engine }) => engine !== 'flite'))
  })

  test('say nothing that takes longer than a word', async () => {
    install(1_200)
    const speaker = await openEngines('fr')
    const [voice] = 'refused' in speaker ? [] : speaker.voices
    assert.ok(voice && !('refused' in speaker))
    assert.equal(await speaker.say('anticonstitutionnellement', voice, tone), null)
  })
})

describe('the voices that come with the program', () => {
  const folder = new URL('../../voices/', import.meta.url)

  test('say every word of their list, as loud as all other clips', async () => {
    const speaker = await openVoices(folder, 'fr-CA')
    assert.ok(!('refused' in speaker))
    const { voices, words, say } = speaker
    assert.ok(words)
    assert.deepEqual([voices.length, words.length >= 40], [4, true])
    for (const voice of voices)
      for (const word of words.slice(0, 5)) {
        const samples = readClip((await say(word, voice, tone)) ?? new Uint8Array())
        assert.ok(samples.length > 5_000 && samples.length < 17_600, `${word}: ${samples.length}`)
        const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
        assert.ok(peak > 5_000, `${word}: ${peak}`)
      }
    const [voice] = voices
    assert.ok(voice)
    assert.equal(await say('anything', voice, tone), null)
  })

  test('are refused for a language that they do not speak', async () => {
    assert.ok('refused' in (await openVoices(folder, 'pl')))
    assert.ok('refused' in (await openVoices(folder, '../en')))
  })
})
