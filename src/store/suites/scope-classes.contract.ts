import type { ClassName } from '../../model/class-name.ts'
import type { Database } from '../../model/store.ts'
import { lineFor, type Scoped } from './scope-call.contract.ts'

const plums: ClassName = { class: 'plums', language: 'de', name: 'Pflaumen' }

/** Gives a class of a corpus a name. */
export async function fillClassNames(
  { classNames }: Database,
  organisation: string,
  corpus: string,
): Promise<void> {
  await classNames.set(organisation, corpus, [plums], lineFor(organisation))
}

/** The names of that class, whoever asks. */
export function lookAtClassNames({ classNames }: Database, corpus: string): Promise<unknown> {
  return classNames.find(corpus, plums.class)
}

/** The calls on the names of classes that are made on behalf of an organisation. */
export const scopedClassNames: Readonly<Record<string, Scoped>> = {
  'classNames.list': {
    call: ({ classNames }, organisation, { corpus }) => classNames.list(organisation, corpus.name),
    nothing: [],
  },
  'classNames.set': {
    call: async ({ classNames }, organisation, { corpus }) => {
      const names = [{ ...plums, name: 'Zwetschgen' }]
      await classNames.set(organisation, corpus.name, names, lineFor(organisation))
      return classNames.find(corpus.name, plums.class)
    },
    nothing: [plums],
  },
  'classNames.remove': {
    call: async ({ classNames }, organisation, { corpus }) => {
      await classNames.remove(organisation, corpus.name, [plums], lineFor(organisation))
      return classNames.find(corpus.name, plums.class)
    },
    nothing: [plums],
  },
}
