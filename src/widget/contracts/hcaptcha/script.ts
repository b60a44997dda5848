/** What the page told `api.js` in the query of its address (contract: hCaptcha's configuration page). */
export type ScriptParams = {
  /** Base of the service's addresses, absolute, without a slash at its end; its frame is there too. */
  endpoint: string
  /** Whether only `render()` makes widgets. */
  isExplicit: boolean
  /** Name of the global function to call once all is ready; empty for none. */
  onload: string
  /** Language asked for; empty for the browser's. */
  language: string
  /** Whether `window.grecaptcha` and its field are served too. */
  isCompat: boolean
  /** Host name to be recorded under; empty for the page's own. */
  host: string
  /** Name or JSON of the theme of widgets that name none; empty for light. */
  theme: string
}

const OWN_PATH = /\/1\/(?:[\da-f]+\/)?(secure-)?api\.js(?:\?|$)/

/** Finds the element that loaded this script and reads its query; unknown parameters are left alone. */
export function readScript(current: Element | null): ScriptParams {
  const url = findAddress(current)
  const query = url.searchParams
  const render = query.get('render') || 'onload'
  if (render !== 'onload' && render !== 'explicit')
    console.warn(`hCaptcha: render=${render} is taken for explicit.`)
  return {
    endpoint: readBase(query.get('endpoint') ?? query.get('assethost'), url.origin),
    // The secure address only ever rendered explicitly.
    isExplicit: render !== 'onload' || OWN_PATH.exec(url.pathname)?.[1] !== undefined,
    onload: query.get('onload') ?? '',
    language: query.get('hl') ?? '',
    isCompat: query.get('recaptchacompat') !== 'off',
    host: query.get('host') ?? '',
    theme: query.get('theme') ?? query.get('themeConfig') ?? '',
  }
}

/** An absolute base address without a slash at its end; the other where none, or none of http, is given. */
export function readBase(given: unknown, other: string): string {
  return typeof given === 'string' && /^https?:\/\/\w/.test(given)
    ? given.replace(/[/?#]+$/, '')
    : other
}

// A wrapper may load the script as a module or clean up its element, so there is more than one way to it.
function findAddress(current: Element | null): URL {
  const sources = [current, ...document.querySelectorAll('script')].map((script) =>
    script instanceof HTMLScriptElement ? script.src : '',
  )
  const found = sources.find((source, index) => source && (index === 0 || OWN_PATH.test(source)))
  return new URL(found ?? location.href)
}
