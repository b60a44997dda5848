import type { ImportReport } from '../../corpus/import/folder.ts'
import { cell } from '../print.ts'

/** The last line of a report if nothing was imported, with the most important reason; null if anything was. */
export function explainNothing(
  { pages, items, waiting, unfit, skipped }: ImportReport,
  { isDryRun }: { isDryRun: boolean },
): string | null {
  const { known, doubtful, unknown } = items
  if (pages + known + doubtful + unknown + waiting + unfit > 0) return null
  const nothing = isDryRun ? 'Nothing would come in' : 'Nothing came in'
  // Other files beside an archive's pages are seldom the reason.
  const reason = skipped.find(({ code }) => code !== 'other_file') ?? skipped[0]
  if (!reason) return `${nothing}: there is nothing there to be imported.`
  const others = skipped.length - 1
  const more = others > 0 ? ` (and ${others} more, above)` : ''
  return `${nothing}: ${cell(`${reason.what}: ${reason.why}`)}${more}.`
}
