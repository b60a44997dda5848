import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Folder, FolderFile } from '../model/folder.ts'

const filesMax = 1_000_000

/** Reads a folder of the disk, or one file as a folder of one; null when there is nothing at the path. */
export const openFolderOnDisk = async (path: string): Promise<Folder | null> => {
  const found = await stat(path).catch(() => null)
  if (!found) return null
  if (found.isFile()) return folderOfOne(path, found.size)
  return {
    name: path,
    list: () => listFiles(path),
    read: (inside) => readFile(join(path, inside)),
  }
}

const folderOfOne = (path: string, sizeBytes: number): Folder => ({
  name: path,
  list: async () => [{ path: basename(path), sizeBytes }],
  read: (inside) => readFile(join(dirname(path), inside)),
})

const listFiles = async (root: string): Promise<FolderFile[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const plain = entries.filter((entry) => entry.isFile())
  if (plain.length > filesMax)
    throw new Error(`${root} holds more than ${filesMax} files; import it in parts.`)
  const files: FolderFile[] = []
  for (const entry of plain) {
    const path = join(entry.parentPath, entry.name)
    const { size } = await stat(path)
    files.push({ path: relative(root, path).split(sep).join('/'), sizeBytes: size })
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
