import { crc32, deflateRawSync } from 'node:zlib'

/** A member of a test archive, with its false claims. */
export type Made = {
  name: string
  body?: string | Buffer
  type?: 'directory' | 'symlink' | 'link' | 'block-device' | 'fifo'
  link?: string
  /** The size it claims. */
  size?: number
  crc?: number
  /** In a ZIP: the compression method it claims (8 is really used), and its flags. */
  method?: number
  flags?: number
  /** Its compressed bytes, if they exist already. */
  packed?: Buffer
  /** The size it claims in the extra field for sizes of 4 GiB and more. */
  sizeZip64?: number
}

const deflated = 8
const unixLink = 0o120777
const unixFile = 0o100644

/** Makes a ZIP; members are stored unless they say otherwise. */
export function makeZip(members: readonly Made[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const member of members) {
    const { header, packed, name, extra } = partsOf(member)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, name, extra, packed])
    bodies.push(local)
    const entry = Buffer.alloc(14)
    const mode = member.type === 'symlink' ? unixLink : unixFile
    entry.writeUInt32LE(member.type === 'directory' ? 0 : mode * 0x10000, 6)
    entry.writeUInt32LE(at, 10)
    const fromUnix = Buffer.from([20, 3])
    directory.push(Buffer.from('PK\x01\x02'), fromUnix, header, entry, name, extra)
    at += local.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(members.length, 4)
  end.writeUInt16LE(members.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end])
}

function partsOf({ name, body = '', size, crc, flags = 0, ...made }: Made) {
  const bytes = Buffer.from(body)
  const method = made.method ?? (made.packed ? deflated : 0)
  const packed = made.packed ?? (method === deflated ? deflateRawSync(bytes) : bytes)
  const extra = extraOf(made)
  const nameBytes = Buffer.from(name)
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0)
  header.writeUInt16LE(flags, 2)
  header.writeUInt16LE(method, 4)
  header.writeUInt32LE(crc ?? crc32(bytes), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(size ?? bytes.length, 18)
  header.writeUInt16LE(nameBytes.length, 22)
  header.writeUInt16LE(extra.length, 24)
  return { header, packed, name: nameBytes, extra }
}

function extraOf({ sizeZip64 }: Pick<Made, 'sizeZip64'>): Buffer {
  if (sizeZip64 === undefined) return Buffer.alloc(0)
  const extra = Buffer.alloc(12)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8, 2)
  extra.writeBigUInt64LE(BigInt(sizeZip64), 4)
  return extra
}

const typeFlags = {
  link: '1',
  symlink: '2',
  'block-device': '4',
  directory: '5',
  fifo: '6',
} as const

/** Makes a TAR. */
export function makeTar(members: readonly Made[]): Buffer {
  const parts = members.flatMap(({ name, body = '', type, link = '', size }) => {
    const bytes = Buffer.from(body)
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\x000000000\x000000000\x00', 100)
    writeSize(header, size ?? bytes.length)
    header.write('00000000000\x00        ', 136)
    header.write(type ? typeFlags[type] : '0', 156)
    header.write(link, 157)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

function writeSize(header: Buffer, size: number): void {
  if (size >= 0 && size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
    return
  }
  header.fill(size < 0 ? 0xff : 0, 124, 136)
  if (size < 0) return
  header[124] = 0x80
  header.writeBigUInt64BE(BigInt(size), 128)
}
