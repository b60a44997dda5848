/** How large a table of the store is with its indexes, and how many rows it has, about. */
export type TableSize = { table: string; rows: number; bytes: number }

/** How much a file or a folder of the data folder holds, and when its oldest and newest files were written. */
export type FolderSize = {
  name: string
  files: number
  bytes: number
  oldestMs: number | null
  newestMs: number | null
}
