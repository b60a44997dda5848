import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemKind, ItemStatus } from '../model/item.ts'
import { stageOf } from './item.ts'

const stage = (
  status: ItemStatus,
  label: string | null,
  width = 300,
  kind: ItemKind = 'transcription',
) =>
  stageOf(
    { status, label, confidence: null },
    { kind, script: 'Latn', box: { x: 0, y: 0, width, height: 60 } },
  )

test('a text of up to 25 characters is asked and a longer one waits', () => {
  assert.equal(stage('known', 'notaire'), 'open')
  assert.equal(stage('known', 'x'.repeat(25)), 'open')
  assert.equal(stage('known', 'x'.repeat(26)), 'waiting')
  assert.equal(stage('doubtful', 'x'.repeat(26)), 'waiting')
})

test('a region without text is asked where its shape is that of a text to be asked', () => {
  assert.equal(stage('unknown', null, 300), 'open')
  assert.equal(stage('unknown', null, 721), 'waiting')
})

// Known items have three letters at the least, so a picture of one letter told that it was the unknown one
// and that anything could be typed for it.
test('a text of one or two letters, or a shape of so few, is never asked in any role', () => {
  assert.equal(stage('known', 'de'), 'unfit')
  assert.equal(stage('doubtful', 'de'), 'unfit')
  assert.equal(stage('unknown', null, 70), 'unfit')
})

test('a known text that cannot be typed does not decide, a doubtful one may be read by people', () => {
  assert.equal(stage('known', 'ꝓteſt⁊'), 'unfit')
  assert.equal(stage('doubtful', 'ꝓteſt⁊'), 'open')
})

test('a picture to classify is always asked', () => {
  assert.equal(stage('unknown', null, 70, 'classification'), 'open')
})
