import { readFileSync } from 'node:fs'
import type { Payload } from '../../build.ts'
import { bundleWords, type BuiltLanguage } from '../../build/words.ts'
import type { OcapiReleases } from '../../src/wire/ocapi.ts'
import { ocapiReleases } from '../../src/widget/contracts/ocapi/releases.ts'

const dist = new URL('../../dist/', import.meta.url)

/** Ocapi's payloads as they are built: to build them again takes seconds. */
export function readPayloads(): Payload[] {
  return readList().releases.map(({ version, path, integrity }) => {
    const release = ocapiReleases.find((one) => one.version === version)
    if (!release) throw new Error(`the payloads in dist are of other sources: ${version}`)
    return { release, path, integrity, bytes: readFileSync(new URL(path.slice(1), dist)) }
  })
}

/** What payloads load, as it is built. */
export function readMore(): OcapiReleases['more'] & { bytes: Uint8Array } {
  const { more } = readList()
  return { ...more, bytes: readFileSync(new URL(more.path.slice(1), dist)) }
}

function readList(): OcapiReleases {
  return JSON.parse(readFileSync(new URL('ocapi/releases.json', dist), 'utf8')) as OcapiReleases
}

let languages: Promise<BuiltLanguage[]> | null = null

/** The words of all languages, read once in a process. */
export function readLanguages(): Promise<BuiltLanguage[]> {
  return (languages ??= bundleWords())
}
