import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FolderSize } from '../../model/size.ts'

const filesMax = 2_000_000

/** Measures each file and folder of a folder, with all that is below it. Stops after two million files. */
export async function measureFolder(folder: string): Promise<FolderSize[]> {
  const left = { files: filesMax }
  const sizes: FolderSize[] = []
  for (const name of (await readdir(folder)).toSorted())
    sizes.push(await measure(join(folder, name), name, left))
  return sizes
}

async function measure(path: string, name: string, left: { files: number }): Promise<FolderSize> {
  const size: FolderSize = { name, files: 0, bytes: 0, oldestMs: null, newestMs: null }
  const folders = [path]
  // What a running service deletes meanwhile is not there any more.
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    const of = await lstat(at).catch(() => null)
    if (!of || left.files === 0) continue
    if (of.isDirectory()) {
      for (const below of await readdir(at).catch(() => [])) folders.push(join(at, below))
      continue
    }
    left.files -= 1
    size.files += 1
    size.bytes += of.size
    size.oldestMs = Math.min(size.oldestMs ?? of.mtimeMs, of.mtimeMs)
    size.newestMs = Math.max(size.newestMs ?? of.mtimeMs, of.mtimeMs)
  }
  return size
}
