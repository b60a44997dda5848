import type { ReportedItem, Review } from '../../model/report.ts'
import type { Command, CommandContext, Flags, OpenedStore, Refusal } from '../command.ts'
import { corpusLine, noSuchCorpus } from './corpus-line.ts'
import { cell } from '../print.ts'
import { withStore, withStoreLock } from '../with-store.ts'

const itemsShownMax = 1_000
const itemsAtOnceMax = 1_000

/** `incipit corpus reports NAME`: the items that visitors reported and that wait for a review. */
export const corpusReports: Command = {
  usage: 'corpus reports NAME',
  summary: `lists reported items that are waiting for a review, ${itemsShownMax} at most`,
  flags: {},
  words: [1, 1],
  run: (context, [name = '']) =>
    withStore(context, async ({ corpora, reports }) => {
      if (!(await corpora.find(name))) return noSuchCorpus(name)
      const shown = (await reports.listReported(name, '', itemsShownMax)).map(factsOf)
      const lines = shown.map(
        ({ item, origin, region, box, unreadable, inappropriate }) =>
          `${item}  ${cell(origin)}  ${cell(region)}  ${box.x},${box.y} ${box.width}×${box.height}: ${unreadable} unreadable, ${inappropriate} inappropriate`,
      )
      return { text: lines.join('\n') || 'Nothing waits for a review.', json: shown }
    }),
}

/** `incipit corpus review ITEM…`: shows reported items again, or never again. */
export const corpusReview: Command = {
  usage: 'corpus review ITEM…',
  summary: 'shows reported items again, or never again',
  flags: {
    keep: { type: 'boolean', meaning: 'show them again; their reports are counted from zero' },
    drop: { type: 'boolean', meaning: 'never show them again' },
    corpus: {
      type: 'string',
      meaning: 'all that are waiting in this corpus, instead of single items',
    },
  },
  words: [0, itemsAtOnceMax],
  run: async (context, words, flags) => {
    const review = readReview(flags)
    if (typeof review === 'object') return review
    return withStoreLock(context, async (store) => {
      const ids = await idsToReview(store, words, flags)
      if ('refused' in ids) return ids
      for (const id of ids) {
        const refusal = await reviewItem(context, store, { id, review })
        if (refusal) return refusal
      }
      const fate = review === 'keep' ? 'shown again' : 'never shown again'
      return { text: `${ids.length} items are ${fate}.`, json: { review, items: ids } }
    })
  },
}

function factsOf({ item, origin, counts }: ReportedItem) {
  return {
    item: item.id,
    status: item.status,
    label: item.label,
    origin,
    region: item.region,
    box: item.box,
    ...counts,
  }
}

function readReview({ keep, drop }: Flags): Review | Refusal {
  if ((keep === true) === (drop === true)) return { refused: 'Give either --keep or --drop.' }
  return keep === true ? 'keep' : 'drop'
}

async function idsToReview(
  { corpora, reports }: OpenedStore,
  words: readonly string[],
  { corpus }: Flags,
): Promise<readonly string[] | Refusal> {
  if ((corpus === undefined) === (words.length === 0))
    return { refused: 'Name the items, or with --corpus the corpus whose items all are meant.' }
  if (corpus === undefined) return [...new Set(words)]
  const name = String(corpus)
  if (!(await corpora.find(name))) return noSuchCorpus(name)
  return (await reports.listReported(name, '', itemsAtOnceMax)).map(({ item }) => item.id)
}

async function reviewItem(
  context: CommandContext,
  { items, corpora, reports }: OpenedStore,
  { id, review }: { id: string; review: Review },
): Promise<Refusal | null> {
  const corpus = await corpora.find((await items.find(id))?.corpus ?? '')
  if (!corpus) return { refused: `No item “${id}” waits for a review.` }
  const line = corpusLine(context, 'review', { corpus, detail: `${review}s the item ${id}` })
  const waited = await reports.reviewItem(id, review, line)
  return waited ? null : { refused: `No item “${id}” waits for a review.` }
}
