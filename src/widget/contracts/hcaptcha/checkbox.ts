import { make } from '../../core/element.ts'
import { css } from './checkbox.css'
import type { WidgetOptions } from './options.ts'
import { setStyle } from './style.ts'
import type { Theme } from './theme.ts'
import type { CheckboxWords } from './words.ts'

/** What the checkbox looks like. */
export type Look = 'empty' | 'busy' | 'checked'

/** The checkbox of one widget, in a frame of its own within the container. */
export type Checkbox = {
  frame: HTMLIFrameElement
  /** The notice says why it is empty again. */
  show: (look: Look, notice: string) => void
  focus: () => void
}

const sizes = {
  normal: 'width:302px;height:76px',
  compact: 'width:158px;height:138px',
  invisible: 'display:none',
} as const

/**
 * Makes the frame with the checkbox, not yet in the page. The frame has no address: the script reaches
 * into it, the page's style sheets do not.
 */
export function makeCheckbox(
  id: string,
  from: { options: WidgetOptions; theme: Theme; tag: string; words: CheckboxWords },
  onPress: () => void,
): Checkbox {
  const { options, words } = from
  const frame = make('iframe', {
    title: words.title,
    tabindex: String(options.tabindex),
    frameborder: '0',
    scrolling: 'no',
    'data-hcaptcha-widget-id': id,
    'data-hcaptcha-response': '',
  })
  setStyle(
    frame,
    `max-width:100%;margin:0;padding:0;border:0;border-radius:4px;${sizes[options.size]}`,
  )
  if (options.size === 'invisible') frame.setAttribute('aria-hidden', 'true')

  const button = make('button', { type: 'button', role: 'checkbox' }, [make('i'), words.label])
  const status = make('small', { role: 'status' })
  // Each time the frame comes into the page, or is moved within it, it begins with an empty document, and
  // what was in the one before has lost its listeners.
  frame.addEventListener('load', () => {
    const page = frame.contentDocument
    if (!page) return
    dress(page, from)
    page.body.addEventListener('click', onPress)
    page.body.replaceChildren(button, make('em', {}, ['Incipit']), status)
  })

  function show(look: Look, notice: string): void {
    button.setAttribute('aria-checked', String(look === 'checked'))
    button.setAttribute('aria-busy', String(look === 'busy'))
    status.textContent = notice
  }
  show('empty', '')
  return {
    frame,
    show,
    focus: () => {
      button.focus()
    },
  }
}

// A sheet can be used only in the document whose window made it.
function dress(
  page: Document,
  { options, theme, tag }: { options: WidgetOptions; theme: Theme; tag: string },
): void {
  const { documentElement: root, body, defaultView: view } = page
  root.lang = tag
  body.className = options.size
  setStyle(root, `color-scheme:${theme.colorScheme}`)
  for (const [name, color] of Object.entries(theme.colors)) setStyle(root, `--${name}:${color}`)
  if (!view) return
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(css)
  page.adoptedStyleSheets = [sheet]
}
