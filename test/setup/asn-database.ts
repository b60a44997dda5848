import { writeFileSync } from 'node:fs'

/** A network as leading bits of an IPv6 address (IPv4 lies in `::/96`), and the record of its addresses. */
export type Entry = { bits: string; record: Record<string, string | number> }

/**
 * Writes a database in MaxMind DB format, version 2.0
 * (https://maxmind.github.io/MaxMind-DB/), with 24-bit records.
 */
export function writeAsnDatabase(
  path: string,
  { type, entries }: { type: string; entries: readonly Entry[] },
): void {
  const tree: (number | null)[][] = [[null, null]]
  const records = entries.map(({ record }) => encode(record))
  entries.forEach(({ bits }, n) => grow(tree, bits, n))
  const offsets = records.map((_, n) =>
    records.slice(0, n).reduce((sum, { length }) => sum + length, 0),
  )
  const nodes = tree.flat().map((value) => {
    const target =
      value === null
        ? tree.length
        : value >= 0
          ? value
          : tree.length + 16 + (offsets[-1 - value] ?? 0)
    return Buffer.from([target >> 16, (target >> 8) & 255, target & 255])
  })
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: type,
    ip_version: 6,
    node_count: tree.length,
    record_size: 24,
  })
  const mark = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
  writeFileSync(path, Buffer.concat([...nodes, Buffer.alloc(16), ...records, mark, metadata]))
}

/** The bits of an IPv4 network, as the databases store it. */
export function bitsOfIPv4(address: string, length: number): string {
  const bits = address.split('.').map((byte) => Number(byte).toString(2).padStart(8, '0'))
  return '0'.repeat(96) + bits.join('').slice(0, length)
}

/** The bits of an IPv6 network that is given as its first groups. */
export function bitsOfIPv6(groups: readonly string[]): string {
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

// A negative number stands for a record: -1 for the first, -2 for the second.
function grow(tree: (number | null)[][], bits: string, record: number): void {
  let at = 0
  for (const [n, bit] of bits.split('').entries()) {
    const node = tree[at] ?? []
    const isLast = n === bits.length - 1
    if (isLast) node[Number(bit)] = -1 - record
    else if (node[Number(bit)] == null) node[Number(bit)] = tree.push([null, null]) - 1
    at = node[Number(bit)] ?? 0
  }
}

function encode(value: string | number | Record<string, string | number>): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from([0x40 | value.length]), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([Buffer.from([0xc4]), bytes])
  }
  const pairs = Object.entries(value)
  return Buffer.concat([
    Buffer.from([0xe0 | pairs.length]),
    ...pairs.flatMap(([name, of]) => [encode(name), encode(of)]),
  ])
}
