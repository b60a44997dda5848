import { readingStates, type ReadItem, type Reading } from '../../model/reading.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { noSuchCorpus } from '../corpus/corpus-line.ts'
import { cell } from '../print.ts'
import { alternativesText, publishing, quoted, shareText } from './reading-facts.ts'
import { isRefused, readWhole } from '../read-flags.ts'
import { withStore } from '../with-store.ts'

const shownMax = 1_000
const shownByDefault = 50

/** `incipit labels list`: readings of a corpus in one state, with what else was read. */
export const labelsList: Command = {
  usage: 'labels list',
  summary: 'lists readings of a corpus in one state, such as those that wait for a review',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    state: { type: 'string', meaning: `${readingStates.join(', ')} [contested]` },
    limit: { type: 'string', meaning: `how many, at most ${shownMax} [${shownByDefault}]` },
    after: { type: 'string', meaning: 'the item behind which to go on' },
  },
  words: [0, 0],
  run: async (context, _words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    const { name, state, limit, after } = options
    return withStore(context, async ({ corpora, readings }) => {
      const corpus = await corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const read = (await readings.list(name, state, after, limit)).flatMap(withReading)
      const next = read.length < limit ? null : (read.at(-1)?.item.id ?? null)
      const nowMs = context.clock()
      const shown = read.map(({ item, reading }) => ({
        item: item.id,
        region: item.region,
        archive: { status: item.status, text: item.label },
        text: reading.text,
        confidence: reading.confidence,
        alternatives: reading.alternatives,
        answers: reading.answers,
        networks: reading.networks,
        ...publishing(reading, corpus.stopRules, nowMs),
      }))
      const more = next === null ? [] : [`There may be more: --after ${cell(next)}`]
      const lines = read.map(lineOf)
      return {
        text: [...lines, ...more].join('\n') || `No reading of “${name}” is ${state}.`,
        json: { corpus: name, state, readings: shown, next },
      }
    })
  },
}

type Listed = ReadItem & { reading: Reading }

function withReading(read: ReadItem): Listed[] {
  return read.reading ? [{ ...read, reading: read.reading }] : []
}

function lineOf({ item, reading }: Listed): string {
  return `${cell(item.id)}  ${cell(item.region)}  ${quoted(reading.text)} ${shareText(reading.confidence)}, else ${alternativesText(reading)}; ${reading.answers} answers`
}

type Options = { name: string; state: Reading['state']; limit: number; after: string }

function readOptions(flags: Flags): Options | Refusal {
  const name = String(flags['corpus'] ?? '')
  if (name === '') return { refused: 'Say which corpus, with --corpus NAME.' }
  const given = String(flags['state'] ?? 'contested')
  const state = readingStates.find((one) => one === given)
  if (!state)
    return { refused: `--state must be one of ${readingStates.join(', ')}, not “${given}”.` }
  const limit = readWhole(flags, 'limit', [1, shownMax])
  if (isRefused(limit)) return limit
  return { name, state, limit: limit ?? shownByDefault, after: String(flags['after'] ?? '') }
}
