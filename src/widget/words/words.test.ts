import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from './words.ts'

test('a place takes its value, and one without a value stays', () => {
  assert.equal(fill('{passed} of {rounds}: {x}', { passed: 0, rounds: 5 }), '0 of 5: {x}')
})
