import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemStatus } from '../../model/item.ts'
import { regionOf, type Polygon } from '../../model/region.ts'
import { classification } from '../classification/classification.ts'
import { stageOfText } from './stage.ts'

function stage(
  status: ItemStatus,
  label: string | null,
  width = 300,
  polygon: Polygon | null = null,
) {
  const box = { x: 0, y: 0, width, height: 60 }
  return stageOfText({ status, label, script: 'Latn', region: regionOf({ box, polygon }) })
}

test('a text of up to 25 characters is asked and a longer one waits', () => {
  assert.equal(stage('known', 'notaire'), 'open')
  assert.equal(stage('known', 'x'.repeat(25)), 'open')
  assert.equal(stage('known', 'x'.repeat(26)), 'waiting')
  assert.equal(stage('doubtful', 'x'.repeat(26)), 'waiting')
})

test('a region without text is asked if its shape fits a text that may be asked', () => {
  assert.equal(stage('unknown', null, 300), 'open')
  assert.equal(stage('unknown', null, 500), 'waiting')
})

test('a part of a source without a place on a picture is not asked while nobody has read it', () => {
  const unread = { status: 'unknown', label: null, script: 'Latn' } as const
  assert.equal(stageOfText({ ...unread, region: { is: 'span', fromMs: 0, toMs: 9 } }), 'unfit')
  assert.equal(stageOfText({ ...unread, region: { is: 'whole' } }), 'unfit')
})

// A slanting line has a tall box: by its box it was taken for a short text, and served too small to read.
test('the outline of a slanting line shows how long it is', () => {
  const slanting = [
    { x: 0, y: 0 },
    { x: 300, y: 45 },
    { x: 300, y: 60 },
    { x: 0, y: 15 },
  ]
  assert.equal(stage('unknown', null, 300, slanting), 'waiting')
})

// Known items have at least three letters, so a picture of one letter gave away that it was the unknown one
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
  const box = { x: 0, y: 0, width: 9, height: 9 }
  const picture = {
    status: 'unknown',
    label: null,
    script: 'Zyyy',
    region: { is: 'box', box },
  } as const
  assert.equal(classification.stageOf(picture), 'open')
})

// A dot is as wide as it is high, so by its shape it passed for a short word, and its field must not be left
// empty.
test('a speck that nobody has read is not asked, whatever its shape', () => {
  const speck = { x: 0, y: 0, width: 11, height: 9 }
  const unread = { status: 'unknown', label: null, script: 'Latn' } as const
  assert.equal(stageOfText({ ...unread, region: { is: 'box', box: speck } }), 'unfit')
})
