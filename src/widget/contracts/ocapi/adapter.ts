import type { KindViews } from '../../kinds/kind.ts'
import { css } from '../../core/palette.css'
import { openFlow } from '../../core/flow.ts'
import { readRounds } from '../../core/game.ts'
import { fetchWords } from '../../words/fetch-words.ts'
import { openLanguage } from '../../words/language.ts'
import { make } from '../../core/element.ts'
import { holdForm } from './hold-form.ts'
import type { OcapiRow } from './releases.ts'
import { loadMore } from './load-more.ts'
import { connectOcapi } from './source.ts'
import { expireAfter } from '../../core/expiry.ts'
import type { ChosenWay } from '../../core/challenge.ts'
import { showFailure } from '../../core/state.ts'
import { runWidget } from '../../core/widget.ts'

// The longest tag the service takes.
const LANGUAGE_SHAPE = /^[a-z\d-]{2,35}$/i

/** A widget in its placeholder. */
export type PlacedWidget = {
  _renew: () => void
  /** Sees every submit event of the page before anybody else. */
  _onSubmit: (event: SubmitEvent) => void
}

/** Runs the widget in a placeholder; the service is where the page says, or where the script came from. */
export function fillPlaceholder(
  host: HTMLElement,
  page: { _release: OcapiRow; _scriptUrl: string; _nonce: string; _kinds: KindViews },
): PlacedWidget {
  const { _release: release, _scriptUrl: scriptUrl, _nonce: nonce, _kinds: kinds } = page
  if (!host.closest('form')) warn('the placeholder is not inside a <form>.')
  const clientId = readAttribute(host, release._clientAttributes) ?? ''
  const pageLanguage = host.closest<HTMLElement>('[lang]')?.lang ?? ''
  const languages = [pageLanguage, ...navigator.languages].filter((tag) => LANGUAGE_SHAPE.test(tag))
  const baseUrl = readBaseUrl(host, release, scriptUrl)
  if (!clientId) warn(`the placeholder has no ${release._clientAttributes.join(' or ')}.`)
  if (!baseUrl) warn('the base URL is not an address of http or https.')
  // Everything else is named from the root of the service.
  const root = `${(baseUrl || readRoot(scriptUrl)).replace(/\/v\d$/, '')}/`
  const rounds = readRounds(readAttribute(host, release._gameModeAttributes))
  const held = holdForm()
  const ids = release._challengeFields.map((name) => makeField(name, ''))
  const clients = release._clientFields.map((name) => makeField(name, clientId))
  let askedId = ''
  let passedId = ''
  let framePath = ''
  const { _renew: renew, _widget: widget } = runWidget({
    _host: host,
    _colors: css,
    _about: `${root}about?sitekey=${clientId}`,
    _source: connectOcapi({
      _address: baseUrl,
      _baseUrl: root,
      _clientId: clientId,
      _language: languages[0] ?? '',
      _kinds: kinds,
      _wayHint: release._wayHint,
      _onFrame(path) {
        framePath = path
      },
    }),
    _kinds: kinds,
    _fetchLanguage: async () => openLanguage(await fetchWords(root, languages)),
    _onChallenge(challengeId) {
      held._end(false)
      askedId = challengeId ?? ''
      // A game keeps a pass while others are played.
      write(rounds > 0 ? passedId : '')
    },
    _flow: openFlow({
      _rounds: rounds,
      _onPass(challengeId) {
        askedId = ''
        write(challengeId)
        for (const name of release._events)
          document.dispatchEvent(new CustomEvent(name, { detail: { challenge_id: challengeId } }))
        held._end(true)
      },
      _onExpire() {
        write('')
      },
      _loadRound: async () => (await loadMore(root, nonce))?._playRound ?? null,
    }),
    _watchEnd(of, asking, seconds, onEnd) {
      const endMs = Date.now() + seconds * 1000
      // Long before it is announced.
      expireAfter(seconds / 4, async () => {
        if (of._state !== asking) return
        const more = await loadMore(root, nonce)
        more?._watchEnd(of, asking, (endMs - Date.now()) / 1000, onEnd)
      })
    },
    _showReport(challenge, say, onReport) {
      const details = make('details', {}, [make('summary', {}, [say('report')])])
      // The first time that it is opened.
      details.addEventListener('toggle', async () => {
        const more = await loadMore(root, nonce)
        if (!details.children[1] && more)
          details.append(...more._makeReport(challenge, say, onReport))
      })
      return details
    },
    _onWay: (way, body, isFocused) => void showFrame(way, body, isFocused),
    _onClose: null,
  })

  async function showFrame(way: ChosenWay, body: unknown, isFocused = true): Promise<void> {
    const { _box: box, _state: state } = widget
    widget._state = { is: 'busy' }
    box._setBusy(true)
    const more = await loadMore(root, nonce)
    box._setBusy(false)
    if (more)
      return more._showFrame(widget, {
        _address: root + framePath,
        _clientId: clientId,
        _languages: languages,
        _way: way,
        _challenge: body,
        _isQuiet: !isFocused,
        _isRound: rounds > 0,
      })
    widget._state = body ? { is: 'failed' } : state
    showFailure(
      widget,
      { is: 'unreachable' },
      {
        _hadFocus: box._hasFocus(),
        run: () => void showFrame(way, body),
      },
    )
  }

  function write(passed = passedId): void {
    passedId = passed
    for (const input of ids) input.value = passed || askedId
    // The page may have removed them, or restored those of before.
    host.replaceChildren(...ids, ...clients)
  }

  return {
    _renew: renew,
    _onSubmit(event) {
      if (host.closest('form') !== event.target) return
      write()
      held._onSubmit(event, passedId ? null : widget)
    },
  }
}

function makeField(name: string, value: string): HTMLInputElement {
  return make('input', { type: 'hidden', name, value })
}

function readBaseUrl(host: HTMLElement, release: OcapiRow, scriptUrl: string): string {
  const given = readAttribute(host, release._baseUrlAttributes)
  try {
    const url = new URL(given || readRoot(scriptUrl) + release.base, document.baseURI)
    return /^https?:/.test(url.href) ? url.href.replace(/\/+$/, '') : ''
  } catch {
    return ''
  }
}

// What is before our own path, as the service may be under one.
function readRoot(scriptUrl: string): string {
  return /(.*)\/ocapi\/[\d.]+\//.exec(scriptUrl)?.[1] ?? new URL(scriptUrl).origin
}

function readAttribute(host: HTMLElement, names: readonly string[]): string | null {
  return names.map((name) => host.getAttribute(name)).find((value) => value !== null) ?? null
}

/** Tells the people who build the page what is wrong with it. */
export function warn(sentence: string): void {
  console.error(`Ocapi: ${sentence}`)
}
