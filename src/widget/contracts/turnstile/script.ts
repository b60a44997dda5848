import { baseOf, findScriptAddress } from '../../page/script.ts'

/** What the page asks of the script in the query of its address (contract: Cloudflare's "Embed the widget"). */
export type TurnstileScript = {
  /** Base of the service's addresses, without a slash at its end. */
  _endpoint: string
  /** Whether only `render()` makes widgets. */
  _isExplicit: boolean
  /** Name of the global function to call once all is ready; empty for none. */
  _onload: string
  /** Whether `window.grecaptcha` and its field are served too. */
  _isCompat: boolean
}

const OWN_PATH = /\/turnstile\/v0\/(?:\w+\/)?api\.js(?:\?|$)/

/** Finds the element that loaded this script and reads its query; unknown parameters are left alone. */
export function readTurnstileScript(current: HTMLScriptElement | null): TurnstileScript {
  const url = findScriptAddress(current, OWN_PATH)
  const get = (name: string): string => url.searchParams.get(name) ?? ''
  return {
    _endpoint: baseOf(url, OWN_PATH),
    _isExplicit: get('render') === 'explicit',
    _onload: get('onload'),
    _isCompat: get('compat') === 'recaptcha',
  }
}
