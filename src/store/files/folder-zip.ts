import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl'
import type { FolderFile, Obstacle } from '../../model/folder.ts'
import {
  archiveLimits,
  blocked,
  excessOf,
  headBytes,
  inOrder,
  memberPathOf,
  plainFault,
  type ArchiveFault,
  type OpenedFiles,
} from './archive.ts'
import type { Spool } from './spool.ts'

/** What it takes to read a member later. */
type Member = Pick<
  Entry,
  | 'compressedSize'
  | 'uncompressedSize'
  | 'compressionMethod'
  | 'crc32'
  | 'relativeOffsetOfLocalHeader'
>
type Index = { files: Map<string, FolderFile>; members: Map<string, Member> }

const stored = 0
const deflated = 8
const unixLink = 0o12
const unixFile = 0o10

/** Opens a ZIP on disk; its members are read in place, each checked against its size and checksum. */
export async function openZip(path: string, spool: Spool): Promise<OpenedFiles | ArchiveFault> {
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(
    (cause: unknown) => ({ fault: plainFault(cause) }),
  )
  if ('fault' in zip) return zip
  const index = await readIndex(zip)
  if ('fault' in index) {
    zip.close()
    return index
  }
  const open = (inside: string): Promise<Readable> => openMember(zip, index.members.get(inside))
  return {
    list: async () => inOrder(index.files),
    read: async (inside) => readWhole(await open(inside), index.members.get(inside)),
    head: async (inside) => readHead(await open(inside)),
    onDisk: async (inside) => {
      const target = await spool.next()
      await pipeline(await open(inside), createWriteStream(target, { mode: 0o600 }))
      return target
    },
    close: async () => zip.close(),
  }
}

async function readIndex(zip: ZipFile): Promise<Index | ArchiveFault> {
  const index: Index = { files: new Map(), members: new Map() }
  let [packedBytes, unpackedBytes] = [0, 0]
  try {
    for await (const entry of zip.eachEntry()) {
      note(entry, index)
      packedBytes += entry.compressedSize
      unpackedBytes += entry.uncompressedSize
      // Several members may claim the same packed bytes, so count no more than the file has.
      const excess = excessOf(Math.min(packedBytes, zip.fileSize), unpackedBytes)
      if (excess) return { fault: excess }
      if (index.files.size > archiveLimits.members)
        return { fault: `it has more than ${archiveLimits.members} members` }
    }
    return index
  } catch (cause) {
    return { fault: plainFault(cause) }
  }
}

function note(entry: Entry, { files, members }: Index): void {
  const name = nameOf(entry)
  if (name.endsWith('/')) return
  const path = memberPathOf(name)
  const obstacle = path === null ? 'unsafe_name' : obstacleOf(entry)
  if (path === null || obstacle) {
    files.set(name, blocked(name.slice(0, archiveLimits.nameChars), obstacle ?? 'unsafe_name'))
    return
  }
  const { compressedSize, uncompressedSize, compressionMethod, relativeOffsetOfLocalHeader } = entry
  const stamp = `${entry.crc32}-${uncompressedSize}`
  files.set(path, { path, sizeBytes: uncompressedSize, stamp })
  members.set(path, {
    compressedSize,
    uncompressedSize,
    compressionMethod,
    relativeOffsetOfLocalHeader,
    crc32: entry.crc32,
  })
}

// Some programs write UTF-8 without declaring it; the format would read it as code page 437.
function nameOf(entry: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.fileNameRaw)
  } catch {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  }
}

function obstacleOf(entry: Entry): Obstacle | null {
  const isFromUnix = entry.versionMadeBy >> 8 === 3
  const type = isFromUnix ? entry.externalFileAttributes >>> 28 : 0
  if (type === unixLink) return 'link'
  if (type !== 0 && type !== unixFile) return 'special_file'
  if (entry.isEncrypted()) return 'encrypted'
  const isRead = entry.compressionMethod === stored || entry.compressionMethod === deflated
  return isRead ? null : 'packing_unknown'
}

async function openMember(zip: ZipFile, member: Member | undefined): Promise<Readable> {
  if (!member) throw new Error('there is no such member')
  const { compressedSize, uncompressedSize } = member
  if (uncompressedSize > archiveLimits.memberBytes) throw new Error('the member is too large')
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(member as Entry, { minimal: true })
  const isDeflated = member.compressionMethod === deflated
  const range = [fileDataStart, compressedSize, 0, compressedSize] as const
  return new Promise((resolve, reject) =>
    zip.openReadStreamLowLevel(...range, isDeflated, uncompressedSize, (cause, stream) =>
      cause ? reject(cause) : resolve(stream),
    ),
  )
}

async function readWhole(stream: Readable, member: Member | undefined): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  if (crc32(bytes) !== member?.crc32) throw new Error('its checksum is wrong')
  return bytes
}

async function readHead(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer)
    sizeBytes += (chunk as Buffer).length
    if (sizeBytes >= headBytes) break
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}
