import { build, type Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileScript, parse } from 'vue/compiler-sfc'
import { svelteFiles } from '../setup/svelte-files.ts'

const resolveDir = fileURLToPath(new URL('../../examples', import.meta.url))

/** What mounts the component of an example; `props` is the page's. */
const mounts = {
  react: `import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { CardForm } from './react/CardForm.jsx'
createRoot(document.getElementById('app')).render(createElement(CardForm, props))`,
  vue: `import { createApp } from 'vue'
import CardForm from './vue/CardForm.vue'
createApp(CardForm, props).mount('#app')`,
  svelte: `import { mount } from 'svelte'
import CardForm from './svelte/CardForm.svelte'
mount(CardForm, { target: document.getElementById('app'), props })`,
} as const

const vueFiles: Plugin = {
  name: 'vue',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, 'utf8'))
      return { contents: compileScript(descriptor, { id: 'it', inlineTemplate: true }).content }
    })
  },
}

/** The names of the examples that are a component. */
export const componentExamples = Object.keys(mounts) as (keyof typeof mounts)[]

/** Bundles the component of an example into a page. */
export async function writeExamplePage(
  name: keyof typeof mounts,
  props: Readonly<Record<string, string>>,
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: mounts[name], resolveDir },
    bundle: true,
    write: false,
    jsx: 'automatic',
    format: 'iife',
    conditions: ['svelte', 'module'],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [vueFiles, svelteFiles],
  })
  return `<!doctype html><html lang="en"><title>A page</title><div id="app"></div>
<script>const props = ${JSON.stringify(props)}</script><script>${outputFiles[0]?.text}</script></html>`
}
