import { boxOf, type Box } from '../../model/region.ts'
import { instantOf } from '../../manage/instants.ts'
import {
  listReported,
  reportedMax,
  type ReportedItems,
} from '../../manage/corpora/list-reported.ts'
import { reviewReported, type ReportsReview } from '../../manage/corpora/review.ts'
import { undoReports, type UndoOrder } from '../../manage/corpora/undo-reports.ts'
import { undoCommandOf, type ReportedItem, type Review } from '../../model/report.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, CommandContext, Flags, Refusal, Result } from '../command.ts'
import { counted } from '../counted.ts'
import { cell } from '../print.ts'
import { readInstant } from '../read-instant.ts'

/** `incipit corpus reports NAME`: lists reported items that are waiting for a review or still shown. */
export const corpusReports: Command = {
  usage: 'corpus reports NAME',
  summary: `lists the items that visitors reported: those waiting for a review, then those still shown, ${reportedMax} each at most`,
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(actingFor(command, flags), (context) => listReported(context, { name }), shownAll),
}

/** `incipit corpus review ITEM…`: shows reported items again, or never again, or undoes the reports of a period. */
export const corpusReview: Command = {
  usage: 'corpus review ITEM…',
  summary: 'shows reported items again, or never again; or undoes the reports of a period',
  flags: {
    keep: { type: 'boolean', meaning: 'show them again; their reports are counted from zero' },
    drop: { type: 'boolean', meaning: 'never show them again' },
    corpus: {
      type: 'string',
      meaning: 'all that are waiting in this corpus, instead of single items',
    },
    undo: {
      type: 'boolean',
      meaning:
        'with --corpus and --from: show again what was taken out, and count none of the reports',
    },
    from: { type: 'string', meaning: 'undo reports since this time, such as 2030-01-01T08:00Z' },
    to: { type: 'string', meaning: 'undo reports before this time; now if not given' },
    ...organisationFlag,
  },
  words: [0, reportedMax],
  run: async (command, words, flags) => {
    if (flags['undo'] === true || flags['from'] !== undefined || flags['to'] !== undefined)
      return undo(command, words, flags)
    const review = readReview(flags)
    if (typeof review === 'object') return review
    const of = readItems(words, flags)
    if ('refused' in of) return of
    return callUseCase(
      actingFor(command, flags),
      (context) => reviewReported(context, { review, of }),
      ({ ids }) => {
        const fate = review === 'keep' ? 'shown again' : 'never shown again'
        return { text: `${itemsAre(ids)} ${fate}.`, json: { review, items: ids } }
      },
    )
  },
}

async function undo(
  command: CommandContext,
  words: readonly string[],
  flags: Flags,
): Promise<Result> {
  const order = readUndo(words, flags)
  if ('refused' in order) return order
  return callUseCase(
    actingFor(command, flags),
    (context) => undoReports(context, order),
    ({ ids, reports, fromMs, toMs }) => ({
      text: `${counted(reports, 'report')} ${reports === 1 ? 'is' : 'are'} undone. ${itemsAre(ids)} shown again.`,
      json: {
        corpus: order.name,
        from: instantOf(fromMs),
        to: instantOf(toMs),
        reports,
        items: ids,
      },
    }),
  )
}

function itemsAre(ids: readonly string[]): string {
  return `${counted(ids.length, 'item')} ${ids.length === 1 ? 'is' : 'are'}`
}

function readUndo(words: readonly string[], flags: Flags): UndoOrder | Refusal {
  const { undo: isUndo, keep, drop, corpus, from, to } = flags
  if (isUndo !== true || keep === true || drop === true)
    return { refused: '--from and --to belong to --undo, which --keep and --drop exclude.' }
  if (words.length > 0 || corpus === undefined || from === undefined)
    return { refused: 'Name a corpus with --corpus and the start of a period with --from.' }
  const fromMs = readInstant(String(from))
  const toMs = to === undefined ? null : readInstant(String(to))
  if (fromMs === null || (to !== undefined && toMs === null))
    return { refused: '--from and --to must be times such as 2030-01-01T08:00Z, or days (UTC).' }
  if (toMs !== null && toMs <= fromMs) return { refused: '--from must be before --to.' }
  return { name: String(corpus), fromMs, toMs }
}

function shownAll({ corpus, waiting, shown, wave }: ReportedItems): Result {
  const json = [...waiting, ...shown].map(factsOf)
  const lines = json.map(
    ({ item, origin, region, box, is_shown: isShown, ...counts }) =>
      `${item}  ${cell(origin)}  ${cell(region)}  ${placeText(box)}: ${counts.unreadable} unreadable, ${counts.inappropriate} inappropriate${isShown ? '; still shown' : ''}`,
  )
  const warning = wave
    ? [
        `A wave of ${wave.reports} reports came from ${instantOf(wave.fromMs)} to ${instantOf(wave.toMs)}. To undo it: ${undoCommandOf(corpus, wave)}`,
      ]
    : []
  return {
    text: [...warning, ...lines].join('\n') || 'No reported item is waiting for a review.',
    json,
  }
}

function factsOf({ item, origin, counts }: ReportedItem) {
  return {
    is_shown: item.stage !== 'reported',
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
  if ((keep === true) === (drop === true))
    return {
      refused: 'Give one of these: --keep, --drop, or --undo with --corpus and --from.',
    }
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
