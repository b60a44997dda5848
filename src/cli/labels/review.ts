import { reviewReading, type ReviewedReading } from '../../manage/readings/review.ts'
import type { Decision } from '../../model/reading.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal, Result } from '../command.ts'
import { nameItem } from '../name-item.ts'
import { isRefused, readTextFlag } from '../read-flags.ts'
import { quoted, readingFacts } from './reading-facts.ts'

/** `incipit labels review ITEM`: keeps the archive's decision on the reading of an item. */
export const labelsReview: Command = {
  usage: 'labels review ITEM',
  summary: 'accepts or rejects the reading of an item, named by its id or as CORPUS REGION',
  flags: {
    accept: { type: 'boolean', meaning: 'the reading, or --text if it is given, is right' },
    text: { type: 'string', meaning: 'what the item says, in place of the reading' },
    reject: { type: 'boolean', meaning: 'no reading is wanted, and the item is not asked again' },
    reopen: { type: 'boolean', meaning: 'takes back the decision' },
    ...organisationFlag,
  },
  words: [1, 2],
  run: async (command, words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    const order = { ...options, item: nameItem(words) }
    return callUseCase(actingFor(command, flags), (context) => reviewReading(context, order), shown)
  },
}

type Options = { decision: Decision['decision']; text: string | null }

const decisions = ['accept', 'reject', 'reopen'] as const

function readOptions(flags: Flags): Options | Refusal {
  const [decision, ...others] = decisions.filter((one) => flags[one] === true)
  if (!decision || others.length > 0)
    return { refused: 'Give exactly one of --accept, --reject and --reopen.' }
  const text = readTextFlag(flags, 'text')
  if (text !== null && decision !== 'accept')
    return { refused: '--text can only be used with --accept.' }
  return { decision, text }
}

function shown({ corpus, decision: of, isSettled, reading, nowMs }: ReviewedReading): Result {
  const { itemId, decision, text } = of
  const facts = reading && readingFacts(reading, corpus.stopRules, nowMs)
  const now = reading ? `${quoted(reading.text)} ${reading.state}` : 'no reading yet'
  const outcome = isSettled ? now : 'decided; its reading changes when the corpus is settled'
  return {
    text: `${itemId}: ${outcome}.`,
    json: { item: itemId, decision, text, settled: isSettled, reading: facts },
  }
}
