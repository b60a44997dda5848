import { resolve } from 'node:path'
import type { ExportReport } from '../../corpus/formats/write/export.ts'
import { exportFormatNames, exportFormats } from '../../corpus/formats/write/formats.ts'
import { runInOwnProcess } from '../../jobs/own-process.ts'
import { progressText } from '../../jobs/progress-text.ts'
import type { Context } from '../../manage/context.ts'
import { findCorpus } from '../../manage/corpora/find.ts'
import { exportReadings } from '../../manage/exports/export-readings.ts'
import type { ExportRequest } from '../../manage/jobs/asked-export.ts'
import { requestExport } from '../../manage/jobs/request-export.ts'
import type { Refused } from '../../manage/refused.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal, Result } from '../command.ts'
import { queueFlag, describeQueued } from '../queued.ts'
import { isRefused } from '../read-flags.ts'
import { sentenceOf } from '../refusal-sentences.ts'

/** `incipit labels export`: writes the readings of a corpus into a folder for the archive. */
export const labelsExport: Command = {
  usage: 'labels export',
  summary: 'writes the readings of a corpus into a new folder, in the format of the archive',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    format: { type: 'string', isRequired: true, meaning: exportFormatNames.join(', ') },
    out: {
      type: 'string',
      isRequired: true,
      meaning: 'the folder to write; it must be new or empty',
    },
    which: {
      type: 'string',
      meaning:
        'gold: accepted readings whose quarantine is over; all: also doubtful ones, marked as such [gold]',
    },
    'base-url': { type: 'string', meaning: 'where the folder will be published, for annotations' },
    queue: queueFlag,
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    if (flags['queue'] === true) {
      const request = { ...options, path: resolve(options.path) }
      return callUseCase(
        actingFor(command, flags),
        (context) => requestExport(context, request),
        describeQueued,
      )
    }
    return callUseCase(
      actingFor(command, flags),
      (context) => exportInTurn(context, options),
      (report) => describe(report, options.path),
    )
  },
}

/** How often to try, four times a second, while another process exports the same corpus. */
const triesMax = 40

function readOptions(flags: Flags): ExportRequest | Refusal {
  const text = (flag: string): string => String(flags[flag] ?? '').trim()
  const format = exportFormats.find(({ name }) => name === text('format'))
  if (text('corpus') === '') return { refused: 'Name the corpus to export with --corpus NAME.' }
  if (text('format') === '')
    return { refused: `Name the format with --format: ${exportFormatNames.join(', ')}.` }
  if (!format)
    return {
      refused: `--format must be one of ${exportFormatNames.join(', ')}, not “${text('format')}”.`,
    }
  if (text('out') === '') return { refused: 'Name the folder to write with --out FOLDER.' }
  const which = text('which') || 'gold'
  if (which !== 'gold' && which !== 'all')
    return { refused: `--which must be gold or all, not “${which}”.` }
  const base = text('base-url')
  if (base !== '' && (!/^https?:\/\//.test(base) || !URL.canParse(base)))
    return { refused: '--base-url must begin with http:// or https://.' }
  const baseUrl = base === '' ? null : new URL(base).href.replace(/\/*$/, '/')
  return { corpus: text('corpus'), format, which, path: text('out'), baseUrl }
}

// A folder that cannot be written is refused before there is a job.
async function exportInTurn(
  context: Context,
  { path, ...options }: ExportRequest,
): Promise<ExportReport | Refused> {
  const { corpus, format, which, baseUrl } = options
  const found = await findCorpus(context, corpus)
  if ('refused' in found) return found
  const out = await context.openOut(path)
  if ('refused' in out) return { refused: 'no_out_folder', why: out.refused }
  const input = { organisation: found.organisation, format: format.name, which, baseUrl, path }
  const report = await runInOwnProcess(
    context,
    { kind: 'export', corpus, input, triesMax, dueInMs: null },
    async (store, { announce }) => {
      const onProgress: Context['onProgress'] = (progress) => {
        announce(progressText(progress))
        context.onProgress(progress)
      }
      const done = await exportReadings({ ...context, store, onProgress }, { ...options, out })
      // The list of jobs shows the reason as a sentence.
      return 'refused' in done ? { refused: sentenceOf(done), why: done } : done
    },
  )
  if (report !== 'busy' && report !== 'cancelled') return 'why' in report ? report.why : report
  await out.abandon()
  return { refused: report === 'busy' ? 'export_busy' : 'export_cancelled', corpus }
}

const missedShownMax = 100

function describe(report: ExportReport, path: string): Result {
  const { accepted, provisional, contested, unreadable, rejected } = report.readings
  const { missed, missedCount, heldBack, withdrawn, doubts } = report
  const lines = [
    `Exported “${report.corpus}” as ${report.format} into ${path}:`,
    `  files      ${report.files}`,
    `  readings   ${accepted} accepted, ${provisional} provisional, ${contested} contested, ${unreadable} unreadable, ${rejected} rejected`,
    `  held back  ${heldBack} accepted, in quarantine`,
    `  withdrawn  ${withdrawn}${withdrawn === 0 ? '' : ' (withdrawn.csv)'}`,
    `  doubts     ${doubts}${doubts === 0 ? '' : ' (doubts.csv)'}`,
    `  sources    ${report.sources}`,
    `  licences   ${report.licences.join(', ')}`,
    ...(report.isStale
      ? [
          `  note       its readings are out of date: run \`incipit labels settle\`, then export again`,
        ]
      : []),
    ...(report.isStopped
      ? [
          `  note       acceptance is stopped; \`incipit labels health --corpus ${report.corpus}\` says why`,
        ]
      : []),
    `  left out   ${missedCount}`,
    ...missed.slice(0, missedShownMax).map(({ what, why }) => `    ${what}: ${why}`),
  ]
  return { text: lines.join('\n'), json: { ...report, out: path } }
}
