import { resolve } from 'node:path'
import { canAsk } from '../challenge/can-ask.ts'
import { importFolder, type ImportReport } from '../corpus/import.ts'
import type { Command, Context, Flags, Keep } from './command.ts'
import type { ImportOrder } from '../corpus/desk.ts'
import { describeReport } from './describe-report.ts'

const manners = ['auto', 'known', 'unknown'] as const

/** `incipit corpus import PATH…`: reads what an archive has into a corpus. */
export const corpusImport: Command = {
  usage: 'corpus import PATH…',
  summary: 'reads pages, crops or images into a corpus',
  flags: {
    corpus: { type: 'string', meaning: 'the corpus to add to; it is made where there is none' },
    licence: { type: 'string', meaning: 'SPDX id of the licence of the images, such as CC-BY-4.0' },
    credit: { type: 'string', meaning: 'whom to credit; stands under every picture' },
    'credit-url': { type: 'string', meaning: 'where the credit links to' },
    language: { type: 'string', meaning: 'BCP 47 tag of the language of the texts, such as fr' },
    as: { type: 'string', meaning: 'auto, known or unknown: what the texts are worth [auto]' },
    'allow-restricted': {
      type: 'boolean',
      meaning: 'take a non-commercial or unknown licence all the same',
    },
    'dry-run': { type: 'boolean', meaning: 'report only; keep nothing' },
  },
  words: [1, 100],
  run: async (context, paths, flags) => {
    const wish = readWish(flags)
    if ('refused' in wish) return wish
    const keep = context.openKeep()
    try {
      const reports: ImportReport[] = []
      for (const path of new Set(paths.map((given) => resolve(given)))) {
        const folder = await context.openFolder(path)
        if ('refused' in folder) return folder
        const onProgress = context.showProgress ? progressBar(context.showProgress) : undefined
        const lent = { ...keep, openPage: context.openPage, clock: context.clock }
        const report = await importFolder(
          { ...wish, folder, ...(onProgress ? { onProgress } : {}) },
          lent,
        )
        context.showProgress?.('')
        if ('refused' in report) return report
        reports.push(report)
      }
      return describeReport(reports, {
        isDryRun: wish.dryRun,
        canAsk: await canMakeChallenges(context, keep, wish.corpus),
      })
    } finally {
      await keep.close()
    }
  },
}

const canMakeChallenges = async (context: Context, keep: Keep, name: string): Promise<boolean> => {
  const corpus = await keep.records.findCorpus(name)
  return corpus !== null && (await canAsk({ ...context, ...keep }, corpus))
}

type Wish = Omit<ImportOrder, 'folder' | 'onProgress'>

const readWish = (flags: Flags): Wish | { refused: string } => {
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
    dryRun: flags['dry-run'] === true,
  }
}

const barWidth = 30

const progressBar =
  (show: (line: string) => void) =>
  ({ done, total, name }: { done: number; total: number; name: string }): void => {
    const filled = total === 0 ? barWidth : Math.round((barWidth * done) / total)
    show(
      `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] ${done}/${total} ${name.slice(-60)}`,
    )
  }
