import type { AnswerBody } from '../../wire/challenge.ts'
import type { ShownChallenge } from '../core/shown-challenge.ts'
import type { Say, Word } from '../words/language.ts'

/** How one kind of challenge is shown and answered, complete; the box around it is the same for all. */
export type KindView = {
  /** The name by which a challenge says its kind. */
  name: string
  /** Style rules of what it shows, after those of the box. */
  css: string
  /** Names of sentences that the box says of it in place of its own, which speak of pictures. */
  _wording: Readonly<Partial<Record<Word, string>>>
  /** Shows a challenge of the kind. `say` also says the sentences in `words/` of the kind's own folder. */
  _show: (challenge: ShownChallenge, say: Say<string>) => View
}

/** The kinds of challenge that a script can show; a kind that is not among them is refused. */
export type KindViews = readonly KindView[]

/** What is still to be done, and where. */
export type Incomplete = { is: 'incomplete'; _message: string; _field: HTMLElement }

/** One challenge on the page. */
export type View = {
  _element: HTMLElement
  /** Where the visitor begins. */
  _firstField: HTMLElement
  /** The answer as it goes to the service. */
  _readAnswer: () => { is: 'answer'; _answer: AnswerBody } | Incomplete
}
