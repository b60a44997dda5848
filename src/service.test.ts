import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'

/** The built-in modules and the files that a process has loaded once it has imported `modules`. */
function loadedBy(...modules: readonly string[]): string {
  const imports = modules.map((name) => `await import(${JSON.stringify(name)})`)
  const script = `${imports.join('\n')}
    console.log([...process.moduleLoadList, ...Object.keys(process.getBuiltinModule('module')._cache)].join('\\n'))`
  return execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
}

const service = [
  new URL('main.ts', import.meta.url).href,
  new URL('service.ts', import.meta.url).href,
]

// An import of node:http loads all of Node's `fetch`: 14 MB of the 116 of an idle service, which never fetches.
test('the service loads neither what fetches nor what draws', () => {
  const loaded = loadedBy(...service)
  assert.match(loaded, /fastify/)
  assert.doesNotMatch(loaded, /undici|node_modules\/sharp\//)
})

test('an import of node:http or sharp would be seen', () => {
  assert.match(loadedBy('node:http'), /undici/)
  assert.match(loadedBy('sharp'), /node_modules\/sharp\//)
})
