import { prepareImport, runImport, type ImportDone } from '../manage/corpora/import.ts'
import { readAskedImport } from '../manage/jobs/asked-import.ts'
import type { JobKind } from './kind.ts'
import { JobStopped } from './turn.ts'
import { contextForUseCase } from './use-case.ts'

/** Imports what was asked for. One that was interrupted goes on after the pictures that it has imported. */
export const importJob: JobKind = {
  lane: 'bulk',
  plan: null,
  run: async (run, context) => {
    const asked = readAskedImport(run.input)
    if (!asked || asked.terms.corpus !== run.corpus)
      return { refused: 'What was to be imported cannot be read; ask for it again.' }
    const acting = await contextForUseCase(context, run, asked)
    if (!acting) return { refused: 'The organisation that it was for is gone.' }
    const prepared = await prepareImport(acting, { ...asked, organisationName: null })
    if ('refused' in prepared) return { refused: context.explain(prepared) }
    const done = await runImport(acting, prepared)
    // What was stopped says so as a refusal.
    if ('refused' in done && run.isStopped()) throw new JobStopped()
    return 'refused' in done ? { refused: context.explain(done) } : { done: summaryOf(done) }
  },
}

function summaryOf({ reports, canAsk }: ImportDone): string {
  const sum = (countOf: (report: ImportDone['reports'][number]) => number): number =>
    reports.reduce((total, report) => total + countOf(report), 0)
  const skipped = sum(({ skipped: rows }) => rows.reduce((total, { count }) => total + count, 0))
  const counts = [
    `${sum(({ pages }) => pages)} pages and images`,
    `${sum(({ added }) => added)} new items`,
    `${skipped} skipped`,
    ...(canAsk ? [] : ['too few known items for a challenge']),
  ]
  return counts.join(', ')
}
