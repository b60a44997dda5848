import {
  colorNames,
  frameGreeting,
  type Colors,
  type FromRound,
  type ToFrame,
} from '../../../wire/frame.ts'
import type { ChosenWay } from '../../core/challenge.ts'
import { make } from '../../core/element.ts'
import { load, tell } from '../../core/load.ts'
import type { JudgedChallenge, Widget, WidgetAsking } from '../../core/state.ts'

/** Where the frame is, whom it asks for, and how; with the challenge that the page has asked for already. */
export type FrameOrder = {
  _address: string
  _clientId: string
  _languages: readonly string[]
  _way: ChosenWay
  _challenge: unknown
  _isQuiet: boolean
  _isRound: boolean
}

/**
 * Shows in a widget the frame of our own origin, in which the ways run that the payload does not have: what hears or
 * works is no script of the page then, and the page's integrity value holds. While it is there the widget is busy: a
 * form that is sent waits for the pass.
 */
export function showFrame(widget: Widget, order: FrameOrder): void {
  const { _box: box, _language: language, _adapter: adapter } = widget
  const { _host: host } = adapter
  const form = host.closest('form')
  const frame = openFrame(host, order, language.say('humanCheck'), (event) => {
    if (event.is === 'size') frame.style.height = `${event.heightPixels}px`
    if (event.is === 'close' || event.is === 'failed') leave()
    if (event.is === 'wrong') judge('', { is: 'fail' })
    if (event.is !== 'pass') return
    const { token: id, expires_in_seconds: seconds } = event.pass
    judge(id, { is: 'pass', _expiresInSeconds: seconds })
  })
  if (!order._isQuiet)
    frame.addEventListener('load', () => {
      frame.focus()
    })
  form?.addEventListener('reset', onReset)
  widget._state = { is: 'busy' }
  adapter._onChallenge(null, 0)
  box._setBusy(false)
  // One that was brought comes with a message.
  if (!order._challenge) tell(widget, { _sentence: '' })
  box._showButtons([])
  box._showWays({ _way: '', _ways: [] }, language.say)
  box._show(frame, [])

  // What works in the frame ends with it, not once the next challenge is there.
  function leave(): void {
    const hadFocus = end()
    void load(widget, { _sentence: language.say('anotherShown') }, hadFocus)
  }

  function onReset(): void {
    if (frame.isConnected) leave()
    else end()
  }

  // Whoever is in another field of the form by now stays there.
  function end(): boolean {
    const hadFocus = box._hasFocus()
    form?.removeEventListener('reset', onReset)
    frame.remove()
    return hadFocus
  }

  function judge(id: string, judged: JudgedChallenge['_judged']): void {
    const asking = { _challenge: { id, _thanks: [] } } as unknown as WidgetAsking
    void adapter._flow?._handleVerdict(widget, {
      _asking: asking,
      _judged: judged,
      _hadFocus: end(),
    })
  }
}

function openFrame(
  host: HTMLElement,
  { _address, _clientId, _languages, _way, _challenge, _isQuiet, _isRound }: FrameOrder,
  title: string,
  onEvent: (event: FromRound) => void,
): HTMLIFrameElement {
  const frame = make('iframe', { src: _address, title })
  frame.style.cssText = 'width:100%;height:20em;border:0;display:block'
  frame.addEventListener('load', () => {
    const { port1, port2 } = new MessageChannel()
    const style = getComputedStyle(host)
    const colors = colorNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
    port1.addEventListener('message', ({ data }: MessageEvent<FromRound>) => {
      onEvent(data)
    })
    port1.start()
    frame.contentWindow?.postMessage(frameGreeting, _address, [port2])
    port1.postMessage({
      contract: 'ocapi',
      turn: 1,
      sitekey: _clientId,
      host: '',
      languages: _languages,
      words: null,
      colors: Object.fromEntries(colors) as Colors,
      colorScheme: style.colorScheme === 'dark' ? 'dark' : 'light',
      way: _way,
      challenge: _challenge,
      isQuiet: _isQuiet,
      isRound: _isRound,
    } satisfies ToFrame)
  })
  return frame
}
