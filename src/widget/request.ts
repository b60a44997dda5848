const TIMEOUT_MS = 10_000

/** What a service answered: its status and its JSON. */
export type Reply = { status: number; body: unknown }

/** Sends a GET, or a POST when there is a body, and reads JSON; null when no JSON came within ten seconds. */
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
    return { status: response.status, body: await response.json() }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
