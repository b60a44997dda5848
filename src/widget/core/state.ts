import type { KnownChallenge, Failure, JudgedAnswer, ChallengeSource } from './challenge.ts'
import type { WidgetBox, Message } from './box.ts'
import type { WidgetLanguage } from '../words/language.ts'
import type { KindViews, View } from '../kinds/kind.ts'

/** What a public contract gives the widget, and wants to know of it. */
export type Adapter = {
  _host: HTMLElement
  /** Style rules for the colours of the box (src/wire/frame.ts names them); empty if the host has them. */
  _colors: string
  _source: ChallengeSource
  /** The kinds of challenge that its source may bring. */
  _kinds: KindViews
  /** Gives the language to speak, in short English where its words do not come. */
  _fetchLanguage: () => Promise<WidgetLanguage>
  /** The challenge now asked; null while there is none. */
  _onChallenge: (challengeId: string | null) => void
  /** What becomes of verdicts; null if whoever takes the passes also ends what is shown. */
  _course: Course | null
  /** The visitor closes the dialog the widget is alone in, where it also begins with the focus; null in a page. */
  _onClose: (() => void) | null
}

/** A challenge that waits for the visitor. */
export type WidgetAsking = { is: 'asking'; _challenge: KnownChallenge; _view: View }

/** A verdict, with the challenge it is of. */
export type Taken = {
  _asking: WidgetAsking
  _judged: Extract<JudgedAnswer, { is: 'pass' | 'fail' }>
  _hadFocus: boolean
}

/** What becomes of verdicts beyond asking the next challenge. */
export type Course = {
  _begin: () => void
  /** Adds to a message where the visitor stands. */
  _tell: (language: WidgetLanguage, message: Message) => Message
  /** Goes on from a verdict; false leaves it to the widget, which asks the next challenge. */
  _take: (widget: Widget, taken: Taken) => boolean
}

/** One widget on a page; only `asking` takes an answer, so nothing is sent twice. */
export type Widget = {
  readonly _adapter: Adapter
  readonly _box: WidgetBox
  _language: WidgetLanguage
  _state: WidgetAsking | { is: 'busy' } | { is: 'done' } | { is: 'failed' }
}

/** Says what failed and offers to try again; the retry is told whether focus was in the widget. */
export function alarm(
  { _box: box, _language: language }: Widget,
  failure: Failure,
  retry: { _hadFocus: boolean; run: (hadFocus: boolean) => void },
): void {
  box._alarm(language.say(failure.is), {
    _isFocused: retry._hadFocus,
    run: () => {
      retry.run(box._hasFocus())
    },
  })
}
