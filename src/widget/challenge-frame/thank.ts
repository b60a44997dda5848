import type { Widget } from '../core/state.ts'
import type { GivenThanks } from './source.ts'

// Long enough to read them, and no longer: the visitor has a form to send.
const THANKS_MS = 2_000
// A screen reader asks for a sentence when it hears of it, and says nothing of one that is gone by then.
const HEARD_MS = 600
const HOLDS_MAX = 10

/** A verdict that stands in the box: what gives the pass at once, and what ends it without it. */
export type ShownThanks = { _give: () => void; end: () => void }

/**
 * Says that the answer was right, and gives the pass to the page once a screen reader has had time to hear it. Thanks
 * stand in the box for longer, and stay while the visitor is at their link.
 * Returns what gives the pass at once: closing early, or leaving for the link, must not lose it.
 */
export function thank(
  { _box: box, _language: language }: Widget,
  thanks: GivenThanks | null,
  give: () => void,
): ShownThanks {
  const right = language.say('right')
  if (thanks) {
    box._setBusy(false)
    box._show(null, thanks._credits)
    box._showButtons([])
  }
  box.say({ _sentence: thanks ? `${right} ${thanks._text}` : right, _tone: 'right' })
  if (thanks) box._focusStatus()
  let holds = 0
  const timer = setInterval(
    () => {
      holds += 1
      if (holds > HOLDS_MAX || !box._root.querySelector('a:is(:hover, :focus-visible)')) giveOnce()
    },
    thanks ? THANKS_MS : HEARD_MS,
  )
  addEventListener('blur', giveOnce)

  function end(): void {
    clearInterval(timer)
    removeEventListener('blur', giveOnce)
  }

  function giveOnce(): void {
    end()
    give()
  }

  return { _give: giveOnce, end }
}
