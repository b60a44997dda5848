const TIMEOUT_MS = 10_000

/** The reply of a service: its status and its JSON; null if it is not JSON. */
export type Reply = { status: number; body: unknown }

/** Sends a GET, or a POST when there is a body, and reads JSON; null when no answer came within ten seconds. */
export async function requestJson(url: string, body?: unknown): Promise<Reply | null> {
  const abort = new AbortController()
  const timer = setTimeout(() => {
    abort.abort()
  }, TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      signal: abort.signal,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'strict-origin',
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    })
    return { status: response.status, body: await readJson(response) }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

// A proxy refuses with a page of its own; its status is enough.
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
