import { expireAfter } from './expiry.ts'
import { isRecord } from './parse.ts'
import { requestJson } from './request.ts'
import type { Word } from '../words/language.ts'
import type { WatchEnd } from './state.ts'

const NOTICE_SECONDS = 120

/**
 * Announces the end of a challenge two minutes before, with a button that extends it; what was typed stays. `onEnd` is
 * called when it has ended.
 */
export const watchEnd: WatchEnd = (widget, asking, seconds, onEnd) => {
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
    // Where little is left to be had, the next announcement comes soon.
    if (typeof more !== 'number') return offer('unreachable', 'tryAgain', true)
    // Before the button goes: a screen reader says nothing of a focus that comes in place of what is gone.
    asking._view._firstField.focus()
    box.say({ _sentence: language.say('timeGiven') })
    adapter._onChallenge(challenge.id, more)
    cancelEnd()
    watchEnd(widget, asking, more, onEnd)
  }

  function offer(sentence: Word, label: Word, isFocused = false): void {
    box._showAlert(language.say(sentence), {
      _label: language.say(label),
      _isFocused: isFocused,
      run: () => void extend(),
    })
  }

  expireAfter(Math.max(seconds - NOTICE_SECONDS, seconds / 2), () => {
    if (!isOver()) offer('endsSoon', 'moreTime')
  })
  const cancelEnd = expireAfter(seconds, () => {
    if (!isOver()) onEnd()
  })
}
