import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openJsonRows } from './json-lines.ts'
import { rowLimits } from './row.ts'

function readJson(...pieces: string[]): string[][] {
  const rows: string[][] = []
  const options = { columns: ['task', 'label'], takesEmptyLabels: true } as const
  const onRow = (row: readonly string[]): void => void rows.push([...row])
  const reader = openJsonRows({ path: 'a.jsonl', options, onRow })
  for (const piece of pieces) reader.push(Buffer.from(piece))
  reader.end()
  return rows
}

describe('JSON lines', () => {
  test('give the members that are asked for, as texts', () => {
    const rows = readJson('{"label":1,"task":"t', '"}\r\n\n{"task":2,"other":[],"label":"\\n"}')
    assert.deepEqual(rows, [
      ['t', '1'],
      ['2', '\n'],
    ])
    assert.deepEqual(readJson('{"task":"t"}'), [['t', '']])
  })

  test('are refused with the number of the line that cannot be read', () => {
    const cases: [text: string, fault: RegExp][] = [
      ['{}\n{"task"', /^Line 2 of a.jsonl is not a JSON object/],
      ['[]', /^Line 1 of a.jsonl is not a JSON object/],
      ['{"task":{}}', /^Line 1 of a.jsonl has a task that is neither a text nor a number/],
      [`"${'b'.repeat(rowLimits.chars)}`, /^Line 1 of a.jsonl is over 100000 characters/],
    ]
    for (const [text, message] of cases) assert.throws(() => readJson(text), { message })
  })
})
