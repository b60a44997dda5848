import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from '../hcaptcha/client-table.ts'
import { readDebianVersion } from './packages.ts'

const { devDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { devDependencies: Record<string, string> }

// Debian mends a version in place, so the table has as much of it as stays.
test('every package of Debian in the table is of the version that is tried', () => {
  for (const { client, version } of readTable()) {
    if (devDependencies[client] !== undefined) continue
    const tried = readDebianVersion(client)
    assert.ok(`${tried}.`.startsWith(`${version}.`), `${client}: ${tried}, not ${version}`)
  }
})
