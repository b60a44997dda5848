import type { ShownChallenge, Failure, ChallengeSource } from './challenge.ts'
import type { WidgetBox, Message } from './box.ts'
import { fill, type Words } from '../words/words.ts'
import type { Game } from './game.ts'
import type { Language } from '../words/language.ts'
import type { View } from '../kinds/kind.ts'

/** What a public contract gives the widget, and wants to know of it. */
export type Adapter = {
  host: HTMLElement
  language: Language
  source: ChallengeSource
  /** Challenges in a row, for a game; 0 for a widget that is done after one pass. */
  rounds: number
  /** The challenge now asked; null while there is none. */
  onChallenge: (challengeId: string | null) => void
  onPass: (challengeId: string) => void
  /** The last pass is too old to be of use. */
  onExpire: () => void
  /** The visitor closes the dialog the widget is alone in, where it also begins with the focus; null in a page. */
  onClose: (() => void) | null
}

/** A challenge that waits for the visitor. */
export type WidgetAsking = { is: 'asking'; challenge: ShownChallenge; view: View }

/** One widget on a page; only `asking` takes an answer, so nothing is sent twice. */
export type Widget = {
  readonly adapter: Adapter
  readonly box: WidgetBox
  readonly words: Words
  state: WidgetAsking | { is: 'busy' } | { is: 'done' } | { is: 'failed' }
  game: Game
  /** Calls off the end of the last pass. */
  cancelExpiry: () => void
}

/** Says what failed and offers to try again; the retry is told whether focus was in the widget. */
export function alarm(
  { box, words }: Widget,
  failure: Failure,
  retry: { hadFocus: boolean; run: (hadFocus: boolean) => void },
): void {
  box.alarm(words[failure.is], {
    isFocused: retry.hadFocus,
    run: () => {
      retry.run(box.hasFocus())
    },
  })
}

/** The message, with the number of the round where a game is played. */
export function tell({ adapter, game, words }: Widget, message: Message): Message {
  if (adapter.rounds === 0) return message
  const round = fill(words.round, { round: game.round, rounds: game.rounds })
  return { ...message, sentence: `${message.sentence} ${round}`.trim() }
}
