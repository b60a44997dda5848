import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { compile, compileModule } from 'svelte/compiler'

/** Compiles components and modules of Svelte for a bundle, as the plugins of its bundlers do. */
export const svelteFiles: Plugin = {
  name: 'svelte',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.svelte$/ }, async ({ path: filename }) => {
      const options = { filename, css: 'injected', generate: 'client' } as const
      return { contents: compile(await readFile(filename, 'utf8'), options).js.code }
    })
    onLoad({ filter: /\.svelte\.js$/ }, async ({ path: filename }) => ({
      contents: compileModule(await readFile(filename, 'utf8'), { filename }).js.code,
    }))
  },
}
