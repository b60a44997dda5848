import { statfs } from 'node:fs/promises'

/** What a disk has in all, and what of it is free. */
export type Disk = { sizeBytes: number; freeBytes: number }

/** Looks at the disk that a folder is on. */
export type ReadDisk = (folder: string) => Promise<Disk>

/** Rejects where so many bytes more would leave less free than is kept free. */
export type KeepRoom = (bytes: number) => Promise<void>

/** The disk is too full for what was to be taken. */
export class NoRoomError extends Error {}

const gibibyte = 1024 ** 3
const reserveShare = 0.05
const reserveBytesLeast = gibibyte
const reserveBytesMost = 10 * gibibyte

/** Keeps a twentieth of the disk free, of very large disks less: the store has to go on. */
export function openRoom(folder: string, look: ReadDisk): KeepRoom {
  return async (bytes) => {
    const { sizeBytes, freeBytes } = await look(folder)
    const share = Math.max(sizeBytes * reserveShare, reserveBytesLeast)
    if (freeBytes - bytes < Math.min(share, reserveBytesMost)) throw new NoRoomError()
  }
}

/** Looks at a disk of this machine. */
export const readDisk: ReadDisk = async (folder) => {
  const { bsize, blocks, bavail } = await statfs(folder)
  return { sizeBytes: bsize * blocks, freeBytes: bsize * bavail }
}
