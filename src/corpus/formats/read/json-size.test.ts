import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { faultOfJson, jsonLimits } from './json-size.ts'

function fault(json: string): string | null {
  return faultOfJson(Buffer.from(json))?.fault ?? null
}

describe('the size of a JSON value', () => {
  test('is no matter where it is small, whatever stands in its texts', () => {
    fc.assert(fc.property(fc.json(), (json) => assert.equal(fault(json), null)))
    const signs = JSON.stringify(['[{'.repeat(1_500_000), `"\\${',:'.repeat(9_000_000)}`])
    assert.equal(fault(signs), null)
  })

  test('is limited in lists and objects, in values and in the members of one object', () => {
    const { holders, values, membersPerObject } = jsonLimits
    assert.equal(fault('[]'.repeat(holders + 1)), `it has more than ${holders} lists and objects`)
    assert.equal(fault(`[${'1,'.repeat(values + 1)}1]`), `it has more than ${values} values`)
    const wide = `{${'"a":1,'.repeat(membersPerObject)}"b":2}`
    assert.equal(fault(wide), `an object has more than ${membersPerObject} members`)
    assert.equal(fault(`{"a":{${'"b":1,'.repeat(membersPerObject - 1)}"c":1},"d":1}`), null)
  })
})
