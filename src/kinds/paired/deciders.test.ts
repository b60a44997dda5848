import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { LooseItem } from '../../model/pair.ts'
import { chooseDeciders, decidersEnough } from './deciders.ts'

function known(id: string, label: string, isCanary = false): LooseItem {
  return {
    id,
    proportion: 3,
    label,
    machineScore: null,
    isCanary,
    sourceId: 'page',
    slices: [],
    look: null,
  }
}

function words(count: number, labelOf: (n: number) => string): LooseItem[] {
  return Array.from({ length: count }, (_, n) => known(`${labelOf(n)} ${n}`, labelOf(n)))
}

const nothingYet = { pairs: 0, of: new Map<string, number>() }

function labelsOf(items: Iterable<LooseItem>): string[] {
  return [...items].map(({ label }) => label ?? '')
}

// "the" decided 2.8 % of the pairs of a corpus: whoever typed nothing else passed 7 178 times an hour.
test('no text decides more often than any other, whatever its capitals and points', () => {
  const common = words(200, (n) => (n % 2 ? 'Monat' : 'monat.'))
  const chosen = chooseDeciders(
    randomBytes,
    [...common, ...words(300, (n) => `${n}wort${n}`)],
    nothingYet,
  )
  const times = labelsOf(chosen).filter((label) => /monat/iu.test(label)).length
  assert.deepEqual([chosen.size, times], [301, 1])
})

test('in a large corpus a text may decide as often as its share allows', () => {
  const of = new Map([['monat', 3]])
  const chosen = chooseDeciders(
    randomBytes,
    words(50, () => 'Monat'),
    { pairs: 5_000, of },
  )
  assert.equal(chosen.size, 2)
})

test('texts of fewer than five letters decide only where there are too few longer ones', () => {
  const short = words(200, (n) => `w${n}`)
  const enough = chooseDeciders(
    randomBytes,
    [...short, ...words(120, (n) => `${n}wort${n}`)],
    nothingYet,
  )
  assert.ok(labelsOf(enough).every((label) => label.includes('wort')))
  const few = chooseDeciders(
    randomBytes,
    [...short, ...words(20, (n) => `${n}wort${n}`)],
    nothingYet,
  )
  assert.equal(few.size, decidersEnough)
  assert.equal(labelsOf(few).filter((label) => label.includes('wort')).length, 20)
})

test('a small corpus takes its commonest texts too, each as rarely as it can', () => {
  const few = [
    ...words(30, () => 'Dito'),
    ...words(30, () => 'Item'),
    ...words(5, (n) => `${n}wort${n}`),
  ]
  assert.equal(chooseDeciders(randomBytes, few, nothingYet).size, 65)
  const more = [...words(300, () => 'Dito'), ...words(90, (n) => `${n}wort${n}`)]
  const labels = labelsOf(chooseDeciders(randomBytes, more, nothingYet))
  assert.ok(labels.filter((label) => label === 'Dito').length <= 8)
})

// With a letter wrong, "allen" passed as "aller", "allem" and "alles" too: 4 of 111 pairs.
test('texts that one guess matches count together', () => {
  const near = ['allen', 'aller', 'allem', 'alles', 'ballen'].map((label) => known(label, label))
  const others = words(200, (n) => `${n}wort${n}`)
  const labels = labelsOf(chooseDeciders(randomBytes, [...near, ...others], nothingYet))
  const close = labels.filter((label) => label.startsWith('all')).length
  assert.equal(close, labels.includes('allen') && labels.includes('ballen') ? 1 : 2)
})

test('a canary never decides', () => {
  assert.equal(chooseDeciders(randomBytes, [known('c', 'Monat', true)], nothingYet).size, 0)
})
