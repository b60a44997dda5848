import { load } from './load.ts'
import { end, type JudgedChallenge, type Widget } from './state.ts'

/** A game: its rounds, the one that is played, and the right answers. */
export type Game = { _rounds: number; _round: number; _count: number }

/** Goes on from the verdict of a round: with the next one, or with the score. */
export function playRound(
  game: Game,
  widget: Widget,
  { _asking: asking, _judged: judged, _hadFocus: hadFocus }: JudgedChallenge,
): void {
  const { _box: box, _language: language } = widget
  const { _rounds: rounds } = game
  const isPassed = judged.is === 'pass'
  if (isPassed) game._count += 1
  const tone = isPassed ? 'right' : 'wrong'
  const result = language.say(isPassed ? 'roundRight' : 'roundWrong')
  if (game._round < rounds) {
    game._round += 1
    return void load(widget, { _sentence: result, _tone: tone }, hadFocus)
  }
  const score = language.say('score', { count: game._count, rounds })
  box._show(null, isPassed ? asking._challenge._thanks : [])
  box._showButtons(['playAgain'])
  end(widget, { _sentence: `${result} ${score}`, _tone: tone }, hadFocus)
}
