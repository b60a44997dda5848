import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform, type Plugin } from 'esbuild'
import { ocapiReleases, type OcapiRelease } from './src/widget/ocapi-releases.ts'
import type { OcapiReleases } from './src/wire/ocapi.ts'

/** A payload as it is published: its address below the origin, its bytes and their Subresource Integrity value. */
export type Payload = { release: OcapiRelease; path: string; bytes: Uint8Array; integrity: string }

const root = import.meta.dirname
const acceptedFile = join(root, 'releases/ocapi.json')

/** Bundles every Ocapi release in memory; the same sources give the same bytes. */
export async function bundleOcapi(): Promise<Payload[]> {
  return Promise.all(
    ocapiReleases.map(async (release) => {
      const bytes = await bundle('src/widget/ocapi-entry.ts', {
        OCAPI_RELEASE: JSON.stringify(release),
      })
      const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
      const { version } = release
      return { release, path: `/ocapi/${version}/ocapi-${version}.js`, bytes, integrity }
    }),
  )
}

/** Reads the integrity of every payload as it was last accepted, by version. */
export async function readAccepted(): Promise<Record<string, string>> {
  return JSON.parse(await readFile(acceptedFile, 'utf8')) as Record<string, string>
}

async function bundle(entry: string, define: Record<string, string>): Promise<Uint8Array> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    // Read alike whatever charset the page and the server declare.
    charset: 'ascii',
    legalComments: 'none',
    write: false,
    define,
    plugins: [minifiedCss],
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`esbuild made no file of ${entry}`)
  return file.contents
}

const minifiedCss: Plugin = {
  name: 'minified-css',
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8')
      const { code } = await transform(css, { loader: 'css', minify: true, target: 'es2020' })
      return { contents: `export const css = ${JSON.stringify(code.trim())}`, loader: 'js' }
    })
  },
}

async function writePayloads(payloads: readonly Payload[]): Promise<void> {
  const list: OcapiReleases = {
    releases: payloads.map(({ release, path, bytes, integrity }) => {
      const { version, base, status } = release
      return { version, path, integrity, sizeBytes: bytes.length, base, status }
    }),
  }
  for (const { path, bytes } of payloads) await write(join(root, 'dist', path), bytes)
  await write(join(root, 'dist/ocapi/releases.json'), toJson(list))
}

async function write(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function main(flags: ReadonlySet<string>): Promise<void> {
  const payloads = await bundleOcapi()
  await writePayloads(payloads)
  if (flags.has('--accept')) {
    const accepted = payloads.map(({ release, integrity }) => [release.version, integrity])
    await write(acceptedFile, toJson(Object.fromEntries(accepted)))
  }
  if (!flags.has('--sizes')) return
  for (const { path, bytes } of payloads) {
    const sizes = [bytes.length, gzipSync(bytes).length, brotliCompressSync(bytes).length]
    console.log(`${path} raw ${sizes[0]} gzip ${sizes[1]} brotli ${sizes[2]}`)
  }
}

if (import.meta.main) await main(new Set(process.argv.slice(2)))
