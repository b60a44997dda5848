/** How many bits a network must have at least, so that it covers somebody's machines and not everybody's. */
export const leastBits = { ipv4: 8, ipv6: 7 } as const

// Where IPv4 is among the addresses of IPv6 (`::ffff:0:0/96`), as bits.
const ipv4AsIPv6 = '0'.repeat(80) + '1'.repeat(16)

/** Says whether a text is an address of IPv4 or IPv6, alone or with a prefix length (CIDR). */
export function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([\da-f.:]{2,45})(?:\/(0|[1-9]\d{0,2}))?$/i.exec(text) ?? []
  if (address.includes(':'))
    return Number(bits ?? 128) <= 128 && URL.canParse(`http://[${address}]`)
  const bytes = address.split('.')
  const isAddress = bytes.length === 4 && bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte))
  return isAddress && bytes.every((byte) => Number(byte) <= 255) && Number(bits ?? 32) <= 32
}

/** Says whether a network (as `isNetwork` accepts it) is wider than any proxy's, or holds all of IPv4. */
export function isWide(network: string): boolean {
  const [address = '', bits] = network.split('/')
  if (!address.includes(':')) return Number(bits ?? 32) < leastBits.ipv4
  const prefix = Number(bits ?? 128)
  const own = bitsOfIPv6(address)
  if (prefix > ipv4AsIPv6.length)
    return own.startsWith(ipv4AsIPv6) && prefix - ipv4AsIPv6.length < leastBits.ipv4
  return prefix < leastBits.ipv6 || ipv4AsIPv6.startsWith(own.slice(0, prefix))
}

// The address as a browser writes it: groups of hexadecimal digits alone, and `::` at most once.
function bitsOfIPv6(address: string): string {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const [before, after] = groups.map((part) =>
    part.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join(''),
  )
  return `${before}${'0'.repeat(128 - `${before}${after}`.length)}${after}`
}
