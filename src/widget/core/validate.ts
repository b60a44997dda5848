import type { OcapiAnswer } from '../../wire/ocapi.ts'
import type { ShownChallenge, JudgedAnswer } from './challenge.ts'
import { expireAfter } from './expiry.ts'
import type { Message } from './box.ts'
import { playRound } from './game.ts'
import { load } from './load.ts'
import { alarm, type WidgetAsking, type Widget } from './state.ts'
import { fill } from '../words/words.ts'

/** Sends what the visitor gave, once, and goes on from the verdict; does nothing unless a challenge is asked. */
export async function validate(widget: Widget): Promise<void> {
  const { box, state } = widget
  if (state.is !== 'asking') return
  const given = state.view.readAnswer()
  if (given.is === 'incomplete') {
    box.say({ sentence: given.message, tone: 'wrong' })
    given.field.focus()
    return
  }
  await send(widget, { asking: state, answer: given.answer, hadFocus: box.hasFocus() })
}

type Sending = { asking: WidgetAsking; answer: OcapiAnswer; hadFocus: boolean }

async function send(widget: Widget, { asking, answer, hadFocus }: Sending): Promise<void> {
  const { adapter, box, words } = widget
  widget.state = { is: 'busy' }
  box.setBusy(true)
  box.say({ sentence: words.checking })
  const judged = await adapter.source.sendAnswer(asking.challenge.id, answer)
  box.setBusy(false)
  if (judged.is === 'pass') {
    keepPass(widget, asking.challenge, judged)
    return adapter.rounds > 0 ? goOn(widget, true, hadFocus) : finish(widget, asking, hadFocus)
  }
  if (judged.is === 'fail' && adapter.rounds > 0) return goOn(widget, false, hadFocus)
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
  challenge: ShownChallenge,
  { expiresInSeconds }: Extract<JudgedAnswer, { is: 'pass' }>,
): void {
  const { adapter, box, words } = widget
  widget.cancelExpiry()
  if (expiresInSeconds !== null) {
    widget.cancelExpiry = expireAfter(expiresInSeconds, () => {
      adapter.onExpire()
      if (widget.state.is !== 'done') return
      const expired: Message = { sentence: words.expired, tone: 'wrong' }
      if (adapter.rounds > 0) box.say(expired)
      else void load(widget, expired)
    })
  }
  adapter.onPass(challenge.id)
}

function finish(widget: Widget, { challenge }: WidgetAsking, hadFocus: boolean): void {
  const { box, words } = widget
  widget.state = { is: 'done' }
  box.show(null, challenge.credits)
  box.offer([])
  box.say({ sentence: words.right, tone: 'right' })
  if (hadFocus) box.focusStatus()
}

async function goOn(widget: Widget, isPassed: boolean, hadFocus: boolean): Promise<void> {
  const { box, words } = widget
  widget.game = playRound(widget.game, isPassed)
  const { isOver, passed, rounds } = widget.game
  const tone = isPassed ? 'right' : 'wrong'
  const result = isPassed ? words.roundRight : words.roundWrong
  if (!isOver) return load(widget, { sentence: result, tone }, hadFocus)
  widget.state = { is: 'done' }
  box.show(null, [])
  box.offer(['playAgain'])
  box.say({ sentence: `${result} ${fill(words.score, { passed, rounds })}`, tone })
  if (hadFocus) box.focusStatus()
}
