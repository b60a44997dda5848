import { removeCorpus, type RemovedCorpus } from '../../manage/corpora/remove.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'

/** `incipit corpus remove NAME`: deletes a corpus with everything that is kept about it. */
export const corpusRemove: Command = {
  usage: 'corpus remove NAME',
  summary: 'deletes a corpus with its items, pictures, files, labels and readings',
  flags: {
    yes: { type: 'boolean', meaning: 'confirm: nothing can be restored' },
    ...organisationFlag,
  },
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => removeCorpus(context, { name, isSure: flags['yes'] === true }),
      (done) => shown(name, done),
    ),
}

function shown(name: string, { cleared, sitekeys }: RemovedCorpus): Result {
  return {
    text: [
      ...sitekeys.map((sitekey) => `Warning: the site ${sitekey} still names this corpus.`),
      `The corpus “${name}” is deleted: ${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files of the archive.`,
    ].join('\n'),
    json: { corpus: name, removed: true, ...cleared, sites: sitekeys },
  }
}
