import type { Challenge } from './challenge.ts'
import type { Message } from '../challenge-frame/frame.ts'
import { kinds } from './kinds.ts'
import { showReport, type SendReport } from './report.ts'
import { alarm, tell, type Widget } from './state.ts'

/** Fetches the next challenge and asks it, with a message; focus follows only if it was in the widget. */
export async function load(
  widget: Widget,
  message: Message,
  hadFocus = widget.frame.hasFocus(),
): Promise<void> {
  const { face, frame, words } = widget
  widget.state = { is: 'busy' }
  face.onChallenge(null)
  frame.setBusy(true)
  frame.say({ sentence: words.loading })
  const fetched = await face.source.fetchChallenge()
  frame.setBusy(false)
  if (fetched.is === 'challenge') {
    const firstField = ask(widget, fetched.challenge, message)
    if (hadFocus && isFocusFree(face.host)) firstField.focus()
    return
  }
  widget.state = { is: 'failed' }
  frame.show(null, [])
  frame.offer([])
  alarm(widget, fetched, {
    hadFocus: hadFocus && isFocusFree(face.host),
    run: (isFocused) => void load(widget, message, isFocused),
  })
}

function ask(widget: Widget, challenge: Challenge, message: Message): HTMLElement {
  const { face, frame, words } = widget
  const view = kinds[challenge.kind](challenge, words)
  widget.state = { is: 'asking', challenge, view }
  const report = showReport(challenge, words, (send) => void leave(widget, send))
  frame.show(view.element, challenge.credits, report)
  frame.offer(['validate', 'another'])
  frame.say(tell(widget, message))
  face.onChallenge(challenge.id)
  return view.firstField
}

async function leave(widget: Widget, send: SendReport): Promise<void> {
  const { frame, words } = widget
  if (widget.state.is !== 'asking') return
  widget.state = { is: 'busy' }
  frame.setBusy(true)
  const isSent = await send()
  return load(widget, { sentence: isSent ? words.reported : words.anotherShown })
}

// The visitor may have gone on to the next field of the form while the challenge was on its way.
function isFocusFree(host: HTMLElement): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused === host
}
