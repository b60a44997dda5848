import { drawFrame } from '../challenge-frame/frame.ts'
import { startGame } from './game.ts'
import { load } from './load.ts'
import type { Face, Widget } from './state.ts'
import { validate } from './validate.ts'

/** Runs a widget in its host until the page goes; `renew` asks anew, as if the page had just been opened. */
export function runWidget(face: Face): { renew: () => void } {
  const { words } = face.language
  const frame = drawFrame(face.host, face.language, {
    validate: () => void validate(widget),
    another: () => {
      if (widget.state.is === 'asking') void load(widget, { sentence: words.anotherShown })
    },
    playAgain: renew,
    close: face.onClose,
  })
  const widget: Widget = {
    face,
    frame,
    words,
    state: { is: 'done' },
    game: startGame(face.rounds),
    cancelExpiry: () => {},
  }
  frame.root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent) validateOnEnter(widget, event)
  })
  frame.root.addEventListener(
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
    widget.game = startGame(face.rounds)
    void load(widget, { sentence: '' }, face.onClose !== null || frame.hasFocus())
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
  const { frame, state, words } = widget
  if (state.is !== 'asking') return
  frame.alarm(words.pictureFailed, {
    isFocused: false,
    run: () => void load(widget, { sentence: words.anotherShown }),
  })
}
