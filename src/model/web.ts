/** How much of the outside world one address may cost. */
export type WebLimits = {
  sizeBytesMax: number
  timeMaxMs: number
  /** A copy younger than this is used without asking again. */
  freshForMs: number
}

/** What is at an address, as a file of our own; `address` is where it was found after all redirects. */
export type WebFile = {
  path: string
  sizeBytes: number
  address: string
  /** Its bytes, or the first of them. */
  read(upToBytes?: number): Promise<Buffer>
}

/** Why an address gave nothing: one sentence without a full stop, to follow the address in a report. */
export type WebFault = { fault: string }

/**
 * Fetches from the web without becoming a way into the operator's own network: only public addresses, and
 * hosts that the operator allowed by name. Returns a fault, never throws, if nothing can be fetched.
 */
export type Web = {
  /** Fetches an address into a file, or finds the existing copy. A file is complete or absent. */
  fetch(address: string, limits: WebLimits): Promise<WebFile | WebFault>
}

/**
 * Opens the web for one import; `allowedHosts` are `HOST` or `HOST:PORT`, and anything else is refused. Once
 * `stopped` is aborted, running fetches are cancelled and no new ones start.
 */
export type OpenWeb = (
  allowedHosts: readonly string[],
  stopped: AbortSignal,
) => Web | { refused: string }
