import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settings } from '../config.ts'
import { actionLimits } from '../model/budget.ts'

// What a script pays, in milliseconds of one core of the machine of docs/contributor/figures.md: a puzzle by native
// code, a word by Tesseract once it is loaded, and the share of prints that it passes with.
const puzzleMs = 12.5
const wordMs = 23
const wordsOfAChallenge = 2
const printShare = 0.82

// The way without a task for people must not be the way of scripts.
test('a pass by neither costs a script twenty times the processor of one by eye, and each address gets fewer', () => {
  const byWork = settings.workPuzzles.default * puzzleMs
  const byEye = (wordsOfAChallenge * wordMs) / printShare
  assert.ok(byWork > 20 * byEye, `${byWork} ms against ${byEye} ms`)
  const { neither, issue } = actionLimits
  assert.ok(neither.hand.perMinute < (issue.hand.perMinute * printShare) / 10)
  assert.ok(neither.hand.unitsMax <= issue.hand.unitsMax / 10)
})
