import type { Web, WebFault, WebFile, WebLimits } from '../model/web.ts'
import { readAddress } from './address.ts'
import { bring } from './bring.ts'
import type { Copy } from './copies.ts'
import { tooLarge } from './explain.ts'
import type { WebContext } from './web-context.ts'

/** Opens the web on the given context. No address is fetched twice while it is open. */
export function openWeb(context: WebContext): Web {
  const asked = new Set<string>()
  let swept: Promise<void> | null = null
  return {
    fetch: async (address, limits) => {
      await (swept ??= context.copies.sweep(context.clock()))
      const read = readAddress(address, context.allowed)
      if ('fault' in read) return read
      const { url } = read
      url.hash = ''
      const copy = await context.copies.find(url.href)
      const isGood = copy && (asked.has(url.href) || isYoung(copy, context.clock(), limits))
      const fault = isGood ? null : await bring(url.href, { context, limits, copy })
      if (fault) return fault
      asked.add(url.href)
      return (await fileOf(url.href, context, limits)) ?? { fault: 'its copy is gone' }
    },
  }
}

function isYoung({ fetchedAtMs }: Copy, nowMs: number, { freshForMs }: WebLimits): boolean {
  return nowMs - fetchedAtMs < freshForMs
}

async function fileOf(
  key: string,
  { copies }: WebContext,
  limits: WebLimits,
): Promise<WebFile | WebFault | null> {
  const copy = await copies.find(key)
  if (copy && copy.sizeBytes > limits.sizeBytesMax) return { fault: tooLarge(limits) }
  return (
    copy && {
      path: copy.path,
      sizeBytes: copy.sizeBytes,
      address: copy.address,
      read: (upToBytes) => copies.read(key, upToBytes),
    }
  )
}
