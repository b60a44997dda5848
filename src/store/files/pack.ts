import { open, type FileHandle } from 'node:fs/promises'

/** The most pieces in one pack; a longer list becomes several packs. */
const piecesMax = 1_000
const packBytesMax = 64 * 2 ** 20
const countBytes = 4
const entryBytes = 8

/** Packs pieces of bytes into one file: their count, the start and length of each, then the pieces. */
export function packPieces(pieces: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(countBytes + pieces.length * entryBytes)
  head.writeUInt32LE(pieces.length)
  let at = head.length
  for (const [place, piece] of pieces.entries()) {
    head.writeUInt32LE(at, entryAt(place))
    head.writeUInt32LE(piece.length, entryAt(place) + 4)
    at += piece.length
  }
  return Buffer.concat([head, ...pieces])
}

/** Splits a list, in order, into lists that each fit into a pack. */
export function partIntoPacks(pieces: readonly Uint8Array[]): Uint8Array[][] {
  const packs: Uint8Array[][] = []
  let bytes = 0
  for (const piece of pieces) {
    const last = packs.at(-1)
    bytes += piece.length
    if (last && last.length < piecesMax && bytes <= packBytesMax) last.push(piece)
    else {
      packs.push([piece])
      bytes = piece.length
    }
  }
  return packs
}

/** One piece of a pack; null if it was cleared or never existed. */
export function readPiece(path: string, place: number): Promise<Buffer | null> {
  return withFile(path, 'r', async (file) => {
    const entry = await readEntry(file, place)
    if (!entry) return null
    const bytes = Buffer.alloc(entry.length)
    const { bytesRead } = await file.read(bytes, 0, entry.length, entry.at)
    return bytesRead === entry.length ? bytes : null
  })
}

/** Wipes a piece of a pack, then its entry, so that a killed removal can be repeated; says if the pack is empty. */
export function clearPiece(path: string, place: number): Promise<boolean> {
  return withFile(path, 'r+', async (file) => {
    const entry = await readEntry(file, place)
    if (entry) {
      await file.write(Buffer.alloc(entry.length), 0, entry.length, entry.at)
      await file.write(Buffer.alloc(entryBytes), 0, entryBytes, entryAt(place))
      await file.sync()
    }
    const head = await readHead(file)
    return head.every((byte) => byte === 0)
  })
}

/** Says whether no piece of a pack has been cleared. */
export function isWhole(path: string): Promise<boolean> {
  return withFile(path, 'r', async (file) => {
    const head = await readHead(file)
    for (let at = 0; at < head.length; at += entryBytes)
      if (head.readUInt32LE(at) === 0) return false
    return true
  })
}

function entryAt(place: number): number {
  return countBytes + place * entryBytes
}

async function readEntry(
  file: FileHandle,
  place: number,
): Promise<{ at: number; length: number } | null> {
  const head = await readHead(file)
  if ((place + 1) * entryBytes > head.length) return null
  const at = head.readUInt32LE(place * entryBytes)
  return at === 0 ? null : { at, length: head.readUInt32LE(place * entryBytes + 4) }
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const most = Buffer.alloc(entryAt(piecesMax))
  const { bytesRead } = await file.read(most, 0, most.length, 0)
  const count = bytesRead < countBytes ? 0 : most.readUInt32LE(0)
  return most.subarray(countBytes, Math.min(bytesRead, entryAt(count)))
}

async function withFile<Found>(
  path: string,
  flags: 'r' | 'r+',
  use: (file: FileHandle) => Promise<Found>,
): Promise<Found> {
  const file = await open(path, flags)
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}
