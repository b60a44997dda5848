import type { ShownChallenge } from './challenge.ts'
import type { Message } from './box.ts'
import { kindOf } from '../kinds/kinds.ts'
import { showReport, type SendReport } from './report.ts'
import { alarm, tell, type Widget } from './state.ts'

/** Fetches the next challenge and asks it, with a message; focus follows only if it was in the widget. */
export async function load(
  widget: Widget,
  message: Message,
  hadFocus = widget.box.hasFocus(),
): Promise<void> {
  const { adapter, box, words } = widget
  widget.state = { is: 'busy' }
  adapter.onChallenge(null)
  box.setBusy(true)
  box.say({ sentence: words.loading })
  const fetched = await adapter.source.fetchChallenge()
  box.setBusy(false)
  if (fetched.is === 'challenge') {
    const firstField = ask(widget, fetched.challenge, message)
    if (hadFocus && isFocusFree(adapter.host)) firstField.focus()
    return
  }
  widget.state = { is: 'failed' }
  box.show(null, [])
  box.offer([])
  alarm(widget, fetched, {
    hadFocus: hadFocus && isFocusFree(adapter.host),
    run: (isFocused) => void load(widget, message, isFocused),
  })
}

function ask(widget: Widget, challenge: ShownChallenge, message: Message): HTMLElement {
  const { adapter, box, words } = widget
  const view = kindOf(challenge).show(challenge, words)
  widget.state = { is: 'asking', challenge, view }
  const report = showReport(challenge, words, (send) => void leave(widget, send))
  box.show(view.element, challenge.credits, report)
  box.offer(['validate', 'another'])
  box.say(tell(widget, message))
  adapter.onChallenge(challenge.id)
  return view.firstField
}

async function leave(widget: Widget, send: SendReport): Promise<void> {
  const { box, words } = widget
  if (widget.state.is !== 'asking') return
  widget.state = { is: 'busy' }
  box.setBusy(true)
  const isSent = await send()
  return load(widget, { sentence: isSent ? words.reported : words.anotherShown })
}

// The visitor may have gone on to the next field of the form while the challenge was on its way.
function isFocusFree(host: HTMLElement): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused === host
}
