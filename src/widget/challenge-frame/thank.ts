import type { WidgetBox } from '../core/box.ts'
import type { GivenThanks } from './source.ts'

// Long enough to read a line, and no longer: the visitor has a form to send.
const THANKS_MS = 1_500
const HOLDS_MAX = 10

/** Thanks that stand in the box: what gives the pass at once, and what ends them without it. */
export type ShownThanks = { _give: () => void; end: () => void }

/**
 * Thanks the visitor in the box for a moment, longer while they are at the link, and then gives the pass to the page.
 * Returns what gives it at once: closing early, or leaving for the link, must not lose it.
 */
export function thank(
  box: WidgetBox,
  { _text: sentence, _credits: credits }: GivenThanks,
  give: () => void,
): ShownThanks {
  box._setBusy(false)
  box._show(null, credits)
  box._showButtons([])
  box.say({ _sentence: sentence, _tone: 'right' })
  box._focusStatus()
  let holds = 0
  const timer = setInterval(() => {
    holds += 1
    if (holds > HOLDS_MAX || !box._root.querySelector('a:is(:hover, :focus-visible)')) giveOnce()
  }, THANKS_MS)
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
