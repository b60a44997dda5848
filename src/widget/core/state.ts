import type {
  ChosenWay,
  KnownChallenge,
  Failure,
  JudgedAnswer,
  ChallengeSource,
} from './challenge.ts'
import type { WidgetBox, Message } from './box.ts'
import type { ShowReport } from './report.ts'
import type { WidgetLanguage } from '../words/language.ts'
import type { KindViews, View } from '../kinds/kind.ts'

/** What a public contract gives the widget, and wants to know of it. */
export type Adapter = {
  _host: HTMLElement
  /** Style rules for the colours of the box (src/wire/frame.ts names them); empty if the host has them. */
  _colors: string
  /** Address of the page about the service and what the site says about privacy, with a query. */
  _about: string
  _source: ChallengeSource
  /** The kinds of challenge that its source may bring. */
  _kinds: KindViews
  /** Gives the visitor's language, in short English if its words do not come. */
  _fetchLanguage: () => Promise<WidgetLanguage>
  /** The challenge now asked, and for how many seconds, again when it is extended; null while there is none. */
  _onChallenge: (challengeId: string | null, seconds: number) => void
  /** What follows a verdict; null if whoever takes the passes also ends what is shown. */
  _flow: Flow | null
  /** Announces the end of a challenge, with a way to extend it, and says when it has come. */
  _watchEnd: WatchEnd
  _showReport: ShowReport
  /** Takes over if the visitor chooses another way, or for a challenge of one; null if the source has all of them. */
  _onWay: ((way: ChosenWay, body?: unknown, isFocused?: boolean) => void) | null
  /** The way that is asked for at first. */
  _way?: ChosenWay | undefined
  /** The visitor closes the dialog the widget is alone in, where it also begins with the focus; null in a page. */
  _onClose: (() => void) | null
  /** The visitor is elsewhere in the page, where the focus stays at first. */
  _isQuiet?: boolean | undefined
}

/** Watches over the seconds within which what is asked can be answered; `onEnd` is called when they are over. */
export type WatchEnd = (
  widget: Widget,
  asking: WidgetAsking,
  seconds: number,
  onEnd: () => void,
) => void

/** A challenge that waits for the visitor. */
export type WidgetAsking = { is: 'asking'; _challenge: KnownChallenge; _view: View }

/** A verdict, with the challenge it is of. */
export type JudgedChallenge = {
  _asking: WidgetAsking
  _judged: Extract<JudgedAnswer, { is: 'pass' | 'fail' }>
  _hadFocus: boolean
}

/** What follows a verdict, besides the next challenge. */
export type Flow = {
  _begin: () => void
  /** Adds the round of the game to a message. */
  _addProgress: (language: WidgetLanguage, message: Message) => Message
  /** Goes on from a verdict; false leaves it to the widget, which asks the next challenge. */
  _handleVerdict: (widget: Widget, given: JudgedChallenge) => Promise<boolean>
}

/** One widget on a page; only `asking` takes an answer, so nothing is sent twice. */
export type Widget = {
  readonly _adapter: Adapter
  readonly _box: WidgetBox
  _language: WidgetLanguage
  /** The way that the visitor has chosen. */
  _way: ChosenWay
  _state: WidgetAsking | { is: 'busy' } | { is: 'done' } | { is: 'failed' }
}

/** Says what failed and offers to try again; the retry gets whether focus was in the widget. */
export function showFailure(
  { _box: box, _language: language }: Widget,
  failure: Failure,
  retry: { _hadFocus: boolean; run: (hadFocus: boolean) => void },
): void {
  box._showAlert(language.say(failure.is), {
    _label: language.say('tryAgain'),
    _isFocused: retry._hadFocus,
    run: () => {
      retry.run(box._hasFocus())
    },
  })
}

/** Ends what is asked, with a message. */
export function end(widget: Widget, message: Message, hadFocus: boolean): void {
  widget._state = { is: 'done' }
  widget._box.say(message)
  if (hadFocus) widget._box._focusStatus()
}
