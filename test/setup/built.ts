import { readFileSync } from 'node:fs'
import type { Payload } from '../../build.ts'
import { bundleWords, type BuiltLanguage } from '../../build/words.ts'
import type { OcapiReleases } from '../../src/wire/ocapi.ts'
import { ocapiReleases } from '../../src/widget/contracts/ocapi/releases.ts'

const dist = new URL('../../dist/', import.meta.url)

/** Ocapi's payloads as they are built: to build them again takes seconds. */
export function readPayloads(): Payload[] {
  const list = JSON.parse(
    readFileSync(new URL('ocapi/releases.json', dist), 'utf8'),
  ) as OcapiReleases
  return list.releases.map(({ version, path, integrity }) => {
    const release = ocapiReleases.find((one) => one.version === version)
    if (!release) throw new Error(`the payloads in dist are of other sources: ${version}`)
    return { release, path, integrity, bytes: readFileSync(new URL(path.slice(1), dist)) }
  })
}

let languages: Promise<BuiltLanguage[]> | null = null

/** The words of all languages, read once in a process. */
export function readLanguages(): Promise<BuiltLanguage[]> {
  return (languages ??= bundleWords())
}
