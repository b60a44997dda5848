import type { IncomingMessage } from 'node:http'
import type { WebFault, WebLimits } from '../model/web.ts'
import { ask } from './ask.ts'
import { catchBody, type Body } from './body.ts'
import type { Copy } from './copies.ts'
import { explain, isBreak, isTooMuch } from './explain.ts'
import type { Part, PartState } from './part.ts'
import type { Setback } from './patience.ts'
import { placeOf, receiveRest, receiveWhole } from './receive.ts'
import { waitOf } from './retry.ts'
import type { WebContext } from './web-context.ts'

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** What one request led to. */
export type AskStep = { done: true } | { to: string } | Setback | WebFault

/** A file to fetch, and the copy we already have, if any. */
export type Errand = { context: WebContext; limits: WebLimits; copy: Copy | null }

/** An errand under way. */
export type RunningErrand = Errand & { key: string; part: Part; signal: AbortSignal }

/** A request under way, and the part of the file that it can resume from. */
type Asking = RunningErrand & { begun: PartState | null }

/** Sends one request to a checked address and takes the response; rejects if it is of no use. */
export async function askAt(
  { url, pinned }: { url: URL; pinned: readonly string[] },
  way: Asking,
): Promise<AskStep> {
  const { context, signal, part } = way
  const { idleMaxMs } = context
  const answer = await ask({ url, pinned, headers: headersFor(way), idleMaxMs, signal })
  const body = catchBody(answer)
  // A response that is not read to its end must not hold its connection.
  answer.on('error', () => undefined)
  try {
    return await take({ answer, body }, url, way)
  } catch (cause) {
    // A file that is too large would only fill the disk until the next sweep.
    if (isTooMuch(cause)) await part.begin(null)
    if (signal.aborted || !isBreak(cause)) throw cause
    return { broken: explain(cause, way), sizeBytes: (await part.look())?.sizeBytes ?? 0 }
  } finally {
    answer.destroy()
  }
}

function headersFor({ context, copy, begun }: Asking): Record<string, string> {
  return {
    'user-agent': context.agent,
    accept: '*/*',
    'accept-encoding': 'identity',
    ...(copy?.etag ? { 'if-none-match': copy.etag } : {}),
    ...(copy?.lastModified ? { 'if-modified-since': copy.lastModified } : {}),
    ...(begun ? { range: `bytes=${begun.sizeBytes}-`, 'if-range': begun.note.ifRange } : {}),
  }
}

type Came = { answer: IncomingMessage; body: Body }

async function take({ answer, body }: Came, url: URL, way: Asking): Promise<AskStep> {
  const { context, copy, key, part, begun } = way
  const { statusCode = 0, headers } = answer
  if (redirects.has(statusCode))
    return { to: URL.parse(headers.location ?? '', url.href)?.href ?? '' }
  if (statusCode === 429 || statusCode === 503)
    return waitOf(headers['retry-after'], context.clock())
  const fetchedAtMs = context.clock()
  if (statusCode === 304 && copy) {
    await part.begin(null)
    await context.copies.renew(key, { ...copy, fetchedAtMs })
    return { done: true }
  }
  const receipt = { body, part, sizeBytesMax: way.limits.sizeBytesMax, keepRoom: context.keepRoom }
  if (statusCode === 200) await receiveWhole(answer, placeOf(url), receipt)
  else if (!begun || (statusCode !== 206 && statusCode !== 416))
    return { fault: `the host answers ${statusCode}` }
  else if (statusCode === 416 || !(await receiveRest(answer, begun, receipt))) {
    // The part we have is of no use: ask again, for the whole file.
    await part.begin(null)
    return { to: url.href }
  }
  const etag = headers.etag ?? null
  const lastModified = headers['last-modified'] ?? null
  await context.copies.keep(key, part, { address: url.href, etag, lastModified, fetchedAtMs })
  return { done: true }
}
