import type { ClassName } from '../../model/class-name.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** A class of a corpus with its names by language; `known` is an estimate if the class is large. */
export type NamedClass = {
  class: string
  known: number
  names: readonly Pick<ClassName, 'language' | 'name'>[]
}

/** The classes of a corpus, and the names as they are stored. */
export type NamedClasses = {
  corpus: Corpus
  classes: readonly NamedClass[]
  kept: readonly ClassName[]
}

/** What naming classes needs from the outside world. */
export type ClassNamesContext = Pick<Context, 'actor' | 'store' | 'kinds' | 'clock' | 'random'>

/** The classes of a corpus in alphabetical order with their names, including classes that only have names. */
export async function listClasses(
  context: ClassNamesContext,
  { name }: { name: string },
): Promise<NamedClasses | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  if (context.kinds.get(corpus.kind)?.content !== 'class')
    return { refused: 'no_classes', corpus: name }
  const { classNames, queue } = context.store
  const kept = await classNames.list(corpus.organisation, name)
  const counts = await queue.countClasses(corpus.organisation, name)
  const known = new Map(counts.map((count) => [count.name, count.known]))
  const namesOf = Map.groupBy(kept, (one) => one.class)
  const all = [...new Set([...known.keys(), ...namesOf.keys()])].toSorted()
  const classes = all.map((ofClass) => ({
    class: ofClass,
    known: known.get(ofClass) ?? 0,
    names: (namesOf.get(ofClass) ?? []).map(({ language, name: text }) => ({
      language,
      name: text,
    })),
  }))
  return { corpus, classes, kept }
}
