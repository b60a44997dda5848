import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clipRate, readClip, writeClip } from '../../model/clip.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import type { ItemStatus } from '../../model/item.ts'
import { audio } from './audio.ts'

function stage(status: ItemStatus, label: string | null, seconds: number) {
  const region = { is: 'span', fromMs: 0, toMs: seconds * 1_000 } as const
  return audio.stageOf({ status, label, script: 'Latn', region })
}

describe('a clip', () => {
  test('is asked if it is short enough to keep in mind and too long to guess', () => {
    assert.equal(stage('known', 'over the hills', 2), 'open')
    assert.equal(stage('known', 'over the hills and far away from here', 3), 'waiting')
    assert.equal(stage('known', 'over the hills', 7), 'waiting')
    assert.equal(stage('known', 'yes', 1), 'unfit')
    assert.equal(stage('known', 'in 1914 again', 2), 'unfit')
    assert.equal(stage('known', 'через горы', 2), 'unfit')
    assert.equal(stage('unknown', null, 3), 'open')
    assert.equal(stage('unknown', null, 0.5), 'unfit')
    assert.equal(stage('unknown', null, 9), 'waiting')
    const region = { is: 'whole' } as const
    assert.equal(audio.stageOf({ status: 'unknown', label: null, script: 'Latn', region }), 'unfit')
  })

  test('is answered rightly by what is heard, however it is written', () => {
    const { isRight } = audio.agreement(defaultTextPolicy)
    const says = (given: string, label: string): boolean => isRight({ given, keyword: null }, label)
    assert.ok(says('we came today', 'We came to-day!'))
    assert.ok(says('Cafe de l ete', 'café de l’été'))
    assert.ok(says('over the hils and far', 'Over the hills, and far'))
    assert.ok(!says('over the sea and far', 'Over the hills, and far'))
    assert.ok(!says('', 'yes then'))
    assert.ok(!says('anything', '…'))
    const strict = audio.agreement({ ...defaultTextPolicy, editsMax: 0 })
    assert.ok(!strict.isRight({ given: 'over the hils', keyword: null }, 'over the hills'))
  })

  test('gives one reading for all ways to write it', () => {
    const { keyOf, voteOf } = audio.agreement({ ...defaultTextPolicy, case: 'keep' })
    assert.equal(keyOf('To-day, Mr Bell'), keyOf('today mr. bell'))
    assert.equal(voteOf({ given: ' … ', keyword: null }), null)
    assert.equal(voteOf({ given: ' We  came ', keyword: null })?.form, 'We came')
  })

  test('is shown with other samples for each seed, and the same for the same', async () => {
    const kept = writeClip(
      Int16Array.from({ length: 3 * clipRate }, (_, at) => 6_000 * Math.sin(at / 9)),
    )
    const tools = { drawVariant: () => Promise.reject(new Error('no picture is drawn')) }
    const shown = await Promise.all([1, 1, 2].map((seed) => audio.serving.draw(kept, seed, tools)))
    const [first = kept, again = kept, other = kept] = shown
    assert.deepEqual(first, again)
    assert.notDeepEqual(first, other)
    assert.equal(first.length, other.length)
    // All of it has noise, so that nothing shows where the clip ends.
    const tail = readClip(first).subarray(-clipRate, -clipRate / 2)
    assert.ok(new Set(tail).size > 20)
  })
})
