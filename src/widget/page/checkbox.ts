import type { WordsFile } from '../../wire/words.ts'
import { make } from '../core/element.ts'
import { css } from './checkbox.css'
import { logError } from './log-error.ts'
import type { PageOptions } from './options.ts'
import { setStyle } from './style.ts'
import { english, type Sentences } from './sentences.ts'

/** What the checkbox looks like. */
export type Look = 'empty' | 'busy' | 'checked'

/** The checkbox of one widget, in a frame of its own within the container. */
export type Checkbox = {
  _frame: HTMLIFrameElement
  /** The notice says why it is unchecked again. */
  _show: (look: Look, notice: string) => void
  /** Labels everything in a language; before that, there is only its title, in English. */
  _setLanguage: (sentences: Sentences, words: WordsFile | null) => void
  _focus: () => void
  /**
   * Says whether the script cannot reach into the frame, as in a sandbox without `allow-same-origin`. Notices are
   * then shown beside it.
   */
  _checkSealed: () => boolean
}

/**
 * Makes the frame with the checkbox, not yet in the page. The frame has no address: the script can reach into
 * it, the page's style sheets cannot. `onUse`: it is pressed (`click`) or focused (`focusin`).
 */
export function makeCheckbox(options: PageOptions, onUse: (event: Event) => void): Checkbox {
  const { _size: size, _theme: theme } = options
  const frame = make('iframe', {
    title: english.title,
    ...options._attributes,
  })
  setStyle(frame, `max-width:100%;margin:0;padding:0;border:0;border-radius:4px;${options._style}`)
  if (size === 'invisible') frame.ariaHidden = 'true'

  const label = make('span')
  const button = make('button', { type: 'button', role: 'checkbox' }, [make('i'), label])
  const status = make('small', { role: 'status' })
  // Each time the frame is inserted into the page or moved, it starts with an empty document, and what was in
  // the previous one has lost its listeners.
  frame.addEventListener('load', () => {
    const page = frame.contentDocument
    if (!page?.defaultView) return
    const { documentElement: root, body, defaultView: view } = page
    // A sheet can only be used in the document whose window created it.
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(css)
    page.adoptedStyleSheets = [sheet]
    setStyle(root, `color-scheme:${theme.colorScheme}`)
    for (const [name, color] of Object.entries(theme.colors)) setStyle(root, `--${name}:${color}`)
    body.className = size
    for (const name of ['click', 'focusin']) body.addEventListener(name, onUse)
    body.replaceChildren(button, make('em', {}, ['Incipit']), status)
    copyLanguage()
  })

  let standing = ''
  let latest = ''
  function show(look: Look, notice: string): void {
    latest = notice
    button.ariaChecked = `${look === 'checked'}`
    button.ariaBusy = `${look === 'busy'}`
    status.textContent = notice || standing
  }
  show('empty', '')

  // The whole document follows the language of the label.
  function copyLanguage(): void {
    const root = frame.contentDocument?.documentElement
    if (!root) return
    root.lang = label.lang
    root.dir = label.dir
  }
  return {
    _frame: frame,
    _show: show,
    _setLanguage({ title, label: text, testing }, words) {
      label.lang = words?.tag ?? 'en'
      label.dir = words?.direction ?? ''
      label.textContent = text
      frame.title = title
      if (options._isTest) standing = testing
      status.textContent = latest || standing
      copyLanguage()
    },
    _focus: () => {
      button.focus()
    },
    _checkSealed() {
      if (!frame.isConnected || frame.contentDocument) return false
      logError('there is no origin.')
      frame.after(status)
      return true
    },
  }
}
