import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from './client-table.ts'

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
const clients = [...new Set(readTable().map(({ client }) => client))]

test('every client of the table is tried, and every client that is tried is in the table', () => {
  const files = globSync(['*.test.ts', '../clients/*.clients.ts'], { cwd: import.meta.dirname })
  const tried = files.flatMap((file) =>
    [...read(file).matchAll(/^tryClient\('([^']+)'/gm)].map(([, client = '']) => client),
  )
  assert.deepEqual(clients.toSorted(), tried.toSorted())
})

// Those of Debian are not here; `test/clients/versions.clients.ts` compares theirs.
test('every client of the table is of the version that is installed', () => {
  const { devDependencies } = JSON.parse(read('../../package.json')) as {
    devDependencies: Record<string, string>
  }
  for (const { client, version } of readTable()) {
    if (devDependencies[client] === undefined) continue
    const installed = JSON.parse(read(`../../node_modules/${client}/package.json`)) as {
      version: string
    }
    assert.equal(version, installed.version, client)
  }
})
