import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAskedExport, type AskedExport } from './asked-export.ts'
import { askedImportOf, readAskedImport } from './asked-import.ts'

const terms = {
  corpus: 'letters',
  licence: 'CC0-1.0',
  credit: 'Archive',
  creditUrl: null,
  language: 'fr',
  as: 'auto',
  allowRestricted: false,
  dryRun: false,
  fetches: false,
} as const
const request = {
  given: ['/letters', '/letters'],
  terms,
  organisationName: 'House',
  allowedHosts: ['images.example:8080'],
  engine: null,
}
const by = { by: { name: 'cli', organisation: null }, organisation: 'org_1' }
const asked: AskedExport = {
  by: 'cli',
  organisation: 'org_1',
  askedAtMs: 5,
  corpus: 'letters',
  format: 'page',
  which: 'gold',
  baseUrl: null,
  path: '/out',
}

/** The value with one field after another missing or of another shape. */
function* damaged(value: object): Generator<object> {
  for (const field of Object.keys(value))
    for (const wrong of [undefined, 7.5, { a: 1 }, 'x'.repeat(5_000), [3]])
      yield { ...value, [field]: wrong }
}

describe('an import that is kept with its job', () => {
  const kept = askedImportOf(request, by)

  test('is read as it was asked for, with each path once', () => {
    const read = readAskedImport(JSON.parse(JSON.stringify(kept)))
    assert.deepEqual(read, {
      by: 'cli',
      organisation: 'org_1',
      given: ['/letters'],
      terms: { ...terms, allowRescale: false },
      allowedHosts: ['images.example:8080'],
      engine: null,
    })
  })

  test('is refused if anything of it is missing, or is not what it should be', () => {
    for (const value of damaged(kept)) assert.equal(readAskedImport(value), null)
    for (const other of damaged(kept.terms))
      assert.equal(readAskedImport({ ...kept, terms: other }), null)
    for (const value of [null, [], '', 3, {}]) assert.equal(readAskedImport(value), null)
    assert.equal(readAskedImport({ ...kept, given: [] }), null)
    assert.equal(readAskedImport({ ...kept, given: Array(101).fill('/a') }), null)
    assert.equal(readAskedImport({ ...kept, terms: { ...kept.terms, dryRun: true } }), null)
  })
})

describe('an export that is kept with its job', () => {
  test('is read as it was asked for', () => {
    const read = readAskedExport(JSON.parse(JSON.stringify(asked)))
    assert.deepEqual({ ...read, format: read?.format.name }, asked)
  })

  test('is refused if anything of it is missing, or is not what it should be', () => {
    for (const value of damaged(asked)) assert.equal(readAskedExport(value), null)
    assert.equal(readAskedExport({ ...asked, format: 'pdf' }), null)
  })
})
