import { drawBox } from './box.ts'
import { load } from './load.ts'
import { sayForKind } from './say-for-kind.ts'
import { openLanguage } from '../words/language.ts'
import type { Adapter, Widget } from './state.ts'
import { validate } from './validate.ts'

/** Runs a widget in its host until the page goes; `renew` asks anew, as if the page had just been opened. */
export function runWidget(adapter: Adapter): { _widget: Widget; _renew: () => void } {
  const box = drawBox(adapter, {
    validate: () => void validate(widget),
    another: () => {
      if (widget._state.is !== 'busy')
        void load(widget, { _sentence: widget._language.say('anotherShown') })
    },
    playAgain: renew,
    _choose(way) {
      if (widget._state.is === 'busy') return
      if (adapter._onWay) return adapter._onWay(way)
      widget._way = way
      void load(widget, { _sentence: '' }, true)
    },
    _close: adapter._onClose,
  })
  const widget: Widget = {
    _adapter: adapter,
    _box: box,
    // Until the words have come.
    _language: openLanguage(null),
    _way: adapter._way ?? 'default',
    _state: { is: 'done' },
  }
  box._root.addEventListener('keydown', (event) => {
    validateOnEnter(widget, event as KeyboardEvent)
  })
  box._root.addEventListener('solved', () => void validate(widget))
  box._root.addEventListener(
    'error',
    () => {
      reportMedium(widget)
    },
    true,
  )
  renew()
  return { _widget: widget, _renew: renew }

  function renew(): void {
    if (widget._state.is === 'busy') return
    adapter._flow?._begin()
    void load(
      widget,
      { _sentence: '' },
      (adapter._onClose !== null && !adapter._isQuiet) || box._hasFocus(),
    )
  }
}

// The key must not submit the page's form, nor our answer in the middle of composing a character.
function validateOnEnter(widget: Widget, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing) return
  if (!(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  event.stopPropagation()
  // Still held down, for example since opening this from the checkbox.
  if (!event.repeat) void validate(widget)
}

function reportMedium(widget: Widget): void {
  const { _box: box, _state: state, _language: language } = widget
  if (state.is !== 'asking') return
  const say = sayForKind(state._challenge, language.say)
  box._showAlert(say('pictureFailed'), {
    _label: say('tryAgain'),
    _isFocused: false,
    run: () => void load(widget, { _sentence: language.say('anotherShown') }),
  })
}
