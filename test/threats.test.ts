import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const document = readFileSync(join(root, 'docs/operator/threats.md'), 'utf8')

/** The tests that a text names as `file` “beginning of the name”. */
function namedTests(text: string): { file: string; name: string }[] {
  return [...text.matchAll(/`([\w./-]+\.ts)` “([^”]*)”/g)].map(([, file = '', name = '']) => ({
    file,
    name,
  }))
}

/** Those that are in no such file. */
function missingTests(text: string): string[] {
  return namedTests(text)
    .filter(({ file, name }) => {
      const path = join(root, file)
      const source = existsSync(path) ? readFileSync(path, 'utf8') : ''
      const isThere = ["'", '`', '"'].some((quote) => source.includes(`(${quote}${name}`))
      return name === '' || !isThere
    })
    .map(({ file, name }) => `${file}: ${name}`)
}

/** The rows of the tables, without their heads. */
function rowsOf(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (threat|-+) /.test(line))
}

describe('the list of threats', () => {
  test('names only tests that there are', () => {
    assert.deepEqual(missingTests(document), [])
    assert.ok(namedTests(document).length > 30)
  })

  test('has a test in each row, or says what is missing', () => {
    const without = rowsOf(document).filter(
      (row) => namedTests(row).length === 0 && !/\*\*(no test|There is no)/.test(row),
    )
    assert.deepEqual(without, [])
  })

  test('is caught naming a test that is not there, and a row without one', () => {
    const planted = '| nobody | nobody | nothing | `test/threats.test.ts` “is not here” |'
    assert.deepEqual(missingTests(planted), ['test/threats.test.ts: is not here'])
    assert.deepEqual(namedTests('| nobody | nobody | nothing | – |'), [])
  })
})
