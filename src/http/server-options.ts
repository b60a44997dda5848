/** The longest that a request may take to arrive whole, from its first byte on, and so each of its two parts. */
const arrivesWithinMs = 15_000
/** How often the server looks for requests that are too slow: they end at most this much later. */
const lookEveryMs = 1_000
/** How long an idle connection stays open: longer than nginx keeps its own, so that the proxy closes first. */
const idleMs = 72_000

/**
 * How long the server waits for whom. Node gives a whole request the longer of the two times, and its headers the
 * shorter one, so both are set.
 */
export const serverOptions = {
  requestTimeout: arrivesWithinMs,
  keepAliveTimeout: idleMs,
  http: {
    requestTimeout: arrivesWithinMs,
    headersTimeout: arrivesWithinMs,
    connectionsCheckingInterval: lookEveryMs,
  },
} as const
