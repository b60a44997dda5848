import type { FolderSize, TableSize } from '../../model/size.ts'
import type { Context } from '../context.ts'

/** What the store and the data folder hold, the largest first. */
export type StorageSize = { tables: readonly TableSize[]; folders: readonly FolderSize[] }

/** Measures the tables of the store and the files and folders of the data folder. */
export async function measureStorage({ store }: Pick<Context, 'store'>): Promise<StorageSize> {
  const tables = await store.measureTables()
  const folders = await store.measureFolders()
  return { tables: tables.toSorted(bySize), folders: folders.toSorted(bySize) }
}

function bySize(one: { bytes: number }, other: { bytes: number }): number {
  return other.bytes - one.bytes
}
