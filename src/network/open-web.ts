import type { Web, WebFault, WebFile, WebLimits } from '../model/web.ts'
import { readAddress } from './address.ts'
import { bring } from './bring.ts'
import type { Copy } from './copies.ts'
import { tooLarge } from './explain.ts'
import type { WebWorld } from './web-world.ts'

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
  limits: WebLimits,
): Promise<WebFile | WebFault | null> => {
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
