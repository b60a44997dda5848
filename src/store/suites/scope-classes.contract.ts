import type { ClassName } from '../../model/class-name.ts'
import { itemsOf, lineFor, type Scoped } from './scope-call.contract.ts'

/** The name that a class of each corpus has. */
export const plums: ClassName = { class: 'plums', language: 'de', name: 'Pflaumen' }

/** The calls on classes and their names that are made on behalf of an organisation. */
export const scopedClasses: Readonly<Record<string, Scoped>> = {
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
  'queue.countClasses': {
    call: ({ queue }, organisation, { corpus }) => queue.countClasses(organisation, corpus.name),
    nothing: [],
  },
  'queue.queuedGuesses': {
    call: ({ queue }, organisation, { corpus }) => queue.queuedGuesses(organisation, corpus.name),
    nothing: [],
  },
  'scores.listUnscored': {
    call: ({ scores }, organisation, { corpus }) =>
      scores.listUnscored(organisation, corpus.name, '', 9),
    nothing: [],
  },
  'scores.keepScores': {
    call: async ({ scores, items }, organisation, { corpus }) => {
      const itemId = itemsOf(corpus).known
      await scores.keepScores(organisation, [{ itemId, machineScore: 0.5 }])
      return (await items.find(itemId))?.machineScore
    },
    nothing: null,
  },
}
