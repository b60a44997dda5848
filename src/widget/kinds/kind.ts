import type { OcapiAnswer } from '../../wire/ocapi.ts'
import type { ShownChallenge } from '../core/challenge.ts'
import type { Words } from '../words/words.ts'

/** How one kind of challenge is shown and answered; the box around it is the same for all. */
export type KindView = {
  /** Style rules of what it shows, after those of the box. */
  css: string
  show: (challenge: ShownChallenge, words: Words) => View
}

/** What is still to be done, and where. */
export type Incomplete = { is: 'incomplete'; message: string; field: HTMLElement }

/** One challenge on the page. */
export type View = {
  element: HTMLElement
  /** Where the visitor begins. */
  firstField: HTMLElement
  /** The answer as it goes to the service. */
  readAnswer: () => { is: 'answer'; answer: OcapiAnswer } | Incomplete
}
