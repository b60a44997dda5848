import { closed, endCycle } from './cycle.ts'
import type { PageWidget } from './widget.ts'

/** Empties a widget: without a token, a challenge or a tick. The page is not called. */
export function emptyWidget(widget: PageWidget): void {
  endCycle(widget, closed)
}

/** Empties all widgets that there are then together with their forms; returns what begins to watch a further one of them. */
export function followForms(findAll: () => Iterable<PageWidget>): (widget: PageWidget) => void {
  // The form empties its fields once all have heard that it is reset, unless one of them prevents it.
  function followReset(event: Event): void {
    // Later, what comes from a shadow root has none.
    const { target } = event
    setTimeout(() => {
      if (event.defaultPrevented) return
      for (const widget of findAll())
        if (widget._fields._elements[0]?.form === target) emptyWidget(widget)
    })
  }

  // After coming back from another page, the form may have been sent already and its token used up.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) for (const widget of findAll()) emptyWidget(widget)
  })

  return ({ _checkbox: { _frame: frame } }) => {
    // A form in a shadow root is reset there alone.
    const watch = (): void => {
      frame.getRootNode().addEventListener('reset', followReset, true)
    }
    watch()
    // It loads again wherever the page puts it.
    frame.addEventListener('load', watch)
  }
}
