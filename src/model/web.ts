/** How much of the outside context one address may cost. */
export type WebLimits = {
  sizeBytesMax: number
  timeMaxMs: number
  /** A copy younger than this is taken without asking again. */
  freshForMs: number
}

/** What lies at an address, as a file of our own; `address` is where it was found after all redirects. */
export type WebFile = {
  path: string
  sizeBytes: number
  address: string
  /** Its bytes, or the first of them. */
  read(upToBytes?: number): Promise<Buffer>
}

/** Why an address gave nothing: one sentence without a full stop, to stand in a report behind the address. */
export type WebFault = { fault: string }

/**
 * Fetches from the web without becoming a way into the operator's own network: public addresses alone, and
 * hosts that the operator allowed by name. A fault, never an exception, where there is nothing to be had.
 */
export type Web = {
  /** Fetches an address into a file, or finds the copy that is there; a file is there whole or not at all. */
  fetch(address: string, limits: WebLimits): Promise<WebFile | WebFault>
}

/**
 * Opens the web for one import; `allowedHosts` as `HOST` or `HOST:PORT`, refused where one is neither. Once
 * `stopped` is aborted, what is being fetched is broken off and nothing more is fetched.
 */
export type OpenWeb = (
  allowedHosts: readonly string[],
  stopped: AbortSignal,
) => Web | { refused: string }
