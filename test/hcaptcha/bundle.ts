import { join } from 'node:path'
import { build } from 'esbuild'

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
export function bundleClient(name: string): Promise<string> {
  const bundle = bundles.get(name) ?? makeBundle(name)
  bundles.set(name, bundle)
  return bundle
}

async function makeBundle(name: string): Promise<string> {
  const { outputFiles, warnings } = await build({
    entryPoints: [join(folder, `${name}.js`)],
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
    write: false,
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'))
  return outputFiles[0]?.text ?? ''
}
