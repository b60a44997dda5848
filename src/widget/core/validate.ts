import type { Answer, Challenge, Judged } from './challenge.ts'
import { expireAfter } from './expiry.ts'
import type { Message } from '../challenge-frame/frame.ts'
import { playRound } from './game.ts'
import { load } from './load.ts'
import { alarm, type Asking, type Widget } from './state.ts'
import { fill } from '../words/words.ts'

/** Sends what the visitor gave, once, and goes on from the verdict; does nothing unless a challenge is asked. */
export async function validate(widget: Widget): Promise<void> {
  const { frame, state } = widget
  if (state.is !== 'asking') return
  const answer = state.view.readAnswer()
  if (answer.is === 'incomplete') {
    frame.say({ sentence: answer.message, tone: 'wrong' })
    answer.field.focus()
    return
  }
  await send(widget, { asking: state, answer, hadFocus: frame.hasFocus() })
}

type Sending = { asking: Asking; answer: Answer; hadFocus: boolean }

async function send(widget: Widget, { asking, answer, hadFocus }: Sending): Promise<void> {
  const { face, frame, words } = widget
  widget.state = { is: 'busy' }
  frame.setBusy(true)
  frame.say({ sentence: words.checking })
  const judged = await face.source.sendAnswer(asking.challenge.id, answer)
  frame.setBusy(false)
  if (judged.is === 'pass') {
    keepPass(widget, asking.challenge, judged)
    return face.rounds > 0 ? goOn(widget, true, hadFocus) : finish(widget, asking, hadFocus)
  }
  if (judged.is === 'fail' && face.rounds > 0) return goOn(widget, false, hadFocus)
  if (judged.is === 'fail' || judged.is === 'gone') {
    const sentence = judged.is === 'fail' ? words.wrong : words.gone
    return load(widget, { sentence, tone: 'wrong' }, hadFocus)
  }
  widget.state = asking
  return alarm(widget, judged, {
    hadFocus,
    run: (isFocused) => void send(widget, { asking, answer, hadFocus: isFocused }),
  })
}

function keepPass(
  widget: Widget,
  challenge: Challenge,
  { expiresInSeconds }: Extract<Judged, { is: 'pass' }>,
): void {
  const { face, frame, words } = widget
  widget.cancelExpiry()
  if (expiresInSeconds !== null) {
    widget.cancelExpiry = expireAfter(expiresInSeconds, () => {
      face.onExpire()
      if (widget.state.is !== 'done') return
      const expired: Message = { sentence: words.expired, tone: 'wrong' }
      if (face.rounds > 0) frame.say(expired)
      else void load(widget, expired)
    })
  }
  face.onPass(challenge.id)
}

function finish(widget: Widget, { challenge }: Asking, hadFocus: boolean): void {
  const { frame, words } = widget
  widget.state = { is: 'done' }
  frame.show(null, challenge.credits)
  frame.offer([])
  frame.say({ sentence: words.right, tone: 'right' })
  if (hadFocus) frame.focusStatus()
}

async function goOn(widget: Widget, isPassed: boolean, hadFocus: boolean): Promise<void> {
  const { frame, words } = widget
  widget.game = playRound(widget.game, isPassed)
  const { isOver, passed, rounds } = widget.game
  const tone = isPassed ? 'right' : 'wrong'
  const result = isPassed ? words.roundRight : words.roundWrong
  if (!isOver) return load(widget, { sentence: result, tone }, hadFocus)
  widget.state = { is: 'done' }
  frame.show(null, [])
  frame.offer(['playAgain'])
  frame.say({ sentence: `${result} ${fill(words.score, { passed, rounds })}`, tone })
  if (hadFocus) frame.focusStatus()
}
