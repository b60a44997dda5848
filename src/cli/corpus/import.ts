import { resolve } from 'node:path'
import { runInOwnProcess, type OwnRun } from '../../jobs/own-process.ts'
import { paceFolder, paceWeb } from '../../jobs/pace.ts'
import { progressText } from '../../jobs/progress-text.ts'
import type { Context } from '../../manage/context.ts'
import { isAddress, type ImportTerms } from '../../manage/corpora/import-given.ts'
import {
  prepareImport,
  runImport,
  type ImportDone,
  type ImportRequest,
} from '../../manage/corpora/import.ts'
import { askedImportOf } from '../../manage/jobs/asked-import.ts'
import { requestImport } from '../../manage/jobs/request-import.ts'
import type { Refused } from '../../manage/refused.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { queueFlag, describeQueued } from '../queued.ts'
import { readList, readTextFlag } from '../read-flags.ts'
import { sentenceOf } from '../refusal-sentences.ts'
import { describeReport } from './describe-report.ts'

const manners = ['auto', 'known', 'unknown'] as const

/** How often to try, four times a second, while another process imports into the same corpus: ten seconds. */
const triesMax = 40

/** `incipit corpus import PATH…`: reads an archive's files, or what it publishes at an address, into a corpus. */
export const corpusImport: Command = {
  usage: 'corpus import PATH…',
  summary: 'reads pages, crops or images into a corpus',
  flags: {
    corpus: {
      type: 'string',
      isRequired: true,
      meaning: 'the corpus to add to; created if it does not exist',
    },
    organisation: {
      type: 'string',
      meaning: 'the owner of a new corpus; created if it does not exist',
    },
    licence: { type: 'string', meaning: 'SPDX id of the licence of the images, such as CC-BY-4.0' },
    credit: { type: 'string', meaning: 'whom to credit; shown under every picture' },
    'credit-url': { type: 'string', meaning: 'where the credit links to' },
    language: { type: 'string', meaning: 'BCP 47 tag of the language of the texts, such as fr' },
    as: { type: 'string', meaning: 'auto, known or unknown: how the texts are used [auto]' },
    'allow-restricted': {
      type: 'boolean',
      meaning: 'accept a non-commercial or unknown licence',
    },
    'allow-host': {
      type: 'string',
      multiple: true,
      meaning: 'HOST or HOST:PORT of your own network that may be fetched from; may be repeated',
    },
    fetch: {
      type: 'boolean',
      meaning: 'fetch the pictures that manifests in a folder say are on the web',
    },
    'allow-rescale': {
      type: 'boolean',
      meaning: 'stretch the regions of a page over a picture of other proportions',
    },
    ocr: {
      type: 'string',
      meaning: 'an OCR engine, such as tesseract, that reads the new items',
    },
    'dry-run': { type: 'boolean', meaning: 'only report; import nothing' },
    queue: queueFlag,
  },
  words: [1, 100],
  run: async (command, paths, flags) => {
    const terms = readTerms(flags)
    if ('refused' in terms) return terms
    const request: ImportRequest = {
      given: paths.map((one) => (isAddress(one) ? one : resolve(one))),
      terms,
      organisationName: readTextFlag(flags, 'organisation'),
      allowedHosts: readList(flags, 'allow-host'),
      engine: readTextFlag(flags, 'ocr'),
    }
    if (flags['queue'] === true)
      return terms.dryRun
        ? { refused: '--dry-run keeps nothing, so it is not queued.' }
        : callUseCase(command, (context) => requestImport(context, request), describeQueued)
    return callUseCase(
      command,
      (context) => importInTurn(context, request),
      ({ reports, ...done }) => describeReport(reports, { isDryRun: terms.dryRun, ...done }),
    )
  },
}

// A dry run stores nothing, so it need not wait for other imports.
async function importInTurn(
  context: Context,
  request: ImportRequest,
): Promise<ImportDone | Refused> {
  const prepared = await prepareImport(context, request)
  if ('refused' in prepared) return prepared
  const { terms, owner } = prepared
  if (terms.dryRun) return runImport(context, prepared)
  const { corpus } = terms
  // As it would be queued: the same import is then done here and now.
  const input = askedImportOf(request, { by: context.actor, organisation: owner.id })
  const done = await runInOwnProcess(
    context,
    { kind: 'import', corpus, input, triesMax, dueInMs: null },
    async (store, run) => {
      const web = paceWeb(prepared.web, run.away)
      const imported = await runImport(inTurn({ ...context, store }, run), { ...prepared, web })
      // The list of jobs shows the reason as a sentence.
      return 'refused' in imported ? { refused: sentenceOf(imported), why: imported } : imported
    },
  )
  if (done === 'busy') return { refused: 'import_busy', corpus }
  if (done === 'cancelled') return { refused: 'import_cancelled', corpus }
  return 'why' in done ? done.why : done
}

/** Lets other jobs in before each file, and reports progress to the job. */
function inTurn(context: Context, { announce, pass }: OwnRun): Context {
  return {
    ...context,
    openFolder: async (path) => {
      const folder = await context.openFolder(path)
      return 'refused' in folder ? folder : paceFolder(folder, pass)
    },
    onProgress: (progress) => {
      announce(progressText(progress))
      context.onProgress(progress)
    },
  }
}

function readTerms(flags: Flags): ImportTerms | Refusal {
  const text = (flag: string): string => (typeof flags[flag] === 'string' ? flags[flag].trim() : '')
  const as = manners.find((manner) => manner === (text('as') || 'auto'))
  if (!as) return { refused: `--as must be auto, known or unknown, not “${text('as')}”.` }
  if (text('corpus') === '')
    return { refused: 'Name the corpus to import into with --corpus NAME.' }
  const creditUrl = text('credit-url')
  if (creditUrl !== '' && !/^https?:\/\//.test(creditUrl))
    return { refused: '--credit-url must begin with http:// or https://.' }
  return {
    as,
    corpus: text('corpus'),
    licence: text('licence'),
    credit: text('credit'),
    creditUrl: creditUrl || null,
    language: text('language') || null,
    allowRestricted: flags['allow-restricted'] === true,
    allowRescale: flags['allow-rescale'] === true,
    dryRun: flags['dry-run'] === true,
    fetches: flags['fetch'] === true,
  }
}
