import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playRound, readRounds, startGame } from './game.ts'

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

test('a game ends after its rounds and its score counts the right answers', () => {
  const first = playRound(startGame(3), true)
  assert.deepEqual(first, { _round: 2, _rounds: 3, _passed: 1, _isOver: false })
  const last = playRound(playRound(first, false), true)
  assert.deepEqual(last, { _round: 3, _rounds: 3, _passed: 2, _isOver: true })
})
