import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform, type Plugin } from 'esbuild'
import { minify, type ECMA, type MinifyOptions } from 'terser'
import { useArrows } from './build/arrows.ts'
import { ownNames, useOwnReferences } from './build/own-references.ts'
import { bundleWords, entriesOfKinds, type BuiltLanguage } from './build/words.ts'
import type { Language } from './src/model/language.ts'
import type { ScriptFiles } from './src/model/script.ts'
import { versionOf } from './src/store/files/script-version.ts'
import { ocapiReleases, type OcapiRelease } from './src/widget/contracts/ocapi/releases.ts'
import { colorNames } from './src/wire/frame.ts'
import type { OcapiReleases } from './src/wire/ocapi.ts'
import type { KindScripts, ScriptList, ScriptReleases } from './src/wire/script.ts'

/** A published payload: its address below the origin, its bytes and their Subresource Integrity value. */
export type Payload = { release: OcapiRelease; path: string; bytes: Uint8Array; integrity: string }

const root = import.meta.dirname
const acceptedFile = join(root, 'releases/ocapi.json')

/** Bundles every Ocapi release in memory; the same sources give the same bytes. */
export async function bundleOcapi(): Promise<Payload[]> {
  const more = await bundleMore()
  return Promise.all(
    ocapiReleases.map(async (release) => {
      const { version } = release
      const bytes = await bundlePayload('src/widget/contracts/ocapi/entry.ts', release, more)
      const path = `/ocapi/${version}/ocapi-${version}.js`
      return { release, path, bytes, integrity: integrityOf(bytes) }
    }),
  )
}

/** Bundles a payload of a release from its entry; it loads from `more` what is seldom needed. */
export async function bundlePayload(
  entry: string,
  release: OcapiRelease,
  { path, integrity, names }: MoreOfPayloads,
): Promise<Uint8Array> {
  const define = { ...writeRow(release), ...writeMore(path, integrity) }
  const { bytes } = await bundleNamed(entry, define, { names })
  return bytes
}

/** What few visitors need, which payloads load from its path and pin, and the short names that they have in common. */
export type MoreOfPayloads = {
  version: string
  path: string
  bytes: Uint8Array
  integrity: string
  names: ShortNames
}

/** Bundles what payloads load when it is needed. It works on their widget, so it has their names. */
export async function bundleMore(): Promise<MoreOfPayloads> {
  const [stable] = ocapiReleases
  const define = { ...(stable && writeRow(stable)), ...writeMore('', '') }
  const { names } = await bundleNamed('src/widget/contracts/ocapi/entry.ts', define, {})
  const { bytes } = await bundleNamed('src/widget/contracts/ocapi/more.ts', {}, { names })
  const version = versionOf(new Map([['more.js', bytes]]))
  return {
    version,
    path: `ocapi/${version}/more.js`,
    bytes,
    integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}`,
    names,
  }
}

function writeMore(path: string, integrity: string): Record<string, string> {
  return { MORE_PATH: JSON.stringify(path), MORE_INTEGRITY: JSON.stringify(integrity) }
}

/** What the build writes into a payload in place of the constants of `own-row.ts`. */
export function writeRow(release: OcapiRelease): Record<string, string> {
  const values = Object.entries(release).map(([name, value]) => [
    `OCAPI_${name.replace('_', '')}`,
    JSON.stringify(value),
  ])
  return Object.fromEntries(values) as Record<string, string>
}

// The last two major versions of each browser support it, which is what hCaptcha asks for.
const newTarget = 'es2022' as const

// Properties that begin with an underscore stay within one script, so the build shortens them. All others
// keep their names: they may cross the wire or the port, belong to the page or the browser, or name a sentence.
const inner = /^_/

// What passes between a script and the view of a kind in a script of its own has the same short name in both.
const crossing = {
  _wording: 'n',
  _show: 'o',
  _element: 'r',
  _firstField: 's',
  _readAnswer: 't',
  _message: 'u',
  _field: 'v',
  _answer: 'w',
  _media: 'x',
  _language: 'y',
  _direction: 'z',
  _durationSeconds: 'A',
  _work: 'B',
}

/** The scripts of hCaptcha's contract: `api.js` and the challenge's frame, each with its version. */
export type Scripts = Record<'api' | 'frame', { version: string; files: ScriptFiles }>

/** Bundles the scripts of hCaptcha's contract in memory; the same sources give the same bytes. */
export async function bundleScripts(): Promise<Scripts> {
  const frame = await bundleFrame()
  return { api: await bundlePageScript('hcaptcha', frame.version), frame }
}

/** A kind's view in a script of its own, with the worker that it starts, if any, and their version. */
type KindScript = { kind: string; version: string; files: ScriptFiles }

/** Bundles the views of kinds that are in scripts of their own, with their workers. */
function bundleKinds(): Promise<KindScript[]> {
  return Promise.all(
    [...entriesOfKinds()].map(async ([kind, entry]) => {
      const view = await bundle(entry, {}, newTarget, false, 'esm')
      const files = new Map([[`${kind}.js`, view]])
      const worker = join(dirname(entry), 'worker.ts')
      if (existsSync(worker)) files.set('worker.js', await bundle(worker, {}, newTarget))
      return { kind, version: versionOf(files), files }
    }),
  )
}

async function publishKinds(): Promise<Map<string, Uint8Array>> {
  const scripts = await bundleKinds()
  const list: KindScripts = scripts.map(({ kind, version, files }) => {
    const others = [...files.keys()].slice(1)
    return { kind, version, files: [`${kind}.js`, ...others] }
  })
  const files = scripts.flatMap(({ version, files: ofKind }) =>
    [...ofKind].map(([file, bytes]) => [`kinds/${version}/${file}`, bytes] as const),
  )
  return new Map([...files, ['kinds/list.json', toJson(list)]])
}

async function bundleFrame(): Promise<Scripts['frame']> {
  const challenge = await bundle('src/widget/challenge-frame/entry.ts', {}, newTarget)
  return named({ 'challenge.html': Buffer.from(writeFramePage(String(challenge))) })
}

/** Bundles the script of a contract, which opens the challenge's frame of a version. */
export async function bundlePageScript(
  contract: string,
  frameVersion: string,
): Promise<Scripts['api']> {
  const address = `/1/${frameVersion}/challenge.html`
  const script = await bundle(
    `src/widget/contracts/${contract}/entry.ts`,
    { FRAME_PATH: JSON.stringify(address), CONTRACT: JSON.stringify(contract) },
    newTarget,
    true,
  )
  return named({ 'api.js': script })
}

function named(contents: Readonly<Record<string, Uint8Array>>): Scripts['api'] {
  const files = new Map(Object.entries(contents))
  return { version: versionOf(files), files }
}

// Title and language are placeholders; the script sets them once it knows the visitor's language. The script is in
// the page, as a second request would have the visitor wait twice.
function writeFramePage(script: string): string {
  if (/<!--|<\/?script/i.test(script))
    throw new Error('the script of the frame would end its own tag')
  return `<!doctype html><html lang=en><meta charset=utf-8><title>Incipit</title><script>${script}</script>\n`
}

function integrityOf(bytes: Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`
}

/** Reads the last accepted integrity value of every payload, by version. */
export async function readAccepted(): Promise<Record<string, string>> {
  return JSON.parse(await readFile(acceptedFile, 'utf8')) as Record<string, string>
}

/** Bundles a script for the browser from its entry; the same sources give the same bytes. */
export async function bundle(
  entry: string,
  define: Record<string, string>,
  target: 'es2020' | 'es2022' = 'es2020',
  isInPage = false,
  format: 'iife' | 'esm' = 'iife',
): Promise<Uint8Array> {
  return (await bundleNamed(entry, define, { target, isInPage, format })).bytes
}

type ShortNames = Record<string, string | false>

type Bundling = {
  target?: 'es2020' | 'es2022'
  isInPage?: boolean
  format?: 'iife' | 'esm'
  /** The short names that another script has already; those of `crossing` if absent. */
  names?: ShortNames
}

async function bundleNamed(
  entry: string,
  define: Record<string, string>,
  { target = 'es2020', isInPage = false, format = 'iife', names = crossing }: Bundling,
): Promise<{ bytes: Uint8Array; names: ShortNames }> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format,
    target,
    legalComments: 'none',
    // A module is always strict, so no "use strict" is needed.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    write: false,
    define: isInPage ? { ...ownNames, ...define } : define,
    mangleProps: inner,
    mangleCache: isInPage ? {} : { ...names },
    plugins: [minifiedCss],
    loader: { '.wasm': 'binary' },
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`esbuild gave no file for ${entry}`)
  const options = { ...optionsFor(Number(target.slice(2)) as ECMA), module: format === 'esm' }
  const text = isInPage ? await addOwnRealm(file.text, options) : file.text
  return { bytes: await shrink(text, options), names: result.mangleCache ?? {} }
}

// Options that the types of terser do not know.
const asTree = { mangle: false, format: { spidermonkey: true, code: false } as object }
const fromTree = { parse: { spidermonkey: true } as object }

// After terser the compressed script is another four per cent smaller.
async function shrink(code: string, options: MinifyOptions): Promise<Uint8Array> {
  const { ast } = (await minify(code, { ...options, ...asTree })) as { ast?: string }
  useArrows(ast)
  const { code: small } = await minify(ast ?? '', { ...options, ...fromTree })
  if (small === undefined) throw new Error('terser gave no code for a script')
  return Buffer.from(small)
}

// A page may have changed any built-in (`build/own-references.ts`).
async function addOwnRealm(code: string, options: MinifyOptions): Promise<string> {
  const realm = await readFile(join(root, 'src/widget/page/own-realm.js'), 'utf8')
  const { ast } = (await minify(code, { ...options, ...asTree })) as { ast?: string }
  useOwnReferences(ast)
  const { code: own } = await minify(ast ?? '', { compress: false, mangle: false, ...fromTree })
  return `(() => {${realm};${own}})()`
}

function optionsFor(ecma: ECMA): MinifyOptions {
  return {
    ecma,
    // Reading our properties has no side effects. What is made a text here is a text, a number or a truth value, so
    // adding it to one does the same.
    compress: {
      passes: 4,
      hoist_funs: true,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      lhs_constants: false,
    },
    // So that the charset that the page or the server declares makes no difference.
    format: { ascii_only: true, comments: false },
  }
}

const minifiedCss: Plugin = {
  name: 'minified-css',
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8')
      const { code } = await transform(css, { loader: 'css', minify: true, target: 'es2020' })
      // The blank before the value of a custom property says nothing.
      const small = code.trim().replaceAll(/(--[\w-]+): /g, '$1:')
      // A script for pages has the colours as a list.
      const numbered = path.includes('/page/')
        ? small.replaceAll(/--([\w-]+)/g, (_, name) => `--${colorNames.indexOf(name)}`)
        : small
      return { contents: `export const css = ${JSON.stringify(numbered)}`, loader: 'js' }
    })
  },
}

/** Builds the files that a contract publishes: their bytes by path below `dist`. */
export type Publish = () => Promise<ReadonlyMap<string, Uint8Array>>

/** The contracts in the browser. A new one is a folder in `src/widget/contracts` and a line here. */
const contracts: readonly Publish[] = [
  publishOcapi,
  publishHcaptcha,
  () => publishPageScript('recaptcha', '/recaptcha'),
  () => publishPageScript('turnstile', '/turnstile/v0'),
]

async function publishOcapi(): Promise<Map<string, Uint8Array>> {
  const payloads = await bundleOcapi()
  const more = await bundleMore()
  const list: OcapiReleases = {
    more: {
      version: more.version,
      path: `/${more.path}`,
      integrity: more.integrity,
      sizeBytes: more.bytes.length,
    },
    releases: payloads.map(({ release, path, bytes, integrity }) => {
      const { version, base, status } = release
      return { version, path, integrity, sizeBytes: bytes.length, base, status }
    }),
  }
  const files = payloads.map(({ path, bytes }) => [path.slice(1), bytes] as const)
  return new Map([...files, [more.path, more.bytes], ['ocapi/releases.json', toJson(list)]])
}

/** Builds the files that hCaptcha's contract publishes. */
export async function publishHcaptcha(): Promise<Map<string, Uint8Array>> {
  const { api, frame } = await bundleScripts()
  const [script = new Uint8Array()] = api.files.values()
  const list: ScriptReleases = {
    api: {
      version: api.version,
      path: `/1/${api.version}/api.js`,
      integrity: integrityOf(script),
      sizeBytes: script.length,
    },
    frame: {
      version: frame.version,
      path: `/1/${frame.version}/challenge.html`,
      sizeBytes: sizesOf([...frame.files.values()])[0],
    },
  }
  const files = [frame, api].flatMap(({ version, files: ofVersion }) =>
    [...ofVersion].map(([name, bytes]) => [`1/${version}/${name}`, bytes] as const),
  )
  return new Map([...files, ['1/releases.json', toJson(list)]])
}

/** Builds the files of a contract that has nothing but a script for the page, at a base without a slash at its end. */
export async function publishPageScript(
  contract: string,
  base: string,
): Promise<Map<string, Uint8Array>> {
  const { version, files } = await bundlePageScript(contract, (await bundleFrame()).version)
  const [script = new Uint8Array()] = files.values()
  const path = `${base}/${version}/api.js`
  const list: ScriptList = {
    api: { version, path, integrity: integrityOf(script), sizeBytes: script.length },
  }
  return new Map([
    [path.slice(1), script],
    [`${base.slice(1)}/releases.json`, toJson(list)],
  ])
}

/** Writes each language's file at its address, and the list of languages for the service. */
async function writeWords(languages: readonly BuiltLanguage[]): Promise<void> {
  await rm(join(root, 'dist/words'), { recursive: true, force: true })
  for (const { language, bytes } of languages)
    await write(join(root, 'dist/words', language.version, language.file), bytes)
  const list: Language[] = languages.map(({ language }) => language)
  await write(join(root, 'dist/words/languages.json'), toJson(list))
}

/** The bytes uncompressed, with gzip and with brotli; each file is compressed by itself. */
export function sizesOf(files: readonly Uint8Array[]): [raw: number, gzip: number, brotli: number] {
  const sum = (size: (bytes: Uint8Array) => number): number =>
    files.reduce((total, bytes) => total + size(bytes), 0)
  return [
    sum((bytes) => bytes.length),
    sum((bytes) => gzipSync(bytes, { level: 9 }).length),
    sum((bytes) => brotliCompressSync(bytes).length),
  ]
}

async function write(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

async function main(flags: ReadonlySet<string>): Promise<void> {
  for (const publish of [publishKinds, ...contracts])
    for (const [path, bytes] of await publish()) await write(join(root, 'dist', path), bytes)
  const languages = await bundleWords()
  await writeWords(languages)
  if (flags.has('--accept')) {
    const accepted = (await bundleOcapi()).map(({ release, integrity }) => [
      release.version,
      integrity,
    ])
    await write(acceptedFile, toJson(Object.fromEntries(accepted)))
  }
  if (flags.has('--sizes')) {
    const scripts = await bundleScripts()
    printSizes(await bundleOcapi(), scripts, languages)
    for (const contract of ['recaptcha', 'turnstile']) {
      const { files } = await bundlePageScript(contract, scripts.frame.version)
      printSize(`api.js of ${contract}, the first load`, [...files.values()])
    }
  }
}

function printSizes(
  payloads: readonly Payload[],
  { api, frame }: Scripts,
  languages: readonly BuiltLanguage[],
): void {
  const first = [...api.files.values()]
  const click = [...frame.files.values()]
  const rows: [name: string, files: readonly Uint8Array[]][] = [
    ...payloads.map(({ path, bytes }): [string, Uint8Array[]] => [path, [bytes]]),
    ['/1/api.js, the first load', first],
    ['/1 challenge.html, what a challenge adds', click],
    ...languages.map(({ language, bytes }): [string, Uint8Array[]] => [
      `words in ${language.tag}`,
      [bytes],
    ]),
    ...languages.map(({ language, bytes }): [string, Uint8Array[]] => [
      `/1 all of it in ${language.tag}`,
      [...first, ...click, bytes],
    ]),
  ]
  for (const [name, files] of rows) printSize(name, files)
}

function printSize(name: string, files: readonly Uint8Array[]): void {
  const [raw, gzip, brotli] = sizesOf(files)
  console.log(`${name}: raw ${raw} gzip ${gzip} brotli ${brotli}`)
}

if (import.meta.main) await main(new Set(process.argv.slice(2)))
