import { boxOf, type Box } from '../../model/region.ts'
import { listReported, reportedMax } from '../../manage/corpora/list-reported.ts'
import { reviewReported, type ReportsReview } from '../../manage/corpora/review.ts'
import type { ReportedItem, Review } from '../../model/report.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal, Result } from '../command.ts'
import { cell } from '../print.ts'

/** `incipit corpus reports NAME`: lists reported items that are waiting for a review. */
export const corpusReports: Command = {
  usage: 'corpus reports NAME',
  summary: `lists reported items that are waiting for a review, ${reportedMax} at most`,
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(actingFor(command, flags), (context) => listReported(context, { name }), shownAll),
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
    ...organisationFlag,
  },
  words: [0, reportedMax],
  run: async (command, words, flags) => {
    const review = readReview(flags)
    if (typeof review === 'object') return review
    const of = readItems(words, flags)
    if ('refused' in of) return of
    return callUseCase(
      actingFor(command, flags),
      (context) => reviewReported(context, { review, of }),
      ({ ids }) => {
        const fate = review === 'keep' ? 'shown again' : 'never shown again'
        return { text: `${ids.length} items are ${fate}.`, json: { review, items: ids } }
      },
    )
  },
}

function shownAll(reported: readonly ReportedItem[]): Result {
  const json = reported.map(factsOf)
  const lines = json.map(
    ({ item, origin, region, box, ...counts }) =>
      `${item}  ${cell(origin)}  ${cell(region)}  ${placeText(box)}: ${counts.unreadable} unreadable, ${counts.inappropriate} inappropriate`,
  )
  return { text: lines.join('\n') || 'No reported item is waiting for a review.', json }
}

function factsOf({ item, origin, counts }: ReportedItem) {
  return {
    item: item.id,
    status: item.status,
    label: item.label,
    origin,
    region: item.regionName,
    box: boxOf(item.region),
    ...counts,
  }
}

function readReview({ keep, drop }: Flags): Review | Refusal {
  if ((keep === true) === (drop === true)) return { refused: 'Give either --keep or --drop.' }
  return keep === true ? 'keep' : 'drop'
}

function readItems(items: readonly string[], { corpus }: Flags): ReportsReview['of'] | Refusal {
  if ((corpus === undefined) === (items.length === 0))
    return {
      refused: 'Name the items, or name a corpus with --corpus to review all its reported items.',
    }
  return corpus === undefined ? { items } : { corpus: String(corpus) }
}

function placeText(box: Box | null): string {
  return box ? `${box.x},${box.y} ${box.width}×${box.height}` : 'no place on a picture'
}
