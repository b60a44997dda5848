import type { KindViews } from '../../kinds/kind.ts'
import { fillPlaceholder, warn, type PlacedWidget } from './adapter.ts'
import type { OcapiRow } from './releases.ts'

/**
 * Runs the Ocapi widget in the page's placeholder whenever there is one, from when the page is read. `script` is
 * the element that loaded it, `kinds` is what it can show.
 */
export function startOcapi(release: OcapiRow, script: Element | null, kinds: KindViews): void {
  const { src, nonce } =
    script instanceof HTMLScriptElement ? script : { src: location.href, nonce: '' }
  const page = { _release: release, _scriptUrl: src, _nonce: nonce, _kinds: kinds }
  const placed = new WeakMap<Element, PlacedWidget>()
  let host: HTMLElement | undefined
  let widget: PlacedWidget | undefined
  let isToldOfMore = false

  function look(): void {
    const [found, other] = release._placeholderIds.flatMap((id) => [
      ...document.querySelectorAll<HTMLElement>(`#${id}`),
    ])
    if (other && !isToldOfMore) {
      isToldOfMore = true
      warn('more than one placeholder: only the first is used.')
    }
    if (found === host) return
    host = found
    widget = found && placed.get(found)
    widget?._renew()
    // One that is not ours is of another copy of this script.
    if (!found || found.shadowRoot) return
    widget = fillPlaceholder(found, page)
    placed.set(found, widget)
  }

  function start(): void {
    look()
    if (!host) warn(`no element has the id ${release._placeholderIds.join(' or ')}.`)
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  }

  addEventListener('submit', (event) => widget?._onSubmit(event), true)
  addEventListener('reset', ({ target }) => {
    if (host?.closest('form') === target) widget?._renew()
  })
  // After coming back from another page, the form may have been sent already and its challenge used up.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) widget?._renew()
  })
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start)
  else start()
}
