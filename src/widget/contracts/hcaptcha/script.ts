import { findScriptAddress, readBase } from '../../page/script.ts'

/** What the page asks of `api.js` in the query of its address (contract: hCaptcha's configuration page). */
export type ScriptParams = {
  /** Base of the service's addresses, absolute, without a slash at its end; its frame is there too. */
  _endpoint: string
  /** Whether only `render()` makes widgets. */
  _isExplicit: boolean
  /** Name of the global function to call once all is ready; empty for none. */
  _onload: string
  /** Language asked for; empty for the browser's. */
  _language: string
  /** Whether `window.grecaptcha` and its field are served too. */
  _isCompat: boolean
  /** Host name to be recorded under; empty for the page's own. */
  _host: string
  /** Name or JSON of the theme of widgets that name none; empty for light. */
  _theme: string
}

const OWN_PATH = /\/1\/(?:\w+\/)?(secure-)?api\.js(?:\?|$)/

/** Finds the element that loaded this script and reads its query; unknown parameters are left alone. */
export function readScript(current: HTMLScriptElement | null): ScriptParams {
  const url = findScriptAddress(current, OWN_PATH)
  const own = OWN_PATH.exec(url.pathname)
  const get = (name: string): string => url.searchParams.get(name) ?? ''
  // Any other value means explicit.
  const render = get('render') || 'onload'
  return {
    // What is before our own path, as the service may be under one.
    _endpoint: readBase(
      get('endpoint') || get('assethost'),
      url.origin + url.pathname.slice(0, own?.index ?? 0),
    ),
    // The secure address has only ever rendered explicitly.
    _isExplicit: render !== 'onload' || !!own?.[1],
    _onload: get('onload'),
    _language: get('hl'),
    _isCompat: get('recaptchacompat') !== 'off',
    _host: get('host'),
    _theme: get('theme') || get('themeConfig'),
  }
}
