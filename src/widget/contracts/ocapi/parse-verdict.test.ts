import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseVerdict } from './parse-verdict.ts'

test('only a whole verdict is a verdict', () => {
  assert.deepEqual(parseVerdict({ state: 'rejected' }), { is: 'fail' })
  const validated = { state: 'validated', expires_in_seconds: 120 }
  assert.deepEqual(parseVerdict(validated), { is: 'pass', _expiresInSeconds: 120 })
  for (const body of [null, 'validated', {}, { state: 'created' }, { state: 'validated' }]) {
    assert.equal(parseVerdict(body), null)
  }
})
