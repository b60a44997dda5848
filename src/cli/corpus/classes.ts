import { readClassNames } from '../../corpus/formats/read/class-names.ts'
import {
  listClasses,
  type NamedClass,
  type NamedClasses,
} from '../../manage/corpora/list-classes.ts'
import { removeClassNames, setClassNames } from '../../manage/corpora/name-classes.ts'
import type { ClassName } from '../../model/class-name.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, CommandContext, Flags, Refusal, Result } from '../command.ts'
import { cell } from '../print.ts'
import { isRefused, readTextFlag } from '../read-flags.ts'
import { readOneFile } from '../read-one-file.ts'

const fileBytesMax = 10_000_000

/**
 * `incipit corpus classes NAME`: shows the classes of a corpus and their names in each language, or sets
 * these names.
 */
export const corpusClasses: Command = {
  usage: 'corpus classes NAME',
  summary: 'shows the classes of a corpus and their names in each language, or sets these names',
  flags: {
    class: { type: 'string', meaning: 'the class to name' },
    language: { type: 'string', meaning: 'the language of the name, as a BCP 47 tag' },
    name: { type: 'string', meaning: 'what the class is called in that language' },
    file: {
      type: 'string',
      meaning: 'a CSV file of names, with the columns class, language, name',
    },
    remove: {
      type: 'boolean',
      meaning: 'removes the name of --class in --language, or all its names',
    },
    ...organisationFlag,
  },
  words: [1, 1],
  run: async (command, [corpus = ''], flags) => {
    const order = await readOrder(command, flags)
    if (isRefused(order)) return order
    if (order.is === 'list')
      return callUseCase(
        actingFor(command, flags),
        (context) => listClasses(context, { name: corpus }),
        (listed) => shown({ ...listed, changed: 0 }),
      )
    return callUseCase(
      actingFor(command, flags),
      (context) =>
        order.is === 'set'
          ? setClassNames(context, { corpus, names: order.names })
          : removeClassNames(context, { corpus, class: order.class, language: order.language }),
      shown,
    )
  },
}

type Order =
  | { is: 'list' }
  | { is: 'set'; names: ClassName[] }
  | { is: 'remove'; class: string; language: string | null }

async function readOrder(command: CommandContext, flags: Flags): Promise<Order | Refusal> {
  const ofClass = readTextFlag(flags, 'class')
  const language = readTextFlag(flags, 'language')
  const name = readTextFlag(flags, 'name')
  const file = readTextFlag(flags, 'file')
  const isOfOne = [ofClass, language, name].some((given) => given !== null)
  if (flags['remove'] === true)
    return ofClass === null || name !== null || file !== null
      ? {
          refused:
            '--remove needs --class, and --language unless all names of the class are to be removed.',
        }
      : { is: 'remove', class: ofClass, language }
  if (file !== null) {
    if (isOfOne) return { refused: '--file cannot be combined with --class, --language or --name.' }
    const read = await readFileOfNames(command, file)
    return isRefused(read) ? read : { is: 'set', names: read }
  }
  if (!isOfOne) return { is: 'list' }
  if (ofClass === null || language === null || name === null)
    return { refused: 'To set a name, give --class, --language and --name.' }
  return { is: 'set', names: [{ class: ofClass, language, name }] }
}

async function readFileOfNames(
  command: CommandContext,
  path: string,
): Promise<ClassName[] | Refusal> {
  const file = await readOneFile(command, path, { of: 'names', bytesMax: fileBytesMax })
  if ('refused' in file) return file
  const read = readClassNames(file.bytes)
  return 'fault' in read ? { refused: `${path}: ${read.fault}.` } : read.names
}

function shown({ corpus, classes, changed }: NamedClasses & { changed: number }): Result {
  const lines = classes.flatMap(linesOf)
  const summary = changed === 0 ? [] : [`${changed} ${changed === 1 ? 'name' : 'names'} changed.`]
  return {
    text: [...(lines.length > 0 ? lines : ['It has no classes yet.']), ...summary].join('\n'),
    json: {
      corpus: corpus.name,
      classes: classes.map(({ class: ofClass, known, names }) => ({
        class: ofClass,
        known,
        names: Object.fromEntries(names.map(({ language, name }) => [language, name])),
      })),
      changed,
    },
  }
}

function linesOf({ class: ofClass, known, names }: NamedClass): string[] {
  const first = cell(`${ofClass}  (${known} known)`)
  return [first, ...names.map(({ language, name }) => cell(`  ${language.padEnd(8)}  ${name}`))]
}
