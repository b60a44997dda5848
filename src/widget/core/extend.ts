import { expireAfter } from './expiry.ts'
import { isRecord } from './parse.ts'
import { requestJson } from './request.ts'
import type { Widget, WidgetAsking } from './state.ts'

const NOTICE_SECONDS = 120

/**
 * Announces the end of a challenge two minutes before, with a button that extends it; what was typed stays. `onEnd` is
 * called when it has ended.
 */
export function watchEnd(
  widget: Widget,
  asking: WidgetAsking,
  seconds: number,
  onEnd: () => void,
): void {
  const { _box: box, _language: language, _adapter: adapter } = widget
  const { _challenge: challenge } = asking
  const [medium] = challenge._media
  if (!medium) return
  const isOver = (): boolean => widget._state !== asking || !adapter._host.isConnected
  const { url } = medium

  async function extend(): Promise<void> {
    const reply = await requestJson(url.replace(/(.*\/)(picture|media)\/.*/, '$1extend'), {
      challenge: challenge.id,
    })
    if (isOver()) return
    const { expires_in_seconds: more } = isRecord(reply?.body) ? reply.body : {}
    // The second warning says so if there was no more time to be had.
    if (typeof more !== 'number') return
    box.say({ _sentence: language.say('timeGiven') })
    asking._view._firstField.focus()
    adapter._onChallenge(challenge.id, more)
    cancelEnd()
    watchEnd(widget, asking, more, onEnd)
  }

  expireAfter(Math.max(seconds - NOTICE_SECONDS, seconds / 2), () => {
    if (isOver()) return
    box._showAlert(language.say('endsSoon'), {
      _label: language.say('moreTime'),
      _isFocused: false,
      run: () => void extend(),
    })
  })
  const cancelEnd = expireAfter(seconds, () => {
    if (!isOver()) onEnd()
  })
}
