import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digamma } from './digamma.ts'

const eulerGamma = 0.577215664901533

const values = [
  { x: 1, is: -eulerGamma },
  { x: 0.5, is: -eulerGamma - 2 * Math.LN2 },
  { x: 2, is: 1 - eulerGamma },
  { x: 10, is: 2.251752589066721 },
]

for (const { x, is } of values)
  test(`The digamma function of ${x} is ${is.toFixed(6)}.`, () => {
    assert.ok(Math.abs(digamma(x) - is) < 1e-10)
  })
