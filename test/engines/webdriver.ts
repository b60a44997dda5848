/** An element, as WebDriver names it in a session. */
export type Element = { readonly [elementKey]: string }

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** A session of W3C WebDriver. */
export type Session = {
  /** Evaluates an expression where the session is, in a frame or the page. */
  evaluate: (expression: string) => Promise<unknown>
  /** Calls a function, given as text. */
  call: (text: string, ...values: readonly unknown[]) => Promise<unknown>
  /** Reads or does what the standard has at an address below the session. */
  get: (path: string) => Promise<unknown>
  post: (path: string, body?: object) => Promise<unknown>
  end: () => Promise<void>
}

/** The address of an element below the session. */
export function pathOf(element: Element): string {
  return `/element/${element[elementKey]}`
}

/** Begins a session at a driver’s address, with what it is asked for. */
export async function beginSession(address: string, capabilities: object): Promise<Session> {
  const begun = await send('POST', `${address}/session`, {
    capabilities: { alwaysMatch: capabilities },
  })
  const { sessionId } = begun as { sessionId: string }
  const base = `${address}/session/${sessionId}`
  const post = (path: string, body: object = {}) => send('POST', base + path, body)
  const call = (text: string, ...args: readonly unknown[]) =>
    post('/execute/sync', { script: `return (${text})(...arguments)`, args })
  return {
    evaluate: (expression) => post('/execute/sync', { script: `return (${expression})`, args: [] }),
    call,
    get: (path) => send('GET', base + path),
    post,
    end: async () => void (await send('DELETE', base)),
  }
}

/** A refusal by the driver, with the standard’s code. */
export class WebDriverError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Whether an element or a frame was no longer there. */
export function isGone(cause: unknown): boolean {
  const codes = [
    'stale element reference',
    'no such element',
    'no such frame',
    'no such window',
    'detached shadow root',
  ]
  return cause instanceof WebDriverError && codes.includes(cause.code)
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) {
    const { error, message } = value as { error: string; message: string }
    throw new WebDriverError(error, message)
  }
  return value
}
