import type { AnswerBody } from '../../wire/challenge.ts'
import type { ShownChallenge } from '../core/challenge.ts'
import type { Say } from '../words/language.ts'

/** How one kind of challenge is shown and answered; the box around it is the same for all. */
export type KindView = {
  /** Style rules of what it shows, after those of the box. */
  css: string
  _show: (challenge: ShownChallenge, say: Say) => View
}

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
