import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { detectFile } from '../../survey/detect.ts'
import { importFormats } from './formats.ts'

const fixtures = fileURLToPath(new URL('../../../../test/fixtures/', import.meta.url))
const expectedMark = '.expected.json'

function casesIn(folder: string): { name: string; file: string }[] {
  return globSync(`${fixtures}${folder}/*${expectedMark}`)
    .map((path) => path.slice(0, -expectedMark.length))
    .map((file) => ({ name: basename(file), file }))
}

function readerOf(name: string) {
  const reader = importFormats.find((format) => format.name === name)?.read
  assert.ok(reader)
  return reader
}

function read(file: string): unknown {
  const bytes = readFileSync(file)
  const detected = detectFile(basename(file), bytes, importFormats)
  if (detected.is === 'table') {
    const rows = [...detected.rows]
    const isRead = (row: object): boolean => 'pictureName' in row
    return { ...detected, rows: rows.filter(isRead), unread: rows.filter((row) => !isRead(row)) }
  }
  if (detected.is !== 'truth') return detected
  return readerOf(detected.format)(bytes)
}

function expected(file: string): unknown {
  return JSON.parse(readFileSync(`${file}${expectedMark}`, 'utf8'))
}

describe('a file of an archive', () => {
  const cases = casesIn('good')
  test('is there to be read', () => assert.ok(cases.length > 9))
  for (const { name, file } of cases)
    test(`${name} is read as the file beside it says`, () =>
      assert.deepEqual(read(file), expected(file)))
})

describe('a hostile or broken file', () => {
  const cases = casesIn('bad')
  test('is there to be refused', () => assert.ok(cases.length > 15))
  for (const { name, file } of cases)
    test(`${name} is refused for the reason beside it`, () =>
      assert.deepEqual(read(file), expected(file)))
})
