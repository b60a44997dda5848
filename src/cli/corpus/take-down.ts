import { takeDown, type TakenDown } from '../../manage/corpora/take-down.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { readList } from '../read-flags.ts'

/** `incipit corpus take-down NAME`: hides a corpus, or some of its pages or items, permanently. */
export const corpusTakeDown: Command = {
  usage: 'corpus take-down NAME',
  summary: 'hides a corpus, or pages or items of it, permanently',
  flags: {
    source: {
      type: 'string',
      multiple: true,
      meaning: 'only this page, by its path or address; may be repeated',
    },
    item: { type: 'string', multiple: true, meaning: 'only this item; may be repeated' },
    'from-disk': { type: 'boolean', meaning: 'also delete pictures, texts and files' },
    ...organisationFlag,
  },
  words: [1, 1],
  run: (command, [name = ''], flags) => {
    const order = {
      name,
      origins: readList(flags, 'source'),
      items: readList(flags, 'item'),
      fromDisk: flags['from-disk'] === true,
    }
    return callUseCase(
      actingFor(command, flags),
      (context) => takeDown(context, order),
      (done) => shown(name, done),
    )
  },
}

function shown(name: string, { wholeCorpus, sources, items, cleared }: TakenDown): Result {
  const what = wholeCorpus
    ? `The corpus “${name}” is taken down`
    : `${sources} sources and ${items} items of “${name}” are taken down`
  const disk = cleared
    ? ` Deleted from disk: the texts of ${cleared.items} items, ${cleared.pictures} pictures, ${cleared.documents} files of the archive.`
    : ''
  return {
    text: `${what} and will not be shown again.${disk}`,
    json: { corpus: name, sources, items, taken_down: true, from_disk: cleared },
  }
}
