import type { AnswerBody } from '../../wire/challenge.ts'
import { load } from './load.ts'
import { showFailure, type WidgetAsking, type Widget } from './state.ts'

/** Sends what the visitor gave, once, and goes on from the verdict; does nothing unless a challenge is asked. */
export async function validate(widget: Widget): Promise<void> {
  const { _box: box, _state: state } = widget
  if (state.is !== 'asking') return
  const given = state._view._readAnswer()
  if (given.is === 'incomplete') {
    box.say({ _sentence: given._message, _tone: 'wrong' })
    given._field.focus()
    return
  }
  await send(widget, { _asking: state, _answer: given._answer, _hadFocus: box._hasFocus() })
}

type Sending = { _asking: WidgetAsking; _answer: AnswerBody; _hadFocus: boolean }

async function send(
  widget: Widget,
  { _asking: asking, _answer: answer, _hadFocus: hadFocus }: Sending,
): Promise<void> {
  const { _adapter: adapter, _box: box, _language: language } = widget
  widget._state = { is: 'busy' }
  box._setBusy(true)
  box.say({ _sentence: language.say('checking') })
  const judged = await adapter._source._sendAnswer(asking._challenge.id, answer)
  box._setBusy(false)
  const isVerdict = judged.is === 'pass' || judged.is === 'fail'
  if (
    isVerdict &&
    (await adapter._flow?._handleVerdict(widget, {
      _asking: asking,
      _judged: judged,
      _hadFocus: hadFocus,
    }))
  )
    return
  if (isVerdict || judged.is === 'gone') {
    const sentence = language.say(isVerdict ? 'wrong' : 'gone')
    return load(widget, { _sentence: sentence, _tone: 'wrong' }, hadFocus)
  }
  widget._state = asking
  return showFailure(widget, judged, {
    _hadFocus: hadFocus,
    run: (isFocused) =>
      void send(widget, { _asking: asking, _answer: answer, _hadFocus: isFocused }),
  })
}
