import { cleanText } from '../../text/clean-text.ts'
import type { Item } from '../../model/item.ts'
import type { Decision, Reading } from '../../model/reading.ts'
import type { Command, Flags, OpenedStore, Refusal } from '../command.ts'
import { corpusLine, noSuchCorpus } from '../corpus/corpus-line.ts'
import { findItem } from '../corpus/find-item.ts'
import { quoted, readingFacts } from './reading-facts.ts'
import { isRefused } from '../read-flags.ts'
import { settleItemNow } from './settle-now.ts'
import { withStore } from '../with-store.ts'
import { kinds } from '../../kinds/kinds.ts'

const textCharsMax = 1_000
const classesToldMax = 10

/** `incipit labels review ITEM`: the archive's own word on the reading of an item. */
export const labelsReview: Command = {
  usage: 'labels review ITEM',
  summary: 'accepts or rejects the reading of an item, named by its id or as CORPUS REGION',
  flags: {
    accept: { type: 'boolean', meaning: 'the reading is right, or --text is' },
    text: { type: 'string', meaning: 'what the item says, in place of the reading' },
    reject: { type: 'boolean', meaning: 'no reading of it is wanted, and it is not asked again' },
    reopen: { type: 'boolean', meaning: 'takes back what was decided' },
  },
  words: [1, 2],
  run: async (context, words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    return withStore(context, async (store) => {
      const found = await findItem(store, words)
      if (isRefused(found)) return found
      const decided = await decide(store, { id: found.id, options, nowMs: context.clock() })
      if (isRefused(decided)) return decided
      const { itemId, corpus: name, decision, text } = decided
      const corpus = await store.corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const detail = `${decision}s the reading of ${itemId}${text === null ? '' : `: ${text}`}`
      await store.readings.decide(decided, corpusLine(context, 'decide', { corpus, detail }))
      const isSettled = await settleItemNow(context, store, decided)
      const reading = await store.readings.find(itemId)
      const facts = reading && readingFacts(reading, corpus.stopRules, context.clock())
      const now = reading ? `${quoted(reading.text)} ${reading.state}` : 'no reading yet'
      const told = isSettled ? now : 'decided; its reading follows when the corpus is settled'
      return {
        text: `${itemId}: ${told}.`,
        json: { item: itemId, decision, text, settled: isSettled, reading: facts },
      }
    })
  },
}

type Options = { decision: Decision['decision']; text: string | null }

const decisions = ['accept', 'reject', 'reopen'] as const

function readOptions(flags: Flags): Options | Refusal {
  const [decision, ...others] = decisions.filter((one) => flags[one] === true)
  if (!decision || others.length > 0)
    return { refused: 'Give one of --accept, --reject and --reopen.' }
  if (flags['text'] === undefined) return { decision, text: null }
  if (decision !== 'accept') return { refused: '--text goes with --accept alone.' }
  const text = cleanText(String(flags['text']))
  if (text === null) return { refused: '--text must say something; --reject wants no reading.' }
  return text.length > textCharsMax
    ? { refused: `--text has at most ${textCharsMax} characters.` }
    : { decision, text }
}

/** What is decided of an item; why it cannot be, as one sentence. */
async function decide(
  { readings, queue }: OpenedStore,
  { id, options, nowMs }: { id: string; options: Options; nowMs: number },
): Promise<Decision | Refusal> {
  const [evidence] = await readings.evidenceOf([id], nowMs)
  if (!evidence || evidence.labels.length === 0) return { refused: `Nobody has read “${id}” yet.` }
  const { item, decision: last } = evidence
  const refusal = checkItem(item) ?? (await checkClass(queue, item, options.text))
  if (refusal) return refusal
  const { decision } = options
  const reading = await readings.find(id)
  const text = decision === 'accept' ? (options.text ?? acceptedText(reading)) : null
  if (decision === 'accept' && text === null)
    return { refused: `There is no reading of “${id}” to accept; say with --text what it is.` }
  const standing = last?.decision ?? 'reopen'
  if (standing === decision && (last?.text ?? null) === text)
    return decision === 'reopen'
      ? { refused: `Nothing is decided of “${id}”.` }
      : { refused: `That is decided of “${id}” already.` }
  return { itemId: id, corpus: item.corpus, decision, text, decidedAtMs: nowMs }
}

function checkItem({ id, status, stage }: Item): Refusal | null {
  if (stage === 'dropped') return { refused: `“${id}” is taken down.` }
  return status === 'known'
    ? { refused: `The archive knows the text of “${id}”; correct it there and import it again.` }
    : null
}

// A class that no picture is known to be of is a slip of the pen: it would go home as a class of its own.
async function checkClass(
  queue: OpenedStore['queue'],
  { kind, corpus }: Item,
  text: string | null,
): Promise<Refusal | null> {
  if (kinds.get(kind)?.content !== 'class' || text === null) return null
  const counts = await queue.countClasses(corpus)
  const classes = counts.filter(({ known }) => known > 0).map(({ name }) => name)
  if (classes.includes(text)) return null
  const some = classes.slice(0, classesToldMax).map(quoted).join(', ')
  const more = classes.length > classesToldMax ? ' and others' : ''
  return { refused: `${quoted(text)} is no class of “${corpus}”; its classes are ${some}${more}.` }
}

// The text that the archive saw is kept: later labels must not make it another.
function acceptedText(reading: Reading | null): string | null {
  return reading && reading.text !== '' ? reading.text : null
}
