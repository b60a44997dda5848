import { readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { OcapiReleases } from '../wire/ocapi.ts'

/** A script as it is served: its bytes, plain and compressed. */
export type Payload = { plain: Buffer; gzip: Buffer; brotli: Buffer }

/** The built scripts by their path, and the list of releases. */
export type Payloads = { releases: OcapiReleases; scripts: ReadonlyMap<string, Payload> }

/** Reads what `npm ci` has built; throws a sentence that says what to do when it is not there. */
export const readPayloads = async (dist: URL): Promise<Payloads> => {
  try {
    const list = await readFile(new URL('ocapi/releases.json', dist), 'utf8')
    const releases = JSON.parse(list) as OcapiReleases
    const scripts = new Map<string, Payload>()
    for (const { path } of releases.releases)
      scripts.set(path, compress(await readFile(new URL(`.${path}`, dist))))
    return { releases, scripts }
  } catch (cause) {
    throw new Error('The widget has not been built; run `npm run prepare` once.', { cause })
  }
}

const compress = (plain: Buffer): Payload => ({
  plain,
  gzip: gzipSync(plain, { level: 9 }),
  brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
})
