import type { ChallengeSource } from '../../core/challenge.ts'
import type { KindViews } from '../../kinds/kind.ts'
import { css } from '../../core/palette.css'
import { openFlow } from '../../core/flow.ts'
import { readRounds } from '../../core/game.ts'
import { fetchWords } from '../../words/fetch-words.ts'
import { openLanguage } from '../../words/language.ts'
import { addOcapiFields } from './fields.ts'
import type { OcapiRelease } from './releases.ts'
import { connectOcapi, noSource, rootOf, type OcapiPage } from './source.ts'
import { runWidget } from '../../core/widget.ts'

// The longest tag the service takes.
const LANGUAGE_SHAPE = /^[a-z\d-]{2,35}$/i

/**
 * Runs the Ocapi widget in the page's placeholder, once the page is read. `script` is the element that loaded
 * it, `kinds` is what it can show.
 */
export function startOcapi(release: OcapiRelease, script: Element | null, kinds: KindViews): void {
  const scriptUrl = script instanceof HTMLScriptElement ? script.src : location.href
  const start = (): void => {
    fillPlaceholder(release, scriptUrl, kinds)
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
}

function fillPlaceholder(release: OcapiRelease, scriptUrl: string, kinds: KindViews): void {
  const host = firstFound(release.placeholderIds, (id) => document.getElementById(id))
  if (!host) return warn(`no element has the id ${release.placeholderIds.join(' or ')}.`)
  if (host.shadowRoot) return
  const form = host.closest('form')
  if (!form) warn('the placeholder is not inside a <form>, so no challenge id will be sent.')
  const clientId = readAttribute(host, release.clientAttributes) ?? ''
  const pageLanguage = host.closest<HTMLElement>('[lang]')?.lang ?? ''
  const languages = [pageLanguage, ...navigator.languages].filter((tag) => LANGUAGE_SHAPE.test(tag))
  const baseUrl = readBaseUrl(host, release, scriptUrl)
  const rounds = readRounds(readAttribute(host, release.gameModeAttributes))
  const fields = addOcapiFields(host, {
    _release: release,
    _clientId: clientId,
    _holdsPass: rounds > 0,
  })
  const { _renew: renew } = runWidget({
    _host: host,
    _colors: css,
    _source: openSource(release, {
      _baseUrl: baseUrl,
      _clientId: clientId,
      _language: languages[0] ?? '',
      _kinds: kinds,
    }),
    _kinds: kinds,
    _fetchLanguage: async () =>
      openLanguage(await fetchWords(rootOf(baseUrl ?? readRoot(scriptUrl)), languages)),
    _onChallenge: fields._showChallenge,
    _flow: openFlow({ _rounds: rounds, _onPass: onPass, _onExpire: fields._dropPass }),
    _onClose: null,
  })
  form?.addEventListener('reset', renew)
  // After coming back from another page, the form may have been sent already and its challenge used up.
  addEventListener('pageshow', (event) => {
    if (event.persisted) renew()
  })

  function onPass(challengeId: string): void {
    fields._showPass(challengeId)
    for (const name of release.events) {
      document.dispatchEvent(new CustomEvent(name, { detail: { challenge_id: challengeId } }))
    }
  }
}

function openSource(
  release: OcapiRelease,
  page: Omit<OcapiPage, '_baseUrl'> & { _baseUrl: string | null },
): ChallengeSource {
  const { _baseUrl: baseUrl, _clientId: clientId } = page
  if (!clientId) warn(`the placeholder has no ${release.clientAttributes.join(' or ')}.`)
  if (baseUrl === null) warn('the base URL is not an address of http or https.')
  return clientId && baseUrl !== null ? connectOcapi({ ...page, _baseUrl: baseUrl }) : noSource
}

function readBaseUrl(host: HTMLElement, release: OcapiRelease, scriptUrl: string): string | null {
  const given = readAttribute(host, release.baseUrlAttributes)
  try {
    const url = new URL(given || readRoot(scriptUrl) + release.base, document.baseURI)
    return /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, '') : null
  } catch {
    return null
  }
}

// What is before our own path, as the service may be under one.
function readRoot(scriptUrl: string): string {
  const [root = '', own] = scriptUrl.split(/\/ocapi\/[\d.]+\/ocapi/)
  return own === undefined ? new URL(scriptUrl).origin : root
}

function readAttribute(host: HTMLElement, names: readonly string[]): string | null {
  return firstFound(names, (name) => host.getAttribute(name))
}

function firstFound<T>(names: readonly string[], find: (name: string) => T | null): T | null {
  for (const name of names) {
    const found = find(name)
    if (found !== null) return found
  }
  return null
}

function warn(sentence: string): void {
  console.error(`Ocapi: ${sentence}`)
}
