import { drawBox } from './box.ts'
import { startGame } from './game.ts'
import { load } from './load.ts'
import type { Adapter, Widget } from './state.ts'
import { validate } from './validate.ts'

/** Runs a widget in its host until the page goes; `renew` asks anew, as if the page had just been opened. */
export function runWidget(adapter: Adapter): { renew: () => void } {
  const { words } = adapter.language
  const box = drawBox(adapter.host, adapter.language, {
    validate: () => void validate(widget),
    another: () => {
      if (widget.state.is === 'asking') void load(widget, { sentence: words.anotherShown })
    },
    playAgain: renew,
    close: adapter.onClose,
  })
  const widget: Widget = {
    adapter,
    box,
    words,
    state: { is: 'done' },
    game: startGame(adapter.rounds),
    cancelExpiry: () => {},
  }
  box.root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent) validateOnEnter(widget, event)
  })
  box.root.addEventListener(
    'error',
    () => {
      reportPicture(widget)
    },
    true,
  )
  renew()
  return { renew }

  function renew(): void {
    if (widget.state.is === 'busy') return
    widget.game = startGame(adapter.rounds)
    void load(widget, { sentence: '' }, adapter.onClose !== null || box.hasFocus())
  }
}

// The key must neither send the page's form nor, halfway through composing a sign, our answer.
function validateOnEnter(widget: Widget, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing) return
  if (!(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  event.stopPropagation()
  // Held down since before, as on the checkbox that opened this.
  if (!event.repeat) void validate(widget)
}

function reportPicture(widget: Widget): void {
  const { box, state, words } = widget
  if (state.is !== 'asking') return
  box.alarm(words.pictureFailed, {
    isFocused: false,
    run: () => void load(widget, { sentence: words.anotherShown }),
  })
}
