import type { ContractName } from '../../../model/challenge.ts'

/** What the page does to its widget, one after another, to bring it into a state. */
export type AuditStep =
  'press' | 'show' | 'fill' | 'slow' | 'send' | 'report' | 'extend' | 'ear' | 'neither'

/** What the service says to the widget of a state, where it is not asked; all else is asked as ever. */
export type AuditReplies = {
  /** To a question for a challenge: nothing at all, or that there is no connection, or too many questions. */
  ask?: 'nothing' | 'no-connection' | 'too-many'
  /** To every question after the first: that there is no such way now. */
  next?: 'no-way'
  /** To every answer. */
  answer?: 'right' | 'nothing' | 'no-connection'
  /** How many seconds a pass is good for. */
  seconds?: number
  /** A challenge by neither is over at once. */
  work?: 'short'
  /** The time for an answer is nearly up. */
  isEnding?: true
  /** A challenge brings a line of thanks. */
  hasThanks?: true
}

/** One state of the widget, in one contract, which a page brings it into and holds. */
export type AuditState = {
  name: string
  contract: ContractName
  /** What is asked; null if the state is not about a challenge. */
  kind: string | null
  /** What an auditor is to meet. */
  says: string
  steps: readonly AuditStep[]
  replies: AuditReplies
  /** A selector of what is there once the state is reached: in the box, or in what shows the challenge. */
  reached: { in: 'box' | 'challenge'; selector: string }
  attributes?: string
  /** A sitekey that is not of the demonstration. */
  sitekey?: string
}

/** A kind of challenge that there is a site for, how it is answered, and whether Ocapi's widget opens a frame for it. */
export type AuditKind = { name: string; way: 'eye' | 'ear'; isFramed: boolean }

/** Makes the selector of a state that is reached in the box. */
export const inBox = (selector: string): AuditState['reached'] => ({ in: 'box', selector })

/** Makes the selector of a state that is reached in what shows the challenge. */
export const inChallenge = (selector: string): AuditState['reached'] => ({
  in: 'challenge',
  selector,
})
