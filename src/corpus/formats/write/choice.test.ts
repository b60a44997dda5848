import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Item } from '../../../model/item.ts'
import { readingStates, type ReadItem, type Reading } from '../../../model/reading.ts'
import { stopRulesOf } from '../../../../test/setup/stop-rules.ts'
import { item } from '../../../store/suites/examples.contract.ts'
import { fakeReading, readAtMs } from '../../../../test/setup/readings.ts'
import { doubtOf, isExported, isListed, type Choice, type Which } from './choice.ts'

const hourMs = 3_600_000
const stopRules = stopRulesOf('transcription')

function choose(which: Which, hours = 24): Choice {
  return {
    which,
    stopRules,
    nowMs: readAtMs + hours * hourMs,
  }
}

function read(reading: Partial<Reading>, of: Partial<Item> = {}): ReadItem {
  return {
    item: item('a', { status: 'doubtful', ...of }),
    reading: fakeReading('a', 'Haus', reading),
    extent: { widthPixels: 100, heightPixels: 100 },
  }
}

describe('a reading is exported', () => {
  test('as gold where it is accepted, as anything where it is a text that somebody read', () => {
    const home = (which: Which) =>
      readingStates.filter((state) => isExported(read({ state }), choose(which)))
    assert.deepEqual(home('gold'), ['accepted'])
    assert.deepEqual(home('all'), ['provisional', 'accepted', 'contested'])
  })

  test('as gold from the hour on at which its quarantine is over', () => {
    assert.equal(isExported(read({}), choose('gold', 23.99)), false)
    assert.equal(isExported(read({}), choose('gold', 24)), true)
    assert.equal(isExported(read({}), choose('all', 0)), true)
  })

  test('never where the archive knows the text or has dropped the item, or its place is lost', () => {
    const cases: Partial<Item>[] = [
      { status: 'known' },
      { stage: 'dropped' },
      { lineId: 'b', place: null },
    ]
    for (const of of cases)
      for (const which of ['gold', 'all'] as const) {
        assert.equal(isExported(read({}, of), choose(which)), false)
        assert.equal(isListed(read({ state: 'rejected' }, of), choose(which)), false)
      }
  })

  test('with its doubt, but for gold', () => {
    assert.equal(doubtOf(fakeReading('a', 'b'), choose('all')), null)
    const held = 'Incipit: accepted, in quarantine, 3 answers'
    assert.equal(doubtOf(fakeReading('a', 'b'), choose('all', 0)), held)
    const one = fakeReading('a', 'b', { state: 'provisional', answers: 1 })
    assert.equal(doubtOf(one, choose('all')), 'Incipit: provisional, 1 answer')
  })
})

test('a table lists what nobody can read and what the archive does not want, where all is wanted', () => {
  const listed = (which: Which) =>
    readingStates.filter((state) => isListed(read({ state }), choose(which)))
  assert.deepEqual(listed('gold'), ['accepted'])
  assert.deepEqual(
    listed('all'),
    readingStates.filter((state) => state !== 'open'),
  )
})
