import type { FolderSize, TableSize } from '../../model/size.ts'
import type { Context } from '../context.ts'

/** What the store and the data folder hold, the largest first. */
export type StorageSize = {
  tables: readonly TableSize[]
  /** What is free in the store; null if its engine does not say. */
  freeBytes: number | null
  folders: readonly FolderSize[]
}

/** Measures the tables of the store and the files and folders of the data folder. */
export async function measureStorage({ store }: Pick<Context, 'store'>): Promise<StorageSize> {
  const tables = await store.measureTables()
  const freeBytes = await store.measureFree()
  const folders = await store.measureFolders()
  return { tables: tables.toSorted(bySize), freeBytes, folders: folders.toSorted(bySize) }
}

function bySize(one: { bytes: number }, other: { bytes: number }): number {
  return other.bytes - one.bytes
}
