import { wordsToSpeak } from '../src/corpus/synthetic/word-lists.ts'
import { audio } from '../src/kinds/audio/audio.ts'
import type { Kind } from '../src/kinds/kind.ts'
import { listening } from '../src/kinds/listening/listening.ts'
import { readClip } from '../src/model/clip.ts'
import { defaultTextPolicy } from '../src/model/corpus.ts'
import type { Speaker } from '../src/model/speaker.ts'
import { openEngines } from '../src/sound/speak.ts'
import { openVoices } from '../src/sound/voices.ts'
import { makeHuman, makeListening, type Asked } from './hearing-clips.ts'
import { featuresOf, nearest, type Features } from './hearing-match.ts'
import { pitchOf } from './hearing-pitch.ts'
import { hear, trainNet, type Found } from './hearing-net.ts'
import { hearWithSphinx, type HeardWord } from './hearing-sphinx.ts'
import { keepResult } from './services.ts'

/**
 * How many challenges by ear programs pass: pocketsphinx with its English model, told the list of words and how many are
 * said, with a split by pitch; a matcher of sounds that has the words as the same engine says them; and a small net that
 * learnt from 500 recordings as they are served, with their answers, and from nothing else. Needs Debian's
 * pocketsphinx, pocketsphinx-en-us, espeak-ng and asterisk-core-sounds-en-wav. With a number behind its name it makes so
 * many challenges of each, which shows that it runs, and keeps no result.
 */

const few = process.argv[2] === undefined ? null : Number(process.argv[2])
const count = { listening: few ?? 200, human: few ?? 120, learnt: few ?? 500 } as const
const said = 5
const asked = 2
const middling = { pitch: 0.5, speed: 0.5 }
/** Two words that end nearer to each other than this are one, heard twice. */
const apartFrames = 20

type Share = { passed: number; of: number; share: number; interval: [number, number] }

function shareOf(passes: readonly boolean[]): Share {
  const of = passes.length
  const passed = passes.filter(Boolean).length
  const [z, p] = [1.96, passed / of]
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  const rounded = (value: number): number => Math.round(Math.max(0, value) * 1_000) / 1_000
  return {
    passed,
    of,
    share: rounded(p),
    interval: [rounded(middle - half), rounded(middle + half)],
  }
}

function judgeAll(kind: Kind, all: readonly Asked[], answers: readonly string[]): Share {
  const { isRight } = kind.agreement(defaultTextPolicy)
  return shareOf(
    all.map(({ label }, n) => isRight({ given: answers[n] ?? '', keyword: null }, label)),
  )
}

// The words whose pitch is lowest, in the order in which they were said.
function lowest(samples: Int16Array, heard: readonly HeardWord[]): string {
  const pitched = heard.map((one) => ({
    ...one,
    pitch: pitchOf(samples.subarray(one.from, one.to)) ?? Infinity,
  }))
  const chosen = pitched.toSorted((a, b) => a.pitch - b.pitch).slice(0, asked)
  return inOrder(chosen.map(({ word, from }) => ({ word, at: from })))
}

function inOrder(words: readonly { word: string; at: number }[]): string {
  return words
    .toSorted((a, b) => a.at - b.at)
    .map(({ word }) => word)
    .join(' ')
}

// As if the split by voices never erred: whether both words are among those heard, in their order.
function hasBoth({ label }: Asked, heard: readonly HeardWord[]): boolean {
  const [first = '', second = ''] = label.split(' ')
  const words = heard.map(({ word }) => word)
  return words.includes(first) && words.lastIndexOf(second) > words.indexOf(first)
}

/** Lets a net learn from some recordings, and answer others: with so many words, or those that it is surer of than not. */
function answersOfNet(learnt: readonly Asked[], unheard: readonly Asked[], words: number | null) {
  const examples = learnt.map(({ samples, label }) => ({
    heard: hear(samples),
    words: label.toLowerCase().split(/\W+/).filter(Boolean),
  }))
  const net = trainNet(examples, 1)
  const isSure = ({ sureness }: Found): boolean => sureness > 0.5
  return unheard.map(({ samples }) => {
    const found = net(hear(samples)).toSorted((a, b) => b.sureness - a.sureness)
    return inOrder(words === null ? found.filter(isSure) : found.slice(0, words))
  })
}

type Template = { word: string; features: Features }

async function templatesOf(speaker: Speaker, words: readonly string[]): Promise<Template[]> {
  const templates: Template[] = []
  for (const voice of speaker.voices.filter(({ depth }) => depth === 'low'))
    for (const word of words) {
      const clip = await speaker.say(word, voice, middling)
      if (clip) templates.push({ word, features: featuresOf(readClip(clip)) })
    }
  return templates
}

// The two words of the low voices that are likest to parts of the recording.
function match({ samples }: Asked, templates: readonly Template[]): string {
  const recording = featuresOf(samples)
  const found = templates
    .map(({ word, features }) => ({ word, ...nearest(features, recording) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = found
  const next = found.find(
    ({ word, end }) => word !== best?.word && Math.abs(end - (best?.end ?? 0)) >= apartFrames,
  )
  return inOrder([best, next].flatMap((one) => (one ? [{ word: one.word, at: one.end }] : [])))
}

async function attack(name: string, speaker: Speaker | { refused: string }) {
  if ('refused' in speaker) throw new Error(speaker.refused)
  const words = speaker.words ?? wordsToSpeak('en')
  const made = await makeListening(speaker, count.listening + count.learnt)
  const learnt = made.asked.splice(count.listening)
  const recordings = made.asked.map(({ samples }) => samples)
  const heard = hearWithSphinx(recordings, { words, count: said })
  const alone = hearWithSphinx(made.words.slice(0, asked * count.listening), { words, count: 1 })
  const labels = made.asked.flatMap(({ label }) => label.split(' '))
  const templates = await templatesOf(speaker, words)
  const result = {
    pocketsphinx_list_and_pitch: judgeAll(
      listening,
      made.asked,
      heard.map((one, n) => lowest(recordings[n] ?? new Int16Array(), one)),
    ),
    pocketsphinx_list_told_the_voices: shareOf(
      made.asked.map((one, n) => hasBoth(one, heard[n] ?? [])),
    ),
    matcher: judgeAll(
      listening,
      made.asked,
      made.asked.map((one) => match(one, templates)),
    ),
    net: judgeAll(listening, made.asked, answersOfNet(learnt, made.asked, asked)),
    words_alone: shareOf(labels.map((label, n) => alone[n]?.[0]?.word === label)),
    words_as_served: shareOf(
      made.asked.flatMap(({ label }, n) =>
        label.split(' ').map((word) => heard[n]?.some((one) => one.word === word) === true),
      ),
    ),
  }
  console.log(name, JSON.stringify(result, null, 2))
  return result
}

const demonstration = await attack(
  'demonstration',
  await openVoices(new URL('../voices/', import.meta.url), 'en'),
)
const engine = await attack('engine', await openEngines('en'))
const human = await makeHuman(count.human, 1)
const transcripts = hearWithSphinx(
  human.map(({ samples }) => samples),
  null,
)
const recordings = judgeAll(
  audio,
  human,
  transcripts.map((heard) => heard.map(({ word }) => word).join(' ')),
)
console.log('recordings of a person', recordings)

// A fifth of the recordings is never learnt; of the others, each is heard again in a showing that was not.
const servings = Math.ceil(count.learnt / (0.8 * human.length))
const all = await makeHuman(count.human, servings + 1)
const isNew = (n: number): boolean => Math.floor(n / (servings + 1)) % 5 === 0
const isLast = (n: number): boolean => n % (servings + 1) === servings
const learntFrom = all.filter((_, n) => !isNew(n) && !isLast(n)).slice(0, count.learnt)
const again = all.filter((_, n) => !isNew(n) && isLast(n))
const fresh = all.filter((_, n) => isNew(n) && isLast(n))
const ofNet = answersOfNet(learntFrom, [...again, ...fresh], null)
const net = {
  recordings_it_knows: judgeAll(audio, again, ofNet.slice(0, again.length)),
  recordings_it_does_not_know: judgeAll(audio, fresh, ofNet.slice(again.length)),
}
console.log('recordings of a person, heard by a net', net)
if (few === null)
  keepResult({
    bench: 'hearing',
    demonstration,
    engine,
    recordings: { pocketsphinx: recordings, ...net },
  })
