import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minify } from 'terser'
import { useArrows } from '../build/arrows.ts'

async function rewrite(code: string): Promise<string> {
  const asTree = { format: { spidermonkey: true, code: false } as object }
  const plain = { compress: false, mangle: false } as const
  const { ast } = (await minify(code, { ...plain, ...asTree })) as { ast?: string }
  useArrows(ast)
  const written = await minify(ast ?? '', { ...plain, parse: { spidermonkey: true } as object })
  return written.code ?? ''
}

test('a function that is declared becomes an arrow function at the beginning of its block', async () => {
  assert.equal(
    await rewrite('f();async function f(a){return g(a)}function g(a){return a}'),
    'let f=async a=>g(a),g=a=>a;f();',
  )
  assert.equal(
    await rewrite('h(function(){i();function i(){}})'),
    'h(function(){let i=()=>{};i()});',
  )
})

test('a function that says `this` or `arguments` stays, whatever is in functions within it', async () => {
  for (const body of ['return this.a', 'return arguments[0]', 'return()=>this'])
    assert.match(await rewrite(`function f(){${body}}`), /^function f\(\)/)
  assert.match(await rewrite('function f(){return function(){return this}}'), /^let f=/)
})

// What solves the puzzles in browsers has one: as an arrow function it was no script at all.
test('a generator stays, and so does what comes after its word', async () => {
  assert.equal(await rewrite('function*f(){yield 1}'), 'function*f(){yield 1}')
})
