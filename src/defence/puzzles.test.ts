import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPuzzles } from './puzzles.ts'

const puzzle = { salt: 'W1_of-a-test', text: '00000007' }

// The tag by OpenSSL, which has its own implementation of RFC 9106.
const tag = 'PRYakAoVi97sSIKTVhRhOg'

test('a puzzle is solved with the tag of RFC 9106', async () => {
  assert.equal(await openPuzzles()(puzzle), tag)
})

test('a Node without Argon2 solves it in a thread, with what browsers use', async () => {
  const solve = openPuzzles(false)
  const solved = await Promise.all([puzzle, { ...puzzle, text: '00000008' }, puzzle].map(solve))
  assert.deepEqual([solved[0], solved[2]], [tag, tag])
  assert.notEqual(solved[1], tag)
})
