import { join } from 'node:path'
import { build } from 'esbuild'
import { svelteFiles } from '../setup/svelte-files.ts'

const folder = join(import.meta.dirname, 'clients')
const bundles = new Map<string, Promise<string>>()

/** Our stand-ins for packages that a client depends on but that are not tested. */
const alias = Object.fromEntries(
  ['@angular/core', '@angular/common', '@angular/forms', 'rxjs'].map((name) => [
    name,
    join(folder, 'angular.js'),
  ]),
)

/** Bundles the page of a client, with the client as it was published, into one script; in memory, once. */
export function bundleClient(name: string, from = folder): Promise<string> {
  const path = join(from, `${name}.js`)
  const bundle = bundles.get(path) ?? makeBundle(path)
  bundles.set(path, bundle)
  return bundle
}

async function makeBundle(path: string): Promise<string> {
  const { outputFiles, warnings } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'iife',
    charset: 'utf8',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    alias,
    conditions: ['svelte', 'module'],
    plugins: [svelteFiles],
    write: false,
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'))
  return outputFiles[0]?.text ?? ''
}
