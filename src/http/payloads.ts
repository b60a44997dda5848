import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { ScriptFiles, Scripts } from '../model/script.ts'
import type { OcapiReleases } from '../wire/ocapi.ts'
import type { ScriptReleases } from '../wire/script.ts'

const oldVersionsInMemoryMax = 8
const compressWithGzip = promisify(gzip)
const compressWithBrotli = promisify(brotliCompress)

/** A script as it is served: its bytes, plain and compressed. */
export type Payload = { plain: Buffer; gzip: Buffer; brotli: Buffer }

/** What the browser is served. */
export type Payloads = {
  /** The list of Ocapi's releases, and the built scripts by their path. */
  releases: OcapiReleases
  scripts: ReadonlyMap<string, Payload>
  /** The scripts of hCaptcha's contract: this build's, and a file of any version that is still kept. */
  hcaptcha: { releases: ScriptReleases; api: Payload; find: FindFile }
}

/** A file of a version, this build's or an older one; null when there is none. */
type FindFile = (version: string, file: string) => Promise<Payload | null>

type CompressedFiles = ReadonlyMap<string, Payload>

/**
 * Reads what `npm ci` has built and keeps what has to outlive this build; throws a sentence that says what to
 * do when it is not there. Without a place to keep scripts in, those of this build alone are served.
 */
export async function readPayloads(dist: URL, kept: Scripts | null = null): Promise<Payloads> {
  const { releases, scripts, list, api, frame } = await readBuilt(dist)
  for (const files of [api, frame]) await kept?.put(files)
  const own = new Map([
    [list.api.version, await compressAll(api)],
    [list.frame.version, await compressAll(frame)],
  ])
  const script = own.get(list.api.version)?.get('api.js')
  if (!script) throw new Error('the build has no api.js')
  return {
    releases,
    scripts: await compressAll(scripts),
    hcaptcha: { releases: list, api: script, find: openFiles(own, kept) },
  }
}

async function readBuilt(dist: URL) {
  const read = (path: string): Promise<Buffer> => readFile(new URL(path, dist))
  const readFiles = async (version: string, names: readonly string[]): Promise<ScriptFiles> =>
    new Map(
      await Promise.all(
        names.map(async (name) => [name, await read(`1/${version}/${name}`)] as const),
      ),
    )
  try {
    const releases = JSON.parse(String(await read('ocapi/releases.json'))) as OcapiReleases
    const list = JSON.parse(String(await read('1/releases.json'))) as ScriptReleases
    const scripts = new Map<string, Buffer>()
    for (const { path } of releases.releases) scripts.set(path, await read(`.${path}`))
    return {
      releases,
      scripts,
      list,
      api: await readFiles(list.api.version, ['api.js']),
      frame: await readFiles(list.frame.version, ['challenge.html', 'challenge.js']),
    }
  } catch (cause) {
    throw new Error('The widget has not been built; run `npm run prepare` once.', { cause })
  }
}

// An older version is read when a page first asks for it; only so many stay in memory.
function openFiles(own: ReadonlyMap<string, CompressedFiles>, kept: Scripts | null): FindFile {
  const old = new Map<string, Promise<CompressedFiles | null>>()
  const readOld = async (version: string): Promise<CompressedFiles | null> => {
    const files = await kept?.get(version)
    return files ? compressAll(files) : null
  }
  const findOld = async (version: string): Promise<CompressedFiles | null> => {
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
  return async (version, file) => (own.get(version) ?? (await findOld(version)))?.get(file) ?? null
}

async function compressAll(files: ScriptFiles): Promise<CompressedFiles> {
  const compressed = new Map<string, Payload>()
  for (const [name, bytes] of files) compressed.set(name, await compress(Buffer.from(bytes)))
  return compressed
}

async function compress(plain: Buffer): Promise<Payload> {
  return {
    plain,
    gzip: await compressWithGzip(plain, { level: 9 }),
    brotli: await compressWithBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  }
}
