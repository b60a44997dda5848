import type { AlbumClass } from '../../corpus/survey/album.ts'
import type { ImportReport } from '../../corpus/import/folder.ts'
import { skipReasons, type SkipCode, type Skipped } from '../../corpus/import/skips.ts'
import type { ImportDone } from '../../manage/corpora/import.ts'
import type { Result } from '../command.ts'
import { cell } from '../print.ts'
import {
  canaryLines,
  exposureFacts,
  exposureLines,
  knownFacts,
  knownLines,
} from './exposure-lines.ts'
import { explainNothing } from './explain-nothing.ts'

const rowsShownMax = 3

/** The report of an import, as a table for people and as one JSON value. */
export function describeReport(
  reports: readonly ImportReport[],
  { isDryRun, canAsk, exposure, outlook }: { isDryRun: boolean } & Omit<ImportDone, 'reports'>,
): Result {
  const total = addUp(reports)
  const { items, skipped } = total
  const lines = [
    isDryRun
      ? `What an import into “${total.corpus}” would do:`
      : `Imported into “${total.corpus}”:`,
    `  pages and images   ${total.pages}`,
    `  items known        ${items.known}`,
    `  items doubtful     ${items.doubtful}`,
    `  items unknown      ${items.unknown}`,
    `  waiting            ${total.waiting}  (lines too long to be asked of a visitor)`,
    ...(total.cut > 0
      ? [`  cut out            ${total.cut}  (words of such lines, counted as items above)`]
      : []),
    `  unfit              ${total.unfit}  (too short, or not to be typed by a visitor)`,
    `  new in the store   ${total.added}`,
    ...(total.revised > 0 ? [`  readings revised   ${total.revised}`] : []),
    ...(total.corrected > 0 ? [`  rights corrected   ${total.corrected}`] : []),
    ...classLines(total.classes),
    `  seconds            ${total.seconds.toFixed(1)}`,
    `  skipped            ${countOf(skipped)}`,
    ...skipLines(skipped),
  ]
  if (!canAsk && !isDryRun)
    lines.push(
      'Warning: this corpus has too few known items for a challenge. Import some with their readings.',
    )
  if (exposure && canAsk && !isDryRun) lines.push(...exposureLines(exposure))
  const needs = outlook ?? (isDryRun ? null : exposure?.needs)
  if (outlook) lines.push(...knownLines(outlook))
  if (needs) lines.push(...canaryLines(needs))
  const nothing = explainNothing(total, { isDryRun })
  if (nothing !== null) lines.push(nothing)
  return {
    text: lines.join('\n'),
    json: {
      ...total,
      can_ask: canAsk,
      dry_run: isDryRun,
      exposure: exposure && exposureFacts(exposure),
      outlook: outlook && knownFacts(outlook),
    },
  }
}

// If a whole folder has one fault, its rows would hide all others. So each reason gets a few lines, the
// commonest first.
function skipLines(skipped: readonly Skipped[]): string[] {
  const groups = Map.groupBy(skipped, ({ code }) => code)
  const counted = [...groups].map(([code, rows]) => ({ code, rows, count: countOf(rows) }))
  return counted
    .toSorted((a, b) => b.count - a.count)
    .flatMap(({ code, rows }) => [
      ...rows.slice(0, rowsShownMax).map(skipLine),
      ...restLine(code, rows.slice(rowsShownMax)),
    ])
}

function skipLine({ what, why, count }: Skipped): string {
  return `    ${cell(`${what}: ${why}`)}${count > 1 ? ` (${count})` : ''}`
}

function restLine(code: SkipCode, rows: readonly Skipped[]): string[] {
  return rows.length === 0
    ? []
    : [`    … and ${countOf(rows)} more: ${skipReasons[code]}; --json lists them`]
}

function countOf(rows: readonly Skipped[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}

const unevenAbove = 10

// The largest and the smallest class: if their sizes are far apart, the few pictures of the small one are
// soon known by heart.
function classLines(classes: readonly AlbumClass[]): string[] {
  const [most, fewest] = [classes[0], classes.at(-1)]
  if (!most || !fewest) return []
  const size = ({ known, doubtful }: AlbumClass): number => known + doubtful
  const describe = (one: AlbumClass): string => `${size(one)} “${cell(one.label)}”`
  const isUneven = size(most) > unevenAbove * size(fewest)
  const warning = isUneven ? '; uneven: more pictures of the rare ones would help' : ''
  return [
    `  classes            ${classes.length}  (from ${describe(most)} to ${describe(fewest)}${warning})`,
  ]
}

function addClasses(counts: readonly AlbumClass[]): AlbumClass[] {
  const sums = new Map<string, AlbumClass>()
  for (const { label, known, doubtful } of counts) {
    const before = sums.get(label) ?? { label, known: 0, doubtful: 0 }
    sums.set(label, { label, known: before.known + known, doubtful: before.doubtful + doubtful })
  }
  return [...sums.values()].toSorted((a, b) => b.known + b.doubtful - a.known - a.doubtful)
}

function addUp(reports: readonly ImportReport[]): ImportReport {
  const sum = (of: (report: ImportReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0)
  return {
    corpus: reports[0]?.corpus ?? '',
    pages: sum((report) => report.pages),
    items: {
      known: sum((report) => report.items.known),
      doubtful: sum((report) => report.items.doubtful),
      unknown: sum((report) => report.items.unknown),
    },
    cut: sum((report) => report.cut),
    waiting: sum((report) => report.waiting),
    unfit: sum((report) => report.unfit),
    added: sum((report) => report.added),
    revised: sum((report) => report.revised),
    corrected: sum((report) => report.corrected),
    classes: addClasses(reports.flatMap((report) => report.classes)),
    skipped: reports.flatMap((report) => report.skipped),
    seconds: sum((report) => report.seconds),
  }
}
