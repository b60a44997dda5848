import type { IncomingMessage } from 'node:http'
import { isIPv6, type LookupFunction } from 'node:net'
import { hostOf } from './address.ts'

/** One request to a host: the addresses it is pinned to, and the headers it sends. */
export type Question = {
  url: URL
  pinned: readonly string[]
  headers: Readonly<Record<string, string>>
  /** How long a connection may be silent. */
  idleMaxMs: number
  signal: AbortSignal
}

const headerBytesMax = 32_768

/** Sends one request, to the pinned addresses only; follows no redirect, and rejects if no response comes. */
export async function ask({ url, pinned, headers, idleMaxMs, signal }: Question) {
  // Node loads its whole `fetch` for an import of these, 14 MB, and most processes never send a request.
  const { request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  return new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({
      method: 'GET',
      host: hostOf(url),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      lookup: lookupIn(pinned),
      agent: false,
      maxHeaderSize: headerBytesMax,
      signal,
    })
    asked.setTimeout(idleMaxMs, () => asked.destroy(new SilentError()))
    asked.on('response', resolve)
    asked.on('error', reject)
    asked.end()
  })
}

/** The host was silent for too long. */
export class SilentError extends Error {}

// The name has been looked up and checked already; it is not looked up again here.
function lookupIn(pinned: readonly string[]): LookupFunction {
  return (_host, options, done) => {
    const all = pinned.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    const [first] = all
    if (options.all) done(null, all)
    else done(null, first?.address ?? '', first?.family ?? 4)
  }
}
