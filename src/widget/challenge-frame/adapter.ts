import {
  colorNames,
  frameGreeting,
  type FrameReady,
  type FromRound,
  type RoundEvent,
  type ToFrame,
} from '../../wire/frame.ts'
import { make } from '../core/element.ts'
import type { KindViews } from '../kinds/kind.ts'
import { css } from './frame.css'
import { watchSize } from './size.ts'
import { thank, type ShownThanks } from './thank.ts'
import { connectFrame, serviceRoot, type GivenThanks } from './source.ts'
import { fetchWords } from '../words/fetch-words.ts'
import { openLanguage, type WidgetLanguage } from '../words/language.ts'
import { watchEnd } from '../core/extend.ts'
import { showReport } from '../core/report.ts'
import { runWidget } from '../core/widget.ts'

type Emit = (event: RoundEvent) => void

/** What a run has around it: the page's origin, the kinds it can show, the port and the frame's own styles. */
type FrameContext = { _page: string; _kinds: KindViews; _emit: Emit; _sheet: CSSStyleSheet }

/** One widget in the frame, from a `begin` to the next. */
type Run = {
  _emit: Emit
  /** Focuses the first field. */
  _focus: () => void
  /** The visitor leaves. */
  _leave: () => void
  end: () => void
}

/** Waits once for the greeting of the page around the frame, then shows what comes over its port, of these kinds. */
export function startFrame(kinds: KindViews): void {
  addEventListener('message', greet)

  function greet({ source, data, origin, ports: [port] }: MessageEvent<unknown>): void {
    if (source !== parent || data !== frameGreeting || !port) return
    removeEventListener('message', greet)
    serve(port, { _page: origin, _kinds: kinds })
  }
}

function serve(port: MessagePort, context: Pick<FrameContext, '_page' | '_kinds'>): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
  let run: Run | null = null
  port.addEventListener('message', ({ data }: MessageEvent<ToFrame | null>) => {
    run?.end()
    run = null
    // What works ends once it is out of the document.
    document.body.replaceChildren()
    if (!data) return
    const emit: Emit = (event) => {
      port.postMessage({ ...event, turn: data.turn } satisfies FromRound)
    }
    run = { _emit: emit, ...begin(data, { ...context, _emit: emit, _sheet: sheet }) }
  })
  port.start()
  port.postMessage({ is: 'ready', turn: 0 } satisfies FrameReady)
  const focusFirst = (): void => {
    if (document.activeElement === document.body) run?._focus()
  }
  document.addEventListener('keydown', ({ key, isComposing, ctrlKey, metaKey }) => {
    if (key === 'Escape' && !isComposing) run?._leave()
    // WebKit lets a frame of another origin move the focus only once something was pressed in it: what is typed goes on
    // to the first field.
    if (/^\S$/.test(key) && !ctrlKey && !metaKey) focusFirst()
  })
  // When a page opens its dialog it focuses the frame, which loses the focus inside it.
  addEventListener('focus', focusFirst)
}

function begin(
  message: ToFrame,
  { _page: page, _kinds: kinds, _emit: emit, _sheet: sheet }: FrameContext,
): Pick<Run, '_focus' | '_leave' | 'end'> {
  // Challenges bring sentences of their own, before or after the words have come.
  const sentences = {}
  let thanks: ShownThanks | null = null
  const leave = (): void => {
    if (thanks) thanks._give()
    else emit({ is: 'close' })
  }
  const ground = {
    _page: page,
    _kinds: kinds,
    _sentences: sentences,
    _emit: emit,
    _succeed(pass: RoundEvent, given: GivenThanks | null) {
      const give = (): void => {
        emit(pass)
      }
      // Ocapi's box says it in the page.
      if (!given && message.contract === 'ocapi') give()
      else thanks = thank(widget, given, give)
    },
  }
  const source = connectFrame(message, ground)
  const host = make('div')
  styleDocument(message, host)
  const widget = runWidget({
    _host: host,
    _colors: '',
    _about: `${serviceRoot()}about?sitekey=${message.sitekey}`,
    _source: source,
    _kinds: kinds,
    async _fetchLanguage() {
      const words = message.words ?? (await fetchWords(serviceRoot(), message.languages))
      if (words && !message.words) emit({ is: 'words', words })
      const language = openLanguage(
        words && { ...words, challenge: Object.assign(sentences, words.challenge) },
      )
      // The page may have begun anew meanwhile, in another language.
      if (host.isConnected) setDocumentLanguage(language)
      return language
    },
    _onChallenge: (id, seconds) => {
      if (id === null) return
      size._measure()
      // Focusing the first field must not scroll the picture above it out of view.
      requestAnimationFrame(() => {
        scrollTo(0, 0)
      })
      emit({ is: 'shown', expires_in_seconds: seconds })
    },
    _flow: null,
    _watchEnd: watchEnd,
    _showReport: showReport,
    _onWay: null,
    _way: message.way,
    _onClose: leave,
    _isQuiet: message.isQuiet,
  })._widget
  const root = host.shadowRoot
  root?.adoptedStyleSheets.push(sheet)
  const size = watchSize(host, emit)
  return {
    _focus() {
      root?.querySelector<HTMLElement>('input, button:not([hidden], .close)')?.focus({
        preventScroll: true,
      })
    },
    _leave: leave,
    end() {
      thanks?.end()
      size.end()
    },
  }
}

function styleDocument({ colors, colorScheme }: ToFrame, host: HTMLElement): void {
  for (const [name, color] of Object.entries(colors))
    host.style.setProperty(`--${colorNames[Number(name)] ?? name}`, color)
  host.style.colorScheme = colorScheme
  document.documentElement.style.colorScheme = colorScheme
  document.body.replaceChildren(host)
}

function setDocumentLanguage({ tag, _direction: direction, say }: WidgetLanguage): void {
  const { documentElement: root } = document
  root.lang = tag
  root.dir = direction
  document.title = say('humanCheck')
}
