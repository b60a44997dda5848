import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { hostOf } from './address.ts'

/** One question to a host: where it is pinned to, and what is sent along. */
export type Question = {
  url: URL
  pinned: readonly string[]
  headers: Readonly<Record<string, string>>
  /** How long a connection may be silent. */
  idleMaxMs: number
  signal: AbortSignal
}

const headerBytesMax = 32_768

/** Asks once, at the pinned addresses alone; follows nothing, and rejects where no answer comes. */
export function ask({ url, pinned, headers, idleMaxMs, signal }: Question) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
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

/** The host said nothing for too long. */
export class SilentError extends Error {}

// The name was looked up and judged before; here it is not looked up again.
function lookupIn(pinned: readonly string[]): LookupFunction {
  return (_host, options, done) => {
    const all = pinned.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    const [first] = all
    if (options.all) done(null, all)
    else done(null, first?.address ?? '', first?.family ?? 4)
  }
}
