import { make } from '../core/element.ts'
import { makeCheckbox } from './checkbox.ts'
import { closed, endCycle } from './cycle.ts'
import type { WidgetFields } from './fields.ts'
import { languagesOf, type PageOptions } from './options.ts'
import { dropDialog, prepare, start } from './run.ts'
import { english } from './sentences.ts'
import { setStyle } from './style.ts'
import type { PageWidget } from './widget.ts'
import { fetchSentences } from './words.ts'

/** Draws a widget into a container. */
export function makeWidget(
  container: Element,
  options: PageOptions,
  makeWidgetFields: (frame: HTMLElement) => WidgetFields,
  press: (widget: PageWidget) => void = start,
): PageWidget {
  const checkbox = makeCheckbox(options, ({ type, target }) => {
    if (type !== 'click') prepare(widget)
    else if (!(target as HTMLAnchorElement).href && !fields._read()) press(widget)
  })
  const { _frame: frame } = checkbox
  const fields = makeWidgetFields(frame)
  const widget: PageWidget = {
    id: options._id,
    _container: container,
    _options: options,
    _sentences: english,
    _words: null,
    _fields: fields,
    _checkbox: checkbox,
    _dialog: null,
    _phase: 'idle',
    _turn: 0,
    _key: '',
    _asked: {},
    _waiting: [],
    _isInPage: () => container.contains(frame),
  }
  // Nobody could close an open dialog in what Turbo keeps of a page: only who made a frame has given it `onload`.
  for (const copy of document.querySelectorAll<HTMLElement>(`[src^="${options._endpoint}/1/"]`))
    if (!copy.onload) copy.closest('dialog')?.remove()
  container.append(frame, ...fields._elements)
  void fetchSentences(widget, languagesOf(options)).then(
    // Nobody can press what is not drawn.
    () => checkbox._checkSealed() && start(widget),
  )
  return widget
}

/**
 * Lets a widget prepare when the pointer comes to its container, the visitor begins with the form, or, where nothing
 * can hover, when it is scrolled into view.
 */
export function prepareWhenNear(widget: PageWidget, container: Element): void {
  function come(): void {
    prepare(widget)
  }
  container.addEventListener('pointerover', come)
  // A finger comes near only with the press itself.
  if (matchMedia('(hover:none)').matches)
    new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) come()
    }).observe(container)
  ;(container.closest('form') ?? container).addEventListener('focusin', come)
}

/** Takes a widget out of the page again. */
export function removeWidget(widget: PageWidget): void {
  endCycle(widget, closed)
  dropDialog(widget)
  for (const element of [widget._checkbox._frame, ...widget._fields._elements]) element.remove()
  widget._unbind?.()
}

/**
 * Lets a button of the page start a widget. It stays the page's own; an invisible twin before it, of this class,
 * holds the fields, and a `data-` attribute of this name marks the button.
 */
export function bindButton(
  button: HTMLElement,
  name: string,
  mark: string,
  makeIn: (twin: HTMLElement) => PageWidget,
): PageWidget {
  const twin = make('div', { class: name })
  setStyle(twin, 'display:none')
  const widget = makeIn(twin)
  const { id } = widget
  button.before(twin)
  button.dataset[mark] = id
  button.addEventListener('click', press)

  function press(event: Event): void {
    event.preventDefault()
    start(widget)
  }
  widget._isInPage = () => button.dataset[mark] === id
  widget._unbind = () => {
    twin.remove()
    delete button.dataset[mark]
    button.removeEventListener('click', press)
  }
  return widget
}
