import type { FromFrame } from '../../../wire/frame.ts'
import { expireAfter } from '../../core/expiry.ts'
import { makeDialog, type Dialog } from './dialog.ts'
import { wantedBy } from './options.ts'
import {
  callPage,
  expireChallenge,
  fail,
  leave,
  rest,
  succeed,
  type HcaptchaWidget,
} from './widget.ts'

/** Where the challenge's frame is, written in by the build. */
declare const FRAME_PATH: string

// For a frame, or an answer to it, that never comes; it tries again by itself in between.
const SILENT_SECONDS = 20

/** Begins a cycle: the frame asks the service and, where it wants one, the visitor. Nothing happens while one runs. */
export function start(widget: HcaptchaWidget): void {
  if (widget.phase === 'asking' || widget.phase === 'open') {
    if (widget.dialog?.isThere()) return
    // The page has thrown the dialog out, and nobody could end what runs in it.
    dropDialog(widget)
  }
  const { options, script, theme } = widget
  // Without a code: a promise of this cycle may be waiting already.
  rest(widget, { look: 'busy' })
  widget.phase = 'asking'
  limit(widget, SILENT_SECONDS, () => {
    dropDialog(widget)
    fail(widget, 'network-error')
  })
  widget.dialog ??= openDialog(widget)
  widget.dialog.begin({
    is: 'begin',
    turn: widget.turn,
    sitekey: options.sitekey,
    host: script.host,
    rqdata: widget.rqdata,
    languages: wantedBy(options),
    ...theme,
  })
}

/** Takes the dialog out of the page; the next cycle loads it anew. */
export function dropDialog(widget: HcaptchaWidget): void {
  widget.dialog?.remove()
  widget.dialog = null
}

function openDialog(widget: HcaptchaWidget): Dialog {
  const { options, checkbox, words } = widget
  const { dialogParent } = options
  return makeDialog(
    {
      address: options.endpoint + FRAME_PATH,
      title: words.challengeTitle,
      parent: dialogParent?.getClientRects().length ? dialogParent : document.body,
      anchor: checkbox.frame,
    },
    (message) => {
      hear(widget, message)
    },
    () => {
      leave(widget)
    },
  )
}

function hear(widget: HcaptchaWidget, message: FromFrame): void {
  switch (message.is) {
    case 'pass':
      return succeed(widget, message.pass)
    case 'failed':
      return fail(widget, message.code)
    case 'close':
      return leave(widget)
    case 'size':
      return widget.dialog?.resize(message)
    case 'shown':
      limit(widget, message.expires_in_seconds, () => {
        expireChallenge(widget)
      })
      if (widget.phase === 'open') return
      widget.phase = 'open'
      widget.dialog?.reveal()
      return callPage(widget, 'open-callback')
  }
}

function limit(widget: HcaptchaWidget, seconds: number, end: () => void): void {
  widget.cancelExpiry()
  widget.cancelExpiry = expireAfter(seconds, end)
}
