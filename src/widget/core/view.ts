import type { Answer } from './challenge.ts'

/** What is still to be done, and where. */
export type Incomplete = { is: 'incomplete'; message: string; field: HTMLElement }

/** One challenge on the page. */
export type View = {
  element: HTMLElement
  /** Where the visitor begins. */
  firstField: HTMLElement
  readAnswer: () => Answer | Incomplete
}
