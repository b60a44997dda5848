import type { FromFrame } from '../../wire/frame.ts'
import { expireAfter } from '../core/expiry.ts'
import { makeDialog, type Dialog } from './dialog.ts'
import { logError } from './log-error.ts'
import { languagesOf } from './options.ts'
import { findPlace } from './parent.ts'
import { setWords } from './words.ts'
import { callPage, expireChallenge, fail, closeChallenge, endCycle, succeed } from './cycle.ts'
import type { PageWidget } from './widget.ts'

/** Where the challenge's frame is, written in by the build. */
declare const FRAME_PATH: string

/** The name of the script's contract, likewise. */
declare const CONTRACT: string

// For a frame or a reply that never comes; the frame retries by itself in between.
const NO_REPLY_SECONDS = 20
const WAITING_AFTER_MS = 2000

/** Begins a cycle: the frame asks the service and, if needed, the visitor. Does nothing while one runs. */
export function start(widget: PageWidget): void {
  if (widget._phase === 'asking' || widget._phase === 'open') {
    if (widget._dialog?._isInPage()) return
    // The page has removed the dialog, and nobody could end what runs in it.
    dropDialog(widget)
  }
  const { _options: options } = widget
  // The challenge's frame would be sealed, too, and never answer.
  if (widget._checkbox._checkSealed()) return fail(widget, 'invalid-data')
  // Without a code: a promise of this cycle may be waiting already.
  endCycle(widget, '', '', 'busy')
  widget._phase = 'asking'
  const { _turn: turn } = widget
  limit(widget, NO_REPLY_SECONDS, () => {
    giveUp(widget)
  })
  const dialog = findDialog(widget)
  setTimeout(() => {
    if (widget._turn !== turn || widget._phase !== 'asking') return
    widget._checkbox._show('busy', 'waiting')
    dialog._probe()
  }, WAITING_AFTER_MS)
  dialog._begin({
    contract: CONTRACT,
    turn,
    sitekey: options._sitekey,
    host: options._host,
    ...widget._asked,
    languages: languagesOf(options),
    words: widget._words,
    ...options._theme(),
  })
}

/** Loads the challenge's frame before the visitor presses; the service is asked nothing until then. */
export function prepare(widget: PageWidget): void {
  if (widget._phase === 'idle' && widget._isInPage()) findDialog(widget)._load()
}

/** Removes the dialog from the page; the next cycle loads it again. */
export function dropDialog(widget: PageWidget): void {
  widget._dialog?._remove()
  widget._dialog = null
}

function giveUp(widget: PageWidget): void {
  logError(`no answer from ${widget._options._endpoint} (CSP?).`)
  dropDialog(widget)
  fail(widget, 'network-error')
}

function findDialog(widget: PageWidget): Dialog {
  const { _options: options, _checkbox: checkbox } = widget
  const place = findPlace(widget._container, options._dialogParent)
  // The visitor came near before the page had shown what the widget is in.
  if (widget._dialog?._parent !== place._parent) dropDialog(widget)
  widget._dialog ??= makeDialog(
    { _address: options._endpoint + FRAME_PATH, _anchor: checkbox._frame, ...place },
    {
      _onMessage: (message) => {
        handleMessage(widget, message)
      },
      _onLeave: () => {
        closeChallenge(widget)
      },
      _onForeign: () => {
        giveUp(widget)
      },
    },
  )
  return widget._dialog
}

function handleMessage(widget: PageWidget, message: FromFrame): void {
  switch (message.is) {
    case 'pass':
      return succeed(widget, message.pass)
    case 'failed':
      return fail(widget, message.code)
    case 'close':
      return closeChallenge(widget)
    case 'words':
      return setWords(widget, message.words)
    case 'size':
      return widget._dialog?._resize(message)
    case 'shown':
      limit(widget, message.expires_in_seconds, () => {
        expireChallenge(widget)
      })
      widget._dialog?._reveal(widget._sentences.challengeTitle)
      if (widget._phase === 'open') return
      widget._phase = 'open'
      return callPage(widget, 'open-callback')
  }
}

function limit(widget: PageWidget, seconds: number, end: () => void): void {
  widget._cancelExpiry?.()
  widget._cancelExpiry = expireAfter(seconds, end)
}
