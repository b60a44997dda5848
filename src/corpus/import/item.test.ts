import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemKind, ItemStatus, Polygon } from '../../model/item.ts'
import { stageOf } from './item.ts'

function stage(
  status: ItemStatus,
  label: string | null,
  width = 300,
  kind: ItemKind = 'transcription',
  polygon: Polygon | null = null,
) {
  return stageOf(
    { status, label, confidence: null },
    { kind, script: 'Latn', box: { x: 0, y: 0, width, height: 60 }, polygon },
  )
}

test('a text of up to 25 characters is asked and a longer one waits', () => {
  assert.equal(stage('known', 'notaire'), 'open')
  assert.equal(stage('known', 'x'.repeat(25)), 'open')
  assert.equal(stage('known', 'x'.repeat(26)), 'waiting')
  assert.equal(stage('doubtful', 'x'.repeat(26)), 'waiting')
})

test('a region without text is asked where its shape is that of a text to be asked', () => {
  assert.equal(stage('unknown', null, 300), 'open')
  assert.equal(stage('unknown', null, 500), 'waiting')
})

// A slanting line has a high box: by its box it was taken for a short text, and served too small to read.
test('the outline of a slanting line tells how long it is', () => {
  const slanting = [
    { x: 0, y: 0 },
    { x: 300, y: 45 },
    { x: 300, y: 60 },
    { x: 0, y: 15 },
  ]
  assert.equal(stage('unknown', null, 300, 'transcription', slanting), 'waiting')
})

// Known items have three letters at the least, so a picture of one letter told that it was the unknown one
// and that anything could be typed for it.
test('a text of one or two letters, or a shape of so few, is never asked in any role', () => {
  assert.equal(stage('known', 'de'), 'unfit')
  assert.equal(stage('doubtful', 'de'), 'unfit')
  assert.equal(stage('unknown', null, 50), 'unfit')
})

test('a known text that cannot be typed does not decide, a doubtful one may be read by people', () => {
  assert.equal(stage('known', 'ꝓteſt⁊'), 'unfit')
  assert.equal(stage('doubtful', 'ꝓteſt⁊'), 'open')
})

test('a picture to classify is always asked', () => {
  assert.equal(stage('unknown', null, 70, 'classification'), 'open')
})

// A dot is as wide as it is high, so by its shape it passed for a short word, and its field must not be left empty.
test('a speck that nobody has read is not asked, whatever its shape', () => {
  const speck = { x: 0, y: 0, width: 11, height: 9 }
  const unread = { status: 'unknown', label: null, confidence: null } as const
  const shape = { kind: 'transcription', script: 'Latn', polygon: null } as const
  assert.equal(stageOf(unread, { ...shape, box: speck }), 'unfit')
})
