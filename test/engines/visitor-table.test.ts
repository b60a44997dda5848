import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { writeRows } from './visitor-table.ts'

const page = new URL('../../docs/contributor/accessibility.md', import.meta.url)

test('the docs have the table of visitors that the suite of browsers holds', () => {
  const lines = readFileSync(page, 'utf8').split('\n')
  const rows = lines
    .filter((line) => line.startsWith('| only '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
        .join(' | '),
    )
  assert.deepEqual(rows, writeRows())
})
