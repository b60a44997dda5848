import { baseOf, findScriptAddress } from '../../page/script.ts'

/** What the page asks of the script in the query of its address (contract: Google's "Loading reCAPTCHA"). */
export type RecaptchaScript = {
  /** Base of the service's addresses, without a slash at its end. */
  _endpoint: string
  /** `onload`, `explicit`, or a sitekey that gives tokens by `execute` alone (v3). */
  _render: string
  /** Name of the global function to call once all is ready; empty for none. */
  _onload: string
  /** Language asked for; empty for the browser's. */
  _language: string
  /** Where the badge of that sitekey is. */
  _badge: string
}

const OWN_PATH = /\/recaptcha\/(?:\w+\/)?(?:api|enterprise)\.js(?:\?|$)/

/** Finds the element that loaded this script and reads its query; unknown parameters are left alone. */
export function readRecaptchaScript(current: HTMLScriptElement | null): RecaptchaScript {
  const url = findScriptAddress(current, OWN_PATH)
  const get = (name: string): string => url.searchParams.get(name) ?? ''
  return {
    _endpoint: baseOf(url, OWN_PATH),
    _render: get('render') || 'onload',
    _onload: get('onload'),
    _language: get('hl'),
    _badge: get('badge'),
  }
}
