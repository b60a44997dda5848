import type { Folder } from '../model/folder.ts'

/** A folder that exists only in memory; `files` are bytes by path. */
export function folderInMemory(name: string, files: ReadonlyMap<string, Buffer>): Folder {
  return {
    name,
    list: async () =>
      [...files]
        .map(([path, bytes]) => ({ path, sizeBytes: bytes.length }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    read: async (path) => {
      const bytes = files.get(path)
      if (!bytes) throw new Error(`${name} has no file ${path}`)
      return bytes
    },
  }
}
