import { frameGreeting, type Colors, type FromFrame, type ToFrame } from '../../wire/frame.ts'
import { make } from '../core/element.ts'
import type { DialogPlace } from './parent.ts'
import { placeBeside, type FrameSize } from './place.ts'
import { reset, setStyle } from './style.ts'

const DOUBLE_CLICK_MS = 500
// Its script has run when it has loaded, so an answer is a matter of milliseconds.
const ANSWER_MS = 1500
// Until the frame reports its own size: wide, so that its layout is the final one.
const FIRST_SIZE: FrameSize = { widthPixels: 656, heightPixels: 320 }

/** The dialog that a challenge is shown in. */
export type Dialog = {
  _parent: Node
  /** Loads the frame unless it is there; it asks for nothing yet. */
  _load: () => void
  /** Loads the frame if needed and has it ask for a challenge; nothing is visible yet. */
  _begin: (message: ToFrame) => void
  /** Opens what the frame has drawn, under a title. */
  _reveal: (title: string) => void
  _resize: (size: FrameSize) => void
  /** Looks whether the frame cannot be loaded, which WebKit, and Firefox for policies, tell nobody. */
  _probe: () => void
  _hide: () => void
  _remove: () => void
  /** Whether the page has left it in place. */
  _isInPage: () => boolean
}

/** What a dialog reports: a message of the frame; Escape or a press beside it; something else than the frame. */
export type DialogEvents = {
  _onMessage: (message: FromFrame) => void
  _onLeave: () => void
  _onForeign: () => void
}

/**
 * Makes the dialog with the challenge's frame: modal, so that the rest of the page is inert for keyboard and
 * screen reader, and beside the checkbox if there is room.
 */
export function makeDialog(
  from: DialogPlace & { _address: string; _anchor: Element },
  { _onMessage: onMessage, _onLeave: onLeave, _onForeign: onForeign }: DialogEvents,
): Dialog {
  const [dialog, content, backdrop, frame] = makeParts(from._address)
  let port: MessagePort | null = null
  let first: ToFrame | null
  let wanted = FIRST_SIZE
  let opener: HTMLElement | null = null
  let shownAtMs = Infinity
  let zoom = 1
  // What has loaded may be a page about an error, of the browser or of a proxy.
  let isDead = false

  // A copy, such as Turbo keeps of a page, has all but this.
  // oxlint-disable-next-line prefer-add-event-listener
  frame.onload = () => {
    const channel = new MessageChannel()
    port?.close()
    port = channel.port1
    // Set this way, it also starts the port.
    // oxlint-disable-next-line prefer-add-event-listener
    port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      isDead = false
      if (data.turn === first?.turn) onMessage(data)
    }
    isDead = true
    // Of the address, only the origin counts.
    frame.contentWindow?.postMessage(frameGreeting, from._address, [channel.port2])
    if (first) port.postMessage(first)
    setTimeout(() => {
      if (isDead && first && port === channel.port1) onForeign()
    }, ANSWER_MS)
  }
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    onLeave()
  })
  // A browser may close a dialog without asking a second time. It reports a dialog that we closed late, when
  // the next cycle may have begun.
  dialog.addEventListener('close', () => {
    if (shownAtMs < Infinity && !dialog.open) onLeave()
  })
  // The second press of a double click on the checkbox is not meant for the dialog that opened in between.
  backdrop.addEventListener('click', () => {
    if (Date.now() - shownAtMs > DOUBLE_CLICK_MS) onLeave()
  })

  // What the page does at a press on a label, a link or a summary around the widget is not meant.
  dialog.addEventListener('click', (event) => {
    event.preventDefault()
  })

  function place(): void {
    // The page may have zoomed what is around; not every browser says so.
    zoom /= dialog.currentCSSZoom || 1
    setStyle(dialog, `zoom:${zoom}`)
    placeBeside(from._anchor, content, wanted)
  }
  function load(): void {
    if (dialog.isConnected && !isDead) return
    isDead = false
    from._parent.insertBefore(dialog, from._after?.nextSibling ?? null)
  }
  function hide(): void {
    port?.postMessage((first = null))
    shownAtMs = Infinity
    removeEventListener('resize', place)
    removeEventListener('scroll', place, true)
    // Laid out while invisible, so that the frame can measure itself.
    setStyle(dialog, 'visibility:hidden')
    dialog.ariaHidden = 'true'
    if (!dialog.open) return
    // A frame of another origin keeps the focus until we take it away.
    frame.blur()
    dialog.close()
    opener?.focus()
  }

  hide()
  return {
    _parent: from._parent,
    _load: load,
    _begin(message) {
      first = message
      // Now, as the frame takes the focus while it draws.
      opener = document.activeElement as HTMLElement | null
      setStyle(content, `background:${(message.colors as Colors)[0]}`)
      place()
      load()
      // What loads is told when it has.
      port?.postMessage(message)
    },
    _reveal(title) {
      if (dialog.matches(':modal')) return
      // A page that has moved it leaves it open, but no longer modal.
      dialog.open = false
      dialog.ariaLabel = frame.title = title
      dialog.ariaHidden = null
      setStyle(dialog, 'visibility:visible')
      shownAtMs = Date.now()
      dialog.showModal()
      addEventListener('resize', place)
      addEventListener('scroll', place, true)
      place()
      frame.focus()
    },
    _resize(size) {
      wanted = size
      place()
    },
    _probe() {
      const message = first
      const look = (): void => {
        // It is still `about:blank`, with which it began. What has loaded can be seen, too, if it is of the page's origin.
        if (message === first && (frame.contentDocument?.URL as string) < 'b') onForeign()
      }
      // Not from a cache, so that it takes the way that the frame takes.
      void fetch(from._address, { cache: 'no-store' }).catch(Object).then(look)
    },
    _hide: hide,
    _remove() {
      hide()
      port?.close()
      dialog.remove()
    },
    _isInPage: () => dialog.isConnected,
  }
}

// The order of the children is hCaptcha's: content, then backdrop. Pages of its mobile libraries hide every
// second `div` in a `div`, so nothing visible goes there.
function makeParts(
  address: string,
): [HTMLDialogElement, HTMLElement, HTMLElement, HTMLIFrameElement] {
  const frame = make('iframe', { src: address })
  const content = make('div', {}, [frame])
  const backdrop = make('div')
  const dialog = make('dialog', {}, [content, backdrop])
  // Reset all styles, as the page may have styled all dialogs, or all elements.
  const whole = `${reset};display:block;position:fixed;inset:0;overflow:hidden`
  setStyle(dialog, whole)
  setStyle(backdrop, `${whole};background:#0001`)
  const edge = 'box-shadow:0 3px 32px #0008;outline:1px solid #0000;border-radius:8px'
  setStyle(content, `${whole};${edge};inset:auto;z-index:2`)
  setStyle(frame, `${whole};position:static;width:100%;height:100%`)
  return [dialog, content, backdrop, frame]
}
