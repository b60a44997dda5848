import type { Message } from './box.ts'
import { expireAfter } from './expiry.ts'
import { load } from './load.ts'
import type { Game, playRound } from './play-round.ts'
import { end, type Flow, type Widget } from './state.ts'

/** What a page wants to know of the passes it keeps. */
export type Passes = {
  /** Challenges in a row, for a game; 0 for a widget that is done after one pass. */
  _rounds: number
  _onPass: (challengeId: string) => void
  /** The last pass is too old to be of use. */
  _onExpire: () => void
  /** Gives what goes on from a round of a game; null if it cannot be had, and then one pass is all. */
  _loadRound: () => Promise<typeof playRound | null>
}

/** What follows a verdict in a page that keeps its passes: the widget is done after one, or plays some rounds. */
export function openFlow({
  _rounds: rounds,
  _onPass: onPass,
  _onExpire: onExpire,
  _loadRound: loadRound,
}: Passes): Flow {
  const game: Game = { _rounds: rounds, _round: 1, _count: 0 }
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

  return {
    _begin() {
      game._round = 1
      game._count = 0
    },
    _addProgress({ say }, message) {
      if (rounds === 0) return message
      const progress = say('round', { round: game._round, rounds })
      return { ...message, _sentence: `${message._sentence} ${progress}`.trim() }
    },
    async _handleVerdict(widget, given) {
      const { _judged: judged, _asking: asking, _hadFocus: hadFocus } = given
      const { _challenge: challenge } = asking
      if (judged.is === 'pass') keepPass(widget, challenge.id, judged._expiresInSeconds)
      const play = rounds > 0 && (await loadRound())
      if (play) play(game, widget, given)
      else if (judged.is === 'pass') {
        widget._box._show(null, challenge._thanks)
        widget._box._showButtons(['another'])
        end(widget, { _sentence: widget._language.say('right'), _tone: 'right' }, hadFocus)
      } else return false
      return true
    },
  }
}
