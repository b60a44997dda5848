import { readableItems } from '../../corpus/formats/write/given-items.ts'
import type { Item } from '../../model/item.ts'
import type { ReadingEvent } from '../../model/reading.ts'
import type { Command, Refusal } from '../command.ts'
import { noSuchCorpus } from '../corpus/corpus-line.ts'
import { instantOf } from '../../manage/instants.ts'
import { cell } from '../print.ts'
import { quoted } from './reading-facts.ts'
import { isRefused } from '../read-flags.ts'
import { withStore } from '../with-store.ts'

const shownMax = 1_000
const sinceDays = '30'
const dayMs = 86_400_000

/** `incipit labels changes`: readings that were accepted once and are not, or are another now. */
export const labelsChanges: Command = {
  usage: 'labels changes',
  summary: 'lists readings that were accepted and have been withdrawn or changed since',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    since: {
      type: 'string',
      meaning: `a day such as 2030-01-01, or a number of days back [${sinceDays}]`,
    },
  },
  words: [0, 0],
  run: async (context, _words, flags) => {
    const name = String(flags['corpus'] ?? '')
    if (name === '') return { refused: 'Say which corpus, with --corpus NAME.' }
    const fromMs = readSince(String(flags['since'] ?? sinceDays), context.clock())
    if (isRefused(fromMs)) return fromMs
    return withStore(context, async (store) => {
      if (!(await store.corpora.find(name))) return noSuchCorpus(name)
      const events = await store.readings.listWithdrawn(name, fromMs, shownMax)
      const ids = events.map(({ itemId }) => itemId)
      const items = await readableItems(store.readings, ids, context.clock())
      const changes = events.flatMap((event) => {
        const item = items.get(event.itemId)
        return item ? [changeOf(event, item)] : []
      })
      const nothing = `No accepted reading of “${name}” has changed since ${instantOf(fromMs)}.`
      const last = events.length === shownMax ? events.at(-1) : undefined
      const more = last ? [`There may be more, from ${instantOf(last.atMs)} on.`] : []
      const lines = changes.map(
        (of) =>
          `${of.at}  ${cell(of.region)}  ${quoted(of.was_text ?? '')} → ${quoted(of.now_text)} ${of.state}  (${of.cause})`,
      )
      return { text: [...lines, ...more].join('\n') || nothing, json: changes }
    })
  },
}

function changeOf(event: ReadingEvent, { region }: Item) {
  return {
    at: instantOf(event.atMs),
    item: event.itemId,
    region,
    was_text: event.wasText,
    now_text: event.text,
    state: event.state,
    confidence: event.confidence,
    cause: event.cause,
  }
}

function readSince(given: string, now: number): number | Refusal {
  if (/^\d{1,4}$/.test(given)) return now - Number(given) * dayMs
  const ms = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN
  // A day that its month does not have would become one of the next.
  return Number.isNaN(ms) || !instantOf(ms).startsWith(given)
    ? { refused: `--since must be a day such as 2030-01-01 or a number of days, not “${given}”.` }
    : ms
}
