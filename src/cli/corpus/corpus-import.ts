import { resolve } from 'node:path'
import { canAsk, replenishCorpus } from '../../challenge/can-ask.ts'
import { runInOwnProcess, type OwnRun } from '../../jobs/own-process.ts'
import type { ImportReport } from '../../corpus/import/folder.ts'
import { isDemoCorpus } from '../../model/demonstration.ts'
import type { Command, CommandContext, Flags, OpenedStore, Refusal } from '../command.ts'
import { operatorContext } from '../call-use-case.ts'
import { chooseOwner } from '../../manage/corpora/choose-owner.ts'
import { sentenceOf } from '../refusal-sentences.ts'
import { scoreWith } from './corpus-score.ts'
import { describeReport } from './describe-report.ts'
import { importGiven, isAddress, type GivenOptions } from './import-given.ts'
import { readList, readTextFlag } from '../read-flags.ts'

const manners = ['auto', 'known', 'unknown'] as const

/** Another import into the same corpus is waited for ten seconds. */
const triesMax = 40
const alone: OwnRun = { tell: () => undefined, pass: async () => undefined }

/** `incipit corpus import PATH…`: reads what an archive has, or publishes at an address, into a corpus. */
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
      meaning: 'an OCR engine, such as tesseract, that reads the items first: see choosing',
    },
    'dry-run': { type: 'boolean', meaning: 'only report; import nothing' },
  },
  words: [1, 100],
  run: async (context, paths, flags) => {
    const options = readOptions(flags)
    if ('refused' in options) return options
    if (isDemoCorpus(options.corpus))
      return {
        refused: `The name “${options.corpus}” belongs to the demonstration; choose another.`,
      }
    const stopped = noteStop(context)
    const web = context.openWeb(readList(flags, 'allow-host'), stopped)
    if ('refused' in web) return web
    const reader = typeof flags['ocr'] === 'string' ? await context.openReader(flags['ocr']) : null
    if (reader && 'refused' in reader) return reader
    const store = context.openStore()
    const isStopped = (): boolean => stopped.aborted
    try {
      const owner = await chooseOwner(operatorContext(context, store), {
        corpus: options.corpus,
        organisationName: readTextFlag(flags, 'organisation'),
      })
      if ('refused' in owner) return { refused: sentenceOf(owner) }
      if ((await store.corpora.find(options.corpus))?.state === 'taken down')
        return { refused: `“${options.corpus}” is taken down; nothing is imported into it.` }
      const given = [...new Set(paths.map((one) => (isAddress(one) ? one : resolve(one))))]
      const importAll = async (paced: OpenedStore, run: OwnRun) => {
        const reports: ImportReport[] = []
        for (const one of given) {
          const order = { ...options, organisation: owner.id, isStopped, ...run }
          const report = await importGiven(one, order, { context, store: paced, web })
          if ('refused' in report) return report
          reports.push(report)
        }
        const scored = options.dryRun
          ? null
          : await scoreAndPair(flags['ocr'], options.corpus, { context, store: paced })
        if (scored) return scored
        return describeReport(reports, {
          isDryRun: options.dryRun,
          canAsk: await canMakeChallenges(context, store, options.corpus),
        })
      }
      // What keeps nothing waits for nobody.
      if (options.dryRun) return await importAll(store, alone)
      const job = { kind: 'import', corpus: options.corpus, input: { given, ...options } }
      const done = await runInOwnProcess(
        { ...context, store },
        { ...job, triesMax, dueInMs: null },
        importAll,
      )
      return done ?? { refused: `Another process is importing into “${options.corpus}”.` }
    } finally {
      await store.close()
    }
  },
}

// Scored first: what machines misread is to decide.
async function scoreAndPair(
  engine: Flags[string],
  name: string,
  opened: { context: CommandContext; store: OpenedStore },
): Promise<Refusal | null> {
  const corpus = await opened.store.corpora.find(name)
  if (!corpus) return null
  const isTyped = opened.context.kinds.get(corpus.kind)?.isTyped === true
  const isScored = typeof engine === 'string' && engine !== '' && isTyped
  const scored = isScored ? await scoreWith(engine, corpus, opened) : null
  if (scored && 'refused' in scored) return scored
  await replenishCorpus({ ...opened.context, ...opened.store }, corpus)
  return null
}

// The picture in hand is finished, and what is kept then is whole; what is being fetched is broken off.
function noteStop(context: CommandContext): AbortSignal {
  const stop = new AbortController()
  void context.untilStopped().then(() => stop.abort())
  return stop.signal
}

async function canMakeChallenges(
  context: CommandContext,
  store: OpenedStore,
  name: string,
): Promise<boolean> {
  const corpus = await store.corpora.find(name)
  return corpus !== null && (await canAsk({ ...context, ...store }, corpus))
}

function readOptions(flags: Flags): Omit<GivenOptions, 'organisation'> | { refused: string } {
  const text = (flag: string): string => (typeof flags[flag] === 'string' ? flags[flag].trim() : '')
  const as = manners.find((manner) => manner === (text('as') || 'auto'))
  if (!as) return { refused: '--as must be auto, known or unknown.' }
  if (text('corpus') === '') return { refused: 'Say which corpus to add to, with --corpus NAME.' }
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
