import type { Message } from './box.ts'
import { expireAfter } from './expiry.ts'
import { load } from './load.ts'
import type { Flow, JudgedChallenge, Widget } from './state.ts'

/** What a page wants to know of the passes it keeps. */
export type Passes = {
  /** Challenges in a row, for a game; 0 for a widget that is done after one pass. */
  _rounds: number
  _onPass: (challengeId: string) => void
  /** The last pass is too old to be of use. */
  _onExpire: () => void
}

/** What follows a verdict in a page that keeps its passes: the widget is done after one, or plays some rounds. */
export function openFlow({ _rounds: rounds, _onPass: onPass, _onExpire: onExpire }: Passes): Flow {
  // Of a game: the round that is played, and the right answers.
  let round = 1
  let count = 0
  let cancelExpiry = (): void => {}

  function keepPass(widget: Widget, challengeId: string, seconds: number): void {
    cancelExpiry()
    cancelExpiry = expireAfter(seconds, () => {
      onExpire()
      // A widget that the page has removed begins anew when it comes back.
      if (widget._state.is !== 'done' || !widget._adapter._host.isConnected) return
      const expired: Message = { _sentence: widget._language.say('expired'), _tone: 'wrong' }
      if (rounds > 0) widget._box.say(expired)
      else void load(widget, expired)
    })
    onPass(challengeId)
  }

  function continueGame(
    widget: Widget,
    { _asking: asking, _judged: judged, _hadFocus: hadFocus }: JudgedChallenge,
  ): void {
    const { say } = widget._language
    const isPassed = judged.is === 'pass'
    if (isPassed) count += 1
    const tone = isPassed ? 'right' : 'wrong'
    const result = say(isPassed ? 'roundRight' : 'roundWrong')
    if (round < rounds) {
      round += 1
      return void load(widget, { _sentence: result, _tone: tone }, hadFocus)
    }
    const score = say('score', { count, rounds })
    widget._box._show(null, isPassed ? asking._challenge._thanks : [])
    widget._box._showButtons(['playAgain'])
    end(widget, { _sentence: `${result} ${score}`, _tone: tone }, hadFocus)
  }

  return {
    _begin() {
      round = 1
      count = 0
    },
    _addProgress({ say }, message) {
      if (rounds === 0) return message
      const progress = say('round', { round, rounds })
      return { ...message, _sentence: `${message._sentence} ${progress}`.trim() }
    },
    _handleVerdict(widget, given) {
      const { _judged: judged, _asking: asking, _hadFocus: hadFocus } = given
      const { _challenge: challenge } = asking
      if (judged.is === 'pass') keepPass(widget, challenge.id, judged._expiresInSeconds)
      if (rounds > 0) continueGame(widget, given)
      else if (judged.is === 'pass') {
        widget._box._show(null, challenge._thanks)
        widget._box._showButtons(['another'])
        end(widget, { _sentence: widget._language.say('right'), _tone: 'right' }, hadFocus)
      } else return false
      return true
    },
  }
}

function end(widget: Widget, message: Message, hadFocus: boolean): void {
  widget._state = { is: 'done' }
  widget._box.say(message)
  if (hadFocus) widget._box._focusStatus()
}
