import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { ScriptFiles, Scripts } from '../model/script.ts'

const oldVersionsInMemoryMax = 8
const compressWithGzip = promisify(gzip)
const compressWithBrotli = promisify(brotliCompress)

/** A file served to the browser: its bytes, plain and compressed. */
export type PublishedFile = { plain: Buffer; gzip: Buffer; brotli: Buffer }

/** Served files by name. */
export type PublishedFiles = ReadonlyMap<string, PublishedFile>

/** Finds a file of a version, this build's or an older one; null when there is none. */
export type FindFile = (version: string, file: string) => Promise<PublishedFile | null>

/** The views of kinds that are in scripts of their own: the path of each below the root, and every file. */
export type KindScriptFiles = { paths: ReadonlyMap<string, string>; find: FindFile }

/** What was built for the browser. */
export type Build = {
  /** Reads a file by its path, which begins without a slash. */
  read(path: string): Promise<Buffer>
  /** Stores scripts that must outlive this build; null if only those of this build are served. */
  kept: Scripts | null
}

/** Opens the folder of the build; reading a missing file throws a sentence that says what to do. */
export function openBuild(dist: URL, kept: Scripts | null = null): Build {
  const read = async (path: string): Promise<Buffer> => {
    try {
      return await readFile(new URL(path, dist))
    } catch (cause) {
      throw new Error(
        'The scripts for browsers have not been built. Run `npm ci` once, with the development dependencies.',
        {
          cause,
        },
      )
    }
  }
  return { read, kept }
}

/**
 * Stores the files of this build by version, and finds files of every stored version. An older version is
 * read when a page first asks for it; only a limited number stay in memory.
 */
export async function keepVersions(
  built: ReadonlyMap<string, ScriptFiles>,
  kept: Scripts | null,
): Promise<FindFile> {
  const own = new Map<string, PublishedFiles>()
  for (const [version, files] of built) {
    await kept?.put(files)
    own.set(version, await compressFiles(files))
  }
  const findOld = openOldVersions(kept)
  return async (version, file) => (own.get(version) ?? (await findOld(version)))?.get(file) ?? null
}

/**
 * Finds files of this build, each version of which is read, stored and compressed when it is first asked for, and
 * of every stored version.
 */
export function keepAskedVersions(
  built: ReadonlyMap<string, () => Promise<ScriptFiles>>,
  kept: Scripts | null,
): FindFile {
  const own = new Map<string, Promise<PublishedFiles>>()
  const findOld = openOldVersions(kept)
  const open = async (read: () => Promise<ScriptFiles>): Promise<PublishedFiles> => {
    const files = await read()
    await kept?.put(files)
    return compressFiles(files)
  }
  return async (version, file) => {
    const read = built.get(version)
    if (!read) return (await findOld(version))?.get(file) ?? null
    const opening = own.get(version) ?? open(read)
    own.set(version, opening)
    const files = await opening.catch((cause: unknown) => {
      own.delete(version)
      throw cause
    })
    return files.get(file) ?? null
  }
}

function openOldVersions(kept: Scripts | null) {
  const old = new Map<string, Promise<PublishedFiles | null>>()
  const readOld = async (version: string): Promise<PublishedFiles | null> => {
    const files = await kept?.get(version)
    return files ? compressFiles(files) : null
  }
  return async (version: string): Promise<PublishedFiles | null> => {
    const reading = old.get(version) ?? readOld(version)
    old.delete(version)
    old.set(version, reading)
    const [oldest] = old.keys()
    if (old.size > oldVersionsInMemoryMax && oldest !== undefined) old.delete(oldest)
    const files = await reading.catch((cause: unknown) => {
      old.delete(version)
      throw cause
    })
    if (!files) old.delete(version)
    return files
  }
}

/** Compresses files as small as they get. */
export async function compressFiles(files: ScriptFiles): Promise<PublishedFiles> {
  const compressed = new Map<string, PublishedFile>()
  for (const [name, bytes] of files) compressed.set(name, await compress(Buffer.from(bytes)))
  return compressed
}

async function compress(plain: Buffer): Promise<PublishedFile> {
  return {
    plain,
    gzip: await compressWithGzip(plain, { level: 9 }),
    brotli: await compressWithBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  }
}
