import { open } from 'node:fs/promises'
import type { Folder, FolderFile } from '../../model/folder.ts'
import {
  archiveKindOf,
  archiveLimits,
  blocked,
  headBytes,
  type ArchiveFault,
  type ArchiveKind,
  type OpenedFiles,
} from './archive.ts'
import { openFolderOnDisk } from './folder-disk.ts'
import { openTar } from './folder-tar.ts'
import { openZip } from './folder-zip.ts'
import { openSpool, type Spool } from './spool.ts'

// Other code detects files with these names, and there may be a million of them.
const otherNames =
  /\.(jpe?g?|png|tiff?|webp|jp2|j2k|gif|bmp|avif|heic|xml|txt|csv|tsv|jsonl?|x?html?|hocr)$/i

/**
 * Opens a folder, a file or an archive on disk, with the archives in it as further folders. Whatever must be
 * unpacked goes to `spoolFolder` until the folder is closed. Archives within archives are reported.
 */
export async function openFolderWithArchives(
  path: string,
  spoolFolder: string,
): Promise<Folder | { refused: string }> {
  const folder = await openFolderOnDisk(path)
  if ('refused' in folder) return folder
  const spool = await openSpool(spoolFolder)
  const disk = {
    ...folder,
    head: headOf(folder),
    onDisk: async (inside: string) => folder.pathOf(inside),
  }
  const outer = folder.isFile ? await openOnly({ ...disk, close }, spool) : { ...disk, close }
  if ('fault' in outer) {
    await spool.close()
    return { refused: `The archive ${path} cannot be read: ${outer.fault}.` }
  }
  return mountArchives({ name: path, outer, spool })
}

async function close(): Promise<void> {
  return undefined
}

function headOf({ pathOf }: { pathOf: (inside: string) => string }) {
  return async (inside: string): Promise<Buffer> => {
    const file = await open(pathOf(inside))
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }
}

// If the path is a file, it is opened as an archive, or else as a folder with that one file.
async function openOnly(disk: OpenedFiles, spool: Spool): Promise<OpenedFiles | ArchiveFault> {
  const [only] = await disk.list()
  const kind = only ? await kindOf(disk, only) : null
  return (only && kind && (await openArchive(await disk.onDisk(only.path), kind, spool))) ?? disk
}

async function kindOf(files: OpenedFiles, file: FolderFile): Promise<ArchiveKind | null> {
  const { path, obstacle, sizeBytes } = file
  if (obstacle || sizeBytes === 0 || isHidden(path) || otherNames.test(path)) return null
  return archiveKindOf(await files.head(path).catch(() => Buffer.alloc(0)))
}

function isHidden(path: string): boolean {
  return /(^|\/)(\.|__MACOSX\/)/.test(path)
}

function openArchive(
  path: string,
  kind: ArchiveKind,
  spool: Spool,
): Promise<OpenedFiles | ArchiveFault | null> {
  return kind === 'zip' ? openZip(path, spool) : openTar(path, kind, spool)
}

type Ground = { name: string; outer: OpenedFiles; spool: Spool }

function mountArchives({ name, outer, spool }: Ground): Folder {
  const mounted = new Map<string, OpenedFiles>()
  async function* walk(): AsyncGenerator<FolderFile> {
    await closeAll(mounted)
    for await (const file of outer.walk?.() ?? (await outer.list()))
      yield* await lookInto(file, { outer, spool, mounted })
  }
  return {
    name,
    list: async () => {
      const files: FolderFile[] = []
      for await (const file of walk()) {
        files.push(file)
        if (files.length > archiveLimits.members)
          throw new Error(
            `${name} has more than ${archiveLimits.members} files; import it in parts.`,
          )
      }
      return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
    },
    walk,
    read: (path) => {
      const place = placeOf(path, mounted)
      return place ? place.files.read(place.inside) : outer.read(path)
    },
    close: async () => {
      await closeAll(mounted)
      await outer.close()
      await spool.close()
    },
  }
}

async function closeAll(mounted: Map<string, OpenedFiles>): Promise<void> {
  for (const files of mounted.values()) await files.close()
  mounted.clear()
}

type Mounts = Omit<Ground, 'name'> & { mounted: Map<string, OpenedFiles> }

/** A file as it is, or its content if it is an archive. */
async function lookInto(
  file: FolderFile,
  { outer, spool, mounted }: Mounts,
): Promise<readonly FolderFile[]> {
  const kind = await kindOf(outer, file)
  if (!kind) return [file]
  if (file.sizeBytes > archiveLimits.unpackedBytes)
    return [blocked(file.path, 'archive_broken', 'it is too large')]
  const held = await openArchive(await outer.onDisk(file.path), kind, spool)
  if (!held) return [file]
  if ('fault' in held) return [blocked(file.path, 'archive_broken', held.fault)]
  mounted.set(file.path, held)
  const found: FolderFile[] = []
  for (const inner of await held.list()) {
    const path = `${file.path}/${inner.path}`
    found.push((await kindOf(held, inner)) ? blocked(path, 'archive_nested') : { ...inner, path })
  }
  return found
}

function placeOf(path: string, mounted: ReadonlyMap<string, OpenedFiles>) {
  for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
    const files = mounted.get(path.slice(0, end))
    if (files) return { files, inside: path.slice(end + 1) }
  }
  return null
}
