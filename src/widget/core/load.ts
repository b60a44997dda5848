import type { KnownChallenge } from './challenge.ts'
import type { Message } from './box.ts'
import type { SendReport } from './report.ts'
import { sayForKind } from './say-for-kind.ts'
import type { Say } from '../words/language.ts'
import { showFailure, type Widget } from './state.ts'

/** Fetches the next challenge and asks it, with a message; focus follows only if it was in the widget. */
export async function load(
  widget: Widget,
  message: Message,
  hadFocus = widget._box._hasFocus(),
): Promise<void> {
  const { _adapter: adapter, _box: box } = widget
  widget._state = { is: 'busy' }
  adapter._onChallenge(null, 0)
  box._setBusy(true)
  const [fetched] = await Promise.all([
    adapter._source._fetchChallenge(widget._way),
    loadWords(widget, message),
  ])
  box._setBusy(false)
  const isFocused = hadFocus && isFocusFree(adapter._host)
  if (fetched.is === 'challenge') {
    const firstField = ask(widget, fetched._challenge, message)
    if (isFocused) firstField.focus()
    return
  }
  if (fetched.is === 'framed') {
    tell(widget, message)
    return adapter._onWay?.('default', fetched._body, isFocused)
  }
  widget._state = { is: 'failed' }
  box._show(null, [])
  box._showButtons([])
  showFailure(widget, fetched, {
    _hadFocus: isFocused,
    run: (isStillFocused) => void load(widget, message, isStillFocused),
  })
}

// The words load in parallel with the challenge; if they failed, they are requested again.
async function loadWords(widget: Widget, message: Message): Promise<void> {
  const { _adapter: adapter, _box: box } = widget
  if (!widget._language._isWhole) {
    widget._language = await adapter._fetchLanguage()
    box._setLanguage(widget._language)
  }
  // What is judged has been said to be checked, and a screen reader would say this only after the verdict.
  if (!message._tone) box.say({ _sentence: widget._language.say('loading') })
}

function ask(widget: Widget, challenge: KnownChallenge, message: Message): HTMLElement {
  const { _adapter: adapter, _box: box, _language: language } = widget
  // The file of words has the sentences of all kinds.
  const view = challenge._kind._show(challenge, language.say as Say<string>)
  const asking = { is: 'asking', _challenge: challenge, _view: view } as const
  widget._state = asking
  const say = sayForKind(challenge, language.say)
  const report =
    challenge._media.length > 0 &&
    adapter._showReport(challenge, say, (send) => void reportAndLoad(widget, send))
  box._show(view._element, challenge._credits, report || undefined)
  const isAsked = challenge._media.length > 0
  box._showButtons(isAsked ? ['validate', 'another'] : [])
  box._showWays(challenge, language.say)
  tell(widget, message)
  adapter._onChallenge(challenge.id, challenge._seconds)
  adapter._watchEnd(widget, asking, challenge._seconds, () => {
    void load(widget, { _sentence: language.say('gone'), _tone: 'wrong' })
  })
  return view._firstField
}

/** Says a message, in a game with its round. */
export function tell(
  { _adapter: adapter, _box: box, _language: language }: Widget,
  message: Message,
): void {
  box.say(adapter._flow?._addProgress(language, message) ?? message)
}

async function reportAndLoad(widget: Widget, send: SendReport): Promise<void> {
  const { _box: box, _language: language } = widget
  if (widget._state.is !== 'asking') return
  widget._state = { is: 'busy' }
  box._setBusy(true)
  const isSent = await send()
  return load(widget, { _sentence: language.say(isSent ? 'reported' : 'anotherShown') })
}

// The visitor may have gone on to the next field of the form while the challenge was on its way.
function isFocusFree(host: HTMLElement): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused === host
}
