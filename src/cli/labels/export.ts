import { runInOwnProcess } from '../../jobs/own-process.ts'
import type { ExportFormat } from '../../corpus/formats/write/format.ts'
import { exportFormatNames, exportFormats } from '../../corpus/formats/write/formats.ts'
import { exportCorpus, type ExportReport } from '../../corpus/formats/write/export.ts'
import type { Command, CommandContext, Flags, OpenedStore, Refusal, Result } from '../command.ts'
import { noSuchCorpus } from '../corpus/corpus-line.ts'
import { isRefused } from '../read-flags.ts'
import { withStore } from '../with-store.ts'

/** `incipit labels export`: gives the archive its readings. */
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
        'gold: accepted readings out of quarantine; all: also those in doubt, with it [gold]',
    },
    'base-url': { type: 'string', meaning: 'where the folder will be published, for annotations' },
  },
  words: [0, 0],
  run: async (context, _words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    return withStore(context, (store) => exportOptions(context, store, options))
  },
}

/** Another export of the same corpus is waited for this often, four times a second. */
const triesMax = 40

type Options = {
  name: string
  format: ExportFormat
  which: 'gold' | 'all'
  out: string
  baseUrl: string | null
}

function readOptions(flags: Flags): Options | Refusal {
  const text = (flag: string): string => String(flags[flag] ?? '').trim()
  const format = exportFormats.find(({ name }) => name === text('format'))
  if (text('corpus') === '') return { refused: 'Say which corpus to export, with --corpus NAME.' }
  if (!format) return { refused: `--format must be one of ${exportFormatNames.join(', ')}.` }
  if (text('out') === '') return { refused: 'Say which folder to write, with --out FOLDER.' }
  const which = text('which') || 'gold'
  if (which !== 'gold' && which !== 'all') return { refused: '--which must be gold or all.' }
  const base = text('base-url')
  if (base !== '' && (!/^https?:\/\//.test(base) || !URL.canParse(base)))
    return { refused: '--base-url must begin with http:// or https://.' }
  const baseUrl = base === '' ? null : new URL(base).href.replace(/\/*$/, '/')
  return { name: text('corpus'), format, which, out: text('out'), baseUrl }
}

async function exportOptions(
  context: CommandContext,
  store: OpenedStore,
  { name, out: path, ...options }: Options,
): Promise<Result> {
  const corpus = await store.corpora.find(name)
  if (!corpus) return noSuchCorpus(name)
  const out = await context.openOut(path)
  if ('refused' in out) return out
  const { showProgress, version, clock, kinds } = context
  const { format, which, baseUrl } = options
  const input = { format: format.name, which, baseUrl, out: path }
  const report = await runInOwnProcess(
    { ...context, store },
    { kind: 'export', corpus: name, input, triesMax, dueInMs: null },
    (paced, { tell }) => {
      const onProgress = (done: number): void => {
        tell(`${done} exported`)
        showProgress?.(`${done} exported`)
      }
      return exportCorpus(
        { ...options, corpus, out, version, onProgress },
        { ...paced, clock, kinds },
      )
    },
  )
  showProgress?.('')
  if (!report) {
    await out.abandon()
    return { refused: `Another process is exporting “${name}”; try again when it is done.` }
  }
  return 'refused' in report ? report : describe(report, path)
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
      ? [`  note       its readings are to be settled anew: labels settle, then export again`]
      : []),
    `  left out   ${missedCount}`,
    ...missed.slice(0, missedShownMax).map(({ what, why }) => `    ${what}: ${why}`),
  ]
  return { text: lines.join('\n'), json: { ...report, out: path } }
}
