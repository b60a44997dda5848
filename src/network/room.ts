import { statfs } from 'node:fs/promises'

/** The size of a disk and its free space. */
export type Disk = { sizeBytes: number; freeBytes: number }

/** Measures the disk that a folder is on. */
export type ReadDisk = (folder: string) => Promise<Disk>

/** Rejects if so many more bytes would leave less free space than is kept free. */
export type KeepRoom = (bytes: number) => Promise<void>

/** The disk is too full for the file. */
export class NoRoomError extends Error {}

const gibibyte = 1024 ** 3
const reserveShare = 0.05
const reserveBytesLeast = gibibyte
const reserveBytesMost = 10 * gibibyte

/** Keeps a twentieth of the disk free, less on very large disks: the store needs room to work. */
export function openRoom(folder: string, look: ReadDisk): KeepRoom {
  return async (bytes) => {
    const { sizeBytes, freeBytes } = await look(folder)
    const share = Math.max(sizeBytes * reserveShare, reserveBytesLeast)
    if (freeBytes - bytes < Math.min(share, reserveBytesMost)) throw new NoRoomError()
  }
}

/** Measures a disk of this machine. */
export const readDisk: ReadDisk = async (folder) => {
  const { bsize, blocks, bavail } = await statfs(folder)
  return { sizeBytes: bsize * blocks, freeBytes: bsize * bavail }
}
