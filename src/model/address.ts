const parts = [
  // 192.0.2.1:5678
  /^(\d+\.\d+\.\d+\.\d+):\d+$/,
  // [2001:db8::1]:443
  /^\[([^\]]*)\](?::\d+)?$/,
] as const

const mapped = /^(?:::|(?:0{1,4}:){5})ffff:/i

/**
 * An address as it may stand in X-Forwarded-For, without spaces, port, brackets and zone. An IPv4 address
 * written as IPv6 becomes IPv4. Anything else is returned unchanged, for the reader to refuse.
 */
export function plainAddress(text: string): string {
  const trimmed = text.trim()
  const bare = parts.map((part) => part.exec(trimmed)?.[1]).find((found) => found !== undefined)
  const address = (bare ?? trimmed).replace(/%.*$/s, '')
  return mapped.test(address) ? (unmapped(address.replace(mapped, '')) ?? address) : address
}

function unmapped(rest: string): string | null {
  if (rest.includes('.')) return rest
  const [, high, low] = /^([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(rest) ?? []
  if (high === undefined || low === undefined) return null
  const bytes = [high, low]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((n) => [n >> 8, n & 255])
  return bytes.join('.')
}
