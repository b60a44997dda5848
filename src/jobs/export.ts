import { exportReadings } from '../manage/exports/export-readings.ts'
import { isThatExport } from '../manage/exports/find-export.ts'
import { readAskedExport } from '../manage/jobs/asked-export.ts'
import type { JobKind } from './kind.ts'
import { contextForUseCase } from './use-case.ts'

/** Writes the export that was asked for. One that was interrupted has left nothing, and begins again. */
export const exportJob: JobKind = {
  lane: 'bulk',
  plan: null,
  run: async (run, context) => {
    const asked = readAskedExport(run.input)
    if (!asked || asked.corpus !== run.corpus)
      return { refused: 'What was to be exported cannot be read; ask for it again.' }
    const acting = await contextForUseCase(context, run, asked)
    if (!acting) return { refused: 'The organisation that it was for is gone.' }
    const { path } = asked
    const out = await context.openOut(path)
    if ('refused' in out)
      return (await isThatExport(acting, asked))
        ? { done: `${path} is whole already` }
        : { refused: out.refused }
    const report = await exportReadings(acting, { ...asked, out })
    if ('refused' in report) return { refused: context.explain(report) }
    const { accepted } = report.readings
    return { done: `${report.files} files with ${accepted} accepted readings in ${path}` }
  },
}
