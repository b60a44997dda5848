/** The parameters of a widget by their names in `render()`; each is checked, and absent ones have their defaults. */
export type TurnstileParams = Readonly<Record<keyof typeof rules, string>> & {
  /** Reads a callback: a function, or the name of a global one. */
  _callback: (name: CallbackParam) => unknown
}

/** The name of a callback of Turnstile's contract. */
export type CallbackParam =
  | 'callback'
  | `${'error' | 'expired' | 'timeout' | 'before-interactive' | 'after-interactive' | 'unsupported'}-callback`

const refresh = 'auto|manual|never'

/** What each parameter may be, as an expression; its first choice is the default. */
const rules = {
  sitekey: '|.+',
  action: '|[\\w-]{1,32}',
  cData: '|[\\w-]{1,255}',
  theme: 'auto|light|dark',
  language: 'auto|[\\w-]+',
  tabindex: '0|-?\\d+',
  size: 'normal|flexible|compact|invisible',
  retry: 'auto|never',
  'retry-interval': '8000|\\d{1,6}',
  'refresh-expired': refresh,
  'refresh-timeout': refresh,
  appearance: 'always|execute|interaction-only',
  execution: 'render|execute',
  'response-field': 'true|false',
  'response-field-name': 'cf-turnstile-response|.+',
} as const

/** Reads the parameters of a widget, those of the page's object before the attributes; throws at an invalid one. */
export function readParams(container: Element, given: unknown): TurnstileParams {
  const object = Object(given) as Readonly<Record<string, unknown>>
  const read = (name: string): unknown => object[name] ?? container.getAttribute(`data-${name}`)
  const params: Record<string, unknown> = { _callback: read }
  for (const [name, rule] of Object.entries(rules)) {
    const value = (read(name) ?? /[^|]*/.exec(rule)?.[0]) as number | (() => void)
    const text = typeof value === 'function' ? '' : String(value)
    if (!RegExp(`^(${rule})$`).test(text) || (name === 'sitekey' && !text))
      throw new Error(`Turnstile: invalid ${name}.`)
    params[name] = text
  }
  return params as TurnstileParams
}
