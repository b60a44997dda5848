const TIMEOUT_MS = 10_000

/** The reply of a service: its status, its JSON, null if it is not JSON, and what comes after a zero byte. */
export type Reply = { status: number; body: unknown; _rest?: Uint8Array<ArrayBuffer> }

/** Sends a GET, or a POST when there is a body, and reads JSON; null when no answer came within ten seconds. */
export async function requestJson(url: string, body?: object): Promise<Reply | null> {
  const abort = new AbortController()
  // After the reply it stops nothing.
  setTimeout(() => {
    abort.abort()
  }, TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      signal: abort.signal,
      // With `omit` the request of a frame would not use the connection that the frame came over.
      credentials: 'same-origin',
      referrerPolicy: 'strict-origin',
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const end = bytes.indexOf(0)
    const text = end < 0 ? bytes : bytes.subarray(0, end)
    // A proxy refuses with a page of its own; its status is enough.
    const json = (await new Response(text).json().catch(() => null)) as unknown
    return { status: response.status, body: json, _rest: bytes.subarray(end + 1) }
  } catch {
    return null
  }
}
