import type { WordsFile } from '../../wire/words.ts'
import { make } from '../core/element.ts'
import { css } from './checkbox.css'
import { logError } from './log-error.ts'
import type { PageOptions } from './options.ts'
import { reset, setStyle, unseen } from './style.ts'
import type { Notice, Sentences } from './sentences.ts'

const QUIET = 3
const WRONG = 9

/** What the checkbox looks like. */
export type Look = 'empty' | 'busy' | 'checked'

/** The checkbox of one widget, in a frame of its own within the container. */
export type Checkbox = {
  _frame: HTMLIFrameElement
  /** The links to what this is and what is kept, and the notice: a badge shows them where the box is not seen. */
  _parts: readonly HTMLElement[]
  /** The sentence of a name says why it is unchecked again, or what it waits for. */
  _show: (look: Look, notice: Notice | '') => void
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
  const frame = make('iframe', options._attributes)
  setStyle(frame, `${reset};max-width:100%;border-radius:4px;color-scheme:light;${options._style}`)

  if (options._style === unseen) frame.ariaHidden = 'true'

  const label = make('span')
  // To what this is, and what is kept.
  const links = make('p')
  const button = make('button', { type: 'button', role: 'checkbox' }, [make('i'), label])
  const status = make('small', { role: 'status' })
  // All of it follows one language.
  const box = make('div', {}, [make('section', {}, [button, status]), links])
  // Each time the frame is inserted into the page or moved, it starts with an empty document, and what was in
  // the previous one has lost its listeners.
  frame.addEventListener('load', () => {
    const page = frame.contentDocument
    if (!page?.defaultView) return
    const { body, defaultView: view } = page
    // A sheet can only be used in the document whose window created it.
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(css)
    page.adoptedStyleSheets = [sheet]
    paint()
    body.addEventListener('click', onUse)
    body.addEventListener('focusin', onUse)
    body.replaceChildren(box)
  })

  function paint(): void {
    // The build names the colours in the sheet by their numbers.
    for (const [index, color] of options._theme().colors.entries())
      setStyle(box, `--${index}:${color}`)
  }
  // The page may follow the system, and change with it.
  matchMedia('(prefers-color-scheme:dark)').addEventListener('change', paint)

  // What is to be said is said once there are words.
  let said: Partial<Sentences> = {}
  let latest: Notice | '' = ''
  function show(look: Look, notice: Notice | ''): void {
    latest = notice
    // Not every language has room for both.
    links.hidden = !!notice
    Object.assign(button, { ariaChecked: look === 'checked', ariaBusy: look === 'busy' })
    tell()
    // That it takes long is not wrong yet.
    setStyle(status, `color:var(--${notice && look !== 'busy' ? WRONG : QUIET})`)
  }
  function tell(): void {
    const standing = options._isTest ? said.testing : null
    // Of none, the browser makes an empty text.
    status.textContent = (latest ? (said[latest] ?? said.failed) : standing) as string | null
  }
  show('empty', '')

  // What a browser that knows constructed sheets opens this way has no opener.
  function link(name: string, part: string): HTMLElement {
    const href = `${options._endpoint}/about?lang=${box.lang}&sitekey=${options._sitekey}#${part}`
    return make('a', { href, target: '_blank' }, [name])
  }
  return {
    _frame: frame,
    _parts: [links, status],
    _show: show,
    _setLanguage(sentences, words) {
      box.lang = words?.tag ?? 'en'
      box.dir = words?.direction ?? ''
      label.textContent = sentences.label
      links.replaceChildren(link(sentences.about, ''), link(sentences.privacy, 'privacy'))
      frame.title = sentences.title
      said = sentences
      tell()
    },
    _focus: () => {
      button.focus()
    },
    _checkSealed() {
      if (!frame.isConnected || frame.contentDocument) return false
      logError('no origin.')
      frame.after(status)
      return true
    },
  }
}
