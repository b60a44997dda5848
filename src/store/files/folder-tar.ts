import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import type { FolderFile, Obstacle } from '../../model/folder.ts'
import {
  archiveKindOf,
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

type Member = { sizeBytes: number; offsetBytes: number }
type Index = { files: Map<string, FolderFile>; members: Map<string, Member> }

/**
 * Opens a TAR on disk: one pass finds where its members are, and each is read from there. A gzipped one is
 * unpacked into the spool first. Null if the gzip contains something other than a TAR.
 */
export async function openTar(
  path: string,
  kind: 'tar' | 'gzip',
  spool: Spool,
): Promise<OpenedFiles | ArchiveFault | null> {
  try {
    if (kind === 'gzip' && archiveKindOf(await gunzipHead(path)) !== 'tar') return null
    const plain = kind === 'gzip' ? await gunzip(path, spool) : path
    const index = await readIndex(plain)
    return holderOf(await open(plain), index, spool)
  } catch (cause) {
    return { fault: plainFault(cause) }
  }
}

function holderOf(file: FileHandle, { files, members }: Index, spool: Spool): OpenedFiles {
  const read = async (inside: string, mostBytes: number): Promise<Buffer> => {
    const member = members.get(inside)
    if (!member) throw new Error('there is no such member')
    if (Math.min(member.sizeBytes, mostBytes) > archiveLimits.memberBytes)
      throw new Error('the member is too large')
    const bytes = Buffer.alloc(Math.min(member.sizeBytes, mostBytes))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, member.offsetBytes)
    if (bytesRead < bytes.length) throw new Error('the archive ends too early')
    return bytes
  }
  return {
    list: async () => inOrder(files),
    read: (inside) => read(inside, Infinity),
    head: (inside) => read(inside, headBytes),
    onDisk: async (inside) => {
      const { sizeBytes, offsetBytes } = members.get(inside) ?? { sizeBytes: 0, offsetBytes: 0 }
      const target = await spool.next()
      const start = { start: offsetBytes, end: offsetBytes + sizeBytes - 1, autoClose: false }
      await pipeline(file.createReadStream(start), createWriteStream(target, { mode: 0o600 }))
      return target
    },
    close: () => file.close(),
  }
}

async function gunzipHead(path: string): Promise<Buffer> {
  const file = createReadStream(path)
  const unpacked = file.pipe(createGunzip())
  const chunks: Buffer[] = []
  let sizeBytes = 0
  file.on('error', (cause) => unpacked.destroy(cause))
  for await (const chunk of unpacked) {
    chunks.push(chunk as Buffer)
    sizeBytes += (chunk as Buffer).length
    if (sizeBytes >= headBytes) break
  }
  file.destroy()
  return Buffer.concat(chunks)
}

async function gunzip(path: string, spool: Spool): Promise<string> {
  const { size: packedBytes } = await stat(path)
  const target = await spool.next()
  let unpackedBytes = 0
  const gauge = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unpackedBytes += chunk.length
      const excess = excessOf(packedBytes, unpackedBytes)
      if (excess) done(new Error(excess))
      else done(null, chunk)
    },
  })
  const written = createWriteStream(target, { mode: 0o600 })
  await pipeline(createReadStream(path), createGunzip(), gauge, written)
  return target
}

async function readIndex(path: string): Promise<Index> {
  const index: Index = { files: new Map(), members: new Map() }
  const { mtimeMs, size } = await stat(path)
  const members = extract()
  const reading = pipeline(createReadStream(path), members)
  // A failure also ends the loop below; unhandled here, it would end the program.
  reading.catch(() => undefined)
  for await (const member of members) {
    note(member.header, index, `${mtimeMs}-${size}`)
    member.resume()
    if (index.files.size > archiveLimits.members)
      throw new Error(`it has more than ${archiveLimits.members} members`)
  }
  await reading
  return index
}

function note(header: Header, { files, members }: Index, archive: string): void {
  const { name, size: sizeBytes, type } = header
  if (type === 'directory') return
  const path = memberPathOf(name)
  const obstacle = path === null ? 'unsafe_name' : obstacleOf(type)
  if (path === null || obstacle) {
    files.set(name, blocked(name.slice(0, archiveLimits.nameChars), obstacle ?? 'unsafe_name'))
    return
  }
  const { byteOffset: offsetBytes } = header as Header & { byteOffset: number }
  files.set(path, { path, sizeBytes, stamp: `${archive}-${offsetBytes}-${sizeBytes}` })
  members.set(path, { sizeBytes, offsetBytes })
}

function obstacleOf(type: Header['type']): Obstacle | null {
  if (type === 'file' || type === 'contiguous-file') return null
  return type === 'symlink' || type === 'link' ? 'link' : 'special_file'
}
