import { frameGreeting, type FrameTold, type FromFrame, type ToFrame } from '../../wire/frame.ts'
import { make } from '../core/element.ts'
import { css } from './frame.css'
import { watchSize } from './size.ts'
import { connectFrame } from './source.ts'
import { chooseLanguage, type Language } from '../words/language.ts'
import { runWidget } from '../core/widget.ts'

type Tell = (told: FrameTold) => void

/** One widget in the frame, from a `begin` to the next. */
type Run = {
  tell: Tell
  /** Puts the focus into the first thing there is to do. */
  focus: () => void
  end: () => void
}

/** Waits for the greeting of the page around the frame, once, and shows what comes over its port. */
export function startFrame(): void {
  addEventListener('message', greet)

  function greet({ source, data, origin, ports: [port] }: MessageEvent<unknown>): void {
    if (source !== parent || data !== frameGreeting || !port) return
    removeEventListener('message', greet)
    serve(port, origin)
  }
}

function serve(port: MessagePort, page: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
  let run: Run | null = null
  port.addEventListener('message', ({ data }: MessageEvent<ToFrame>) => {
    run?.end()
    const tell: Tell = (told) => {
      port.postMessage({ ...told, turn: data.turn } satisfies FromFrame)
    }
    run = { tell, ...begin(data, { page, tell, sheet }) }
  })
  port.start()
  document.addEventListener('keydown', ({ key, isComposing }) => {
    if (key === 'Escape' && !isComposing) run?.tell({ is: 'close' })
  })
  // A page that opens its dialog focuses the frame, which forgets what in it had the focus.
  addEventListener('focus', () => {
    if (document.activeElement === document.body) run?.focus()
  })
}

function begin(
  message: ToFrame,
  { page, tell, sheet }: { page: string; tell: Tell; sheet: CSSStyleSheet },
): Pick<Run, 'focus' | 'end'> {
  const language = chooseLanguage(readTags(message.languages))
  const source = connectFrame(message, { page, language: language.tag, tell })
  const host = make('div')
  dressDocument(message, { host, language })
  runWidget({
    host,
    language,
    source,
    rounds: 0,
    onChallenge: (id) => {
      if (id === null) return
      size.tell()
      // The focus in the first field must not scroll away the picture above it.
      requestAnimationFrame(() => {
        scrollTo(0, 0)
      })
      tell({ is: 'shown', expires_in_seconds: source.readSeconds() })
    },
    onPass: () => {},
    onExpire: () => {},
    onClose: () => {
      tell({ is: 'close' })
    },
  })
  const root = host.shadowRoot
  root?.adoptedStyleSheets.push(sheet)
  const size = watchSize(host, tell)
  return {
    focus() {
      root?.querySelector<HTMLElement>('input, button:not([hidden])')?.focus({
        preventScroll: true,
      })
    },
    end: size.end,
  }
}

// Older names that browsers and telephones still send.
const renamed: ReadonlyMap<string, string> = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['nb', 'no'],
  ['ji', 'yi'],
  ['jw', 'jv'],
])

function readTags(languages: readonly string[]): string[] {
  return languages.map((tag) =>
    tag.replace(/_/g, '-').replace(/^\w+/, (name) => renamed.get(name.toLowerCase()) ?? name),
  )
}

function dressDocument(
  { colors, colorScheme }: ToFrame,
  { host, language }: { host: HTMLElement; language: Language },
): void {
  for (const [name, color] of Object.entries(colors)) host.style.setProperty(`--${name}`, color)
  host.style.colorScheme = colorScheme
  const { documentElement: root, body } = document
  root.style.colorScheme = colorScheme
  root.lang = language.tag
  root.dir = language.direction
  document.title = language.words.title
  body.replaceChildren(host)
}
