import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRounds } from './game.ts'

const values: [value: string | null, rounds: number][] = [
  [null, 0],
  ['false', 0],
  ['False', 0],
  ['0', 0],
  ['', 5],
  ['true', 5],
  ['-3', 5],
  ['1', 1],
  ['3', 3],
  ['10', 10],
  ['11', 10],
  ['99999999999999999999', 10],
]

for (const [value, rounds] of values) {
  test(`the game mode ${JSON.stringify(value)} asks for ${rounds} rounds`, () => {
    assert.equal(readRounds(value), rounds)
  })
}
