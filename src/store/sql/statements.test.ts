import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readStatements } from '../suites/recording.contract.ts'

const folder = new URL('./', import.meta.url)
const stores = globSync('*.ts', { cwd: folder })
  .filter((file) => !/statements\.ts$|\.test\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))

/** Statements that say the same as another one. */
function repeated(statements: ReadonlyMap<string, string>): string[] {
  const plain = [...statements].map(
    ([name, sql]) => [name, sql.replaceAll(/\s+/g, ' ').trim()] as const,
  )
  const first = new Map(plain.toReversed().map(([name, sql]) => [sql, name]))
  return plain.filter(([name, sql]) => first.get(sql) !== name).map(([name]) => name)
}

/** Statements that no store runs. */
function unused(names: Iterable<string>): string[] {
  return [...names].filter((name) => {
    const called = new RegExp(String.raw`\b${name.replace('.', String.raw`\.`)}\b`)
    return !stores.some((text) => called.test(text))
  })
}

describe('each statement of the store', () => {
  test('exists once', async () => {
    const statements = await readStatements()
    assert.ok(statements.size > 200)
    assert.deepEqual(repeated(statements), [])
    const [name = '', sql = ''] = [...statements][0] ?? []
    assert.deepEqual(repeated(new Map([...statements, ['again', `${sql} `]])), ['again'], name)
  })

  test('is used by a store', async () => {
    assert.deepEqual(unused((await readStatements()).keys()), [])
    assert.deepEqual(unused(['siteStatements.neverCalled']), ['siteStatements.neverCalled'])
  })
})
