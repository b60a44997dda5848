import type { Widget } from '../../core/state.ts'
import { validate } from '../../core/validate.ts'

/** A form that waits for the challenge in it. */
export type HeldForm = {
  /** Stops a submit event, before anybody else sees it, if a widget has an answer to wait for. */
  _onSubmit: (event: SubmitEvent, widget: Widget | null) => void
  /** Sends what waits, in a moment, or forgets it. */
  _end: (isPassed: boolean) => void
}

/**
 * Has the challenge answered before its form is sent. The visitor has typed and presses the page's own button;
 * the event comes again once the answer is right, as if it were pressed then.
 */
export function holdForm(): HeldForm {
  let send: (() => void) | null = null

  return {
    _onSubmit(event, widget) {
      const form = event.target as HTMLFormElement
      const submitter = event.submitter as HTMLButtonElement | null
      send = null
      const focused = document.activeElement as HTMLElement | null
      // A button that saves a draft or closes a dialog needs no valid form, and no answer.
      if (!widget || !isAnswering(widget, submitter?.formNoValidate)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      // An answer that is not whole is not on its way.
      if (widget._state.is !== 'busy') return
      send = () => {
        focused?.focus()
        form.requestSubmit(submitter?.form === form ? submitter : null)
      }
    },
    _end(isPassed) {
      // The widget is still in the middle of its own step.
      if (isPassed && send) queueMicrotask(send)
      send = null
    },
  }
}

// Answers if there is something to answer, and says whether there is something to wait for.
function isAnswering(widget: Widget, isOptional = false): boolean {
  const { _state: state } = widget
  if (state.is !== 'asking') return state.is === 'busy' && !isOptional
  if (isOptional && state._view._readAnswer().is === 'incomplete') return false
  // From here the focus goes where the visitor has to go on.
  widget._box._focusStatus()
  void validate(widget)
  return true
}
