import type { IncomingMessage } from 'node:http'
import type { Clock } from '../model/stores.ts'
import type { Web, WebFault, WebFile, WebLimits } from '../model/web.ts'
import { hostOf, readAddress, type AllowedHost } from './address.ts'
import { ask } from './ask.ts'
import { bodyOf } from './body.ts'
import type { Copies, Copy } from './copies.ts'
import { explain } from './explain.ts'
import { locate, type Resolve } from './locate.ts'
import { waitOf } from './retry.ts'
import type { Pause, Turns } from './turns.ts'

/** What fetching needs of the outside world. */
export type WebWorld = {
  allowed: readonly AllowedHost[]
  resolve: Resolve
  copies: Copies
  turns: Turns
  clock: Clock
  pause: Pause
  idleMaxMs: number
  /** How the program names itself to hosts. */
  agent: string
}

const redirectsMax = 5
const triesMax = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** What one question led to. */
type Step = { done: true } | { to: string } | { waitMs: number } | WebFault

/** Opens the web with what it is lent. What was asked for once is not asked for again in its life. */
export const openWeb = (world: WebWorld): Web => {
  const asked = new Set<string>()
  let swept: Promise<void> | null = null
  return {
    fetch: async (address, limits) => {
      await (swept ??= world.copies.sweep(world.clock()))
      const read = readAddress(address, world.allowed)
      if ('fault' in read) return read
      const { url } = read
      url.hash = ''
      const copy = await world.copies.find(url.href)
      const isGood = copy && (asked.has(url.href) || isYoung(copy, world.clock(), limits))
      const fault = isGood ? null : await bring(url.href, { world, limits, copy })
      if (fault) return fault
      asked.add(url.href)
      return (await fileOf(url.href, world, limits)) ?? { fault: 'its copy is gone' }
    },
  }
}

const isYoung = ({ fetchedAtMs }: Copy, nowMs: number, { freshForMs }: WebLimits): boolean =>
  nowMs - fetchedAtMs < freshForMs

const fileOf = async (
  key: string,
  { copies }: WebWorld,
  { sizeBytesMax }: WebLimits,
): Promise<WebFile | WebFault | null> => {
  const copy = await copies.find(key)
  if (copy && copy.sizeBytes > sizeBytesMax) return { fault: tooLarge(sizeBytesMax) }
  return (
    copy && {
      path: copy.path,
      sizeBytes: copy.sizeBytes,
      address: copy.address,
      read: (upToBytes) => copies.read(key, upToBytes),
    }
  )
}

const tooLarge = (sizeBytesMax: number): string => `it is larger than ${sizeBytesMax} bytes`

type Errand = { world: WebWorld; limits: WebLimits; copy: Copy | null }

// Every redirect is judged like the first address, by its spelling and by where its host is.
const bring = async (key: string, errand: Errand): Promise<WebFault | null> => {
  const signal = AbortSignal.timeout(errand.limits.timeMaxMs)
  let address = key
  let tries = 0
  for (let hops = 0; hops <= redirectsMax;) {
    const step = await takeStep(address, { ...errand, key, signal })
    if ('done' in step) return null
    if ('fault' in step)
      return address === key ? step : { fault: `it leads to ${address}: ${step.fault}` }
    if ('to' in step) {
      hops += 1
      address = step.to
      continue
    }
    tries += 1
    if (tries >= triesMax) return { fault: 'the host is busy; try again later' }
    await errand.world.pause(step.waitMs)
  }
  return { fault: `it leads on more than ${redirectsMax} times` }
}

type Way = Errand & { key: string; signal: AbortSignal }

const takeStep = async (address: string, way: Way): Promise<Step> => {
  const { world, limits, signal } = way
  const read = readAddress(address, world.allowed)
  if ('fault' in read) return read
  const { url } = read
  const located = await locate(url, world)
  if ('fault' in located) return located
  const { idleMaxMs } = world
  const headers = headersFor(way)
  try {
    return await world.turns(hostOf(url), async () => {
      const answer = await ask({ url, ...located, headers, idleMaxMs, signal })
      // An answer that is not read to its end must not hold its connection.
      answer.on('error', () => undefined)
      try {
        return await take(answer, url, way)
      } finally {
        answer.destroy()
      }
    })
  } catch (cause) {
    return { fault: explain(cause, limits) }
  }
}

const headersFor = ({ world, copy }: Way): Record<string, string> => ({
  'user-agent': world.agent,
  accept: '*/*',
  'accept-encoding': 'identity',
  ...(copy?.etag ? { 'if-none-match': copy.etag } : {}),
  ...(copy?.lastModified ? { 'if-modified-since': copy.lastModified } : {}),
})

const take = async (answer: IncomingMessage, url: URL, way: Way): Promise<Step> => {
  const { world, limits, copy, key } = way
  const { statusCode = 0, headers } = answer
  if (redirects.has(statusCode))
    return { to: URL.parse(headers.location ?? '', url.href)?.href ?? '' }
  if (statusCode === 429 || statusCode === 503) return waitOf(headers['retry-after'], world.clock())
  const fetchedAtMs = world.clock()
  if (statusCode === 304 && copy) {
    await world.copies.renew(key, { ...copy, fetchedAtMs })
    return { done: true }
  }
  if (statusCode !== 200) return { fault: `the host answers ${statusCode}` }
  const etag = headers.etag ?? null
  const lastModified = headers['last-modified'] ?? null
  const kept = { address: url.href, etag, lastModified, fetchedAtMs }
  await world.copies.keep(key, bodyOf(answer, limits.sizeBytesMax), kept)
  return { done: true }
}
