import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { array, assert as assertProperty, boolean, integer, property } from 'fast-check'
import type { LooseItem } from '../../model/pair.ts'
import { matchLoose, type Loose, type Match } from './match.ts'

function loose(id: string, width: number, machineScore: number | null = null): LooseItem {
  return {
    id,
    proportion: width / 100,
    label: id,
    machineScore,
    isCanary: false,
    sourceId: 'page',
    slices: [],
    look: null,
  }
}

/** Matches items of which all known ones may decide. */
function matchAll(of: Omit<Loose, 'deciders'>): Match[] {
  const deciders = new Set(of.known.filter(({ isCanary }) => !isCanary))
  return matchLoose(randomBytes, { ...of, deciders })
}

function many(name: string, count: number, widthOf: (n: number) => number): LooseItem[] {
  return Array.from({ length: count }, (_, n) => loose(`${name}${n}`, widthOf(n)))
}

function factorOf({ control, probe }: Match): number {
  return Math.max(control.proportion / probe.proportion, probe.proportion / control.proportion)
}

test('whatever there is, no item is matched twice, controls are known, and shapes are alike', () => {
  const widths = array(integer({ min: 20, max: 2_000 }), { maxLength: 60 })
  assertProperty(
    property(widths, widths, boolean(), (of, probes, closes) => {
      const known = of.map((width, n) => loose(`k${n}`, width))
      const unknown = probes.map((width, n) => loose(`u${n}`, width))
      const matches = matchAll({ known, unknown, closes, least: 0 })
      const ids = matches.flatMap(({ control, probe }) => [control.id, probe.id])
      assert.equal(new Set(ids).size, ids.length)
      for (const match of matches) {
        assert.ok(match.control.id.startsWith('k'))
        assert.equal(match.probeRole === 'known', match.probe.id.startsWith('k'))
        assert.ok(factorOf(match) <= 2.5 + 1e-9)
        assert.ok(closes || match.probeRole === 'unknown')
      }
    }),
  )
})

// Of two thousand known items read at once, a quarter played unknown ones while unknown ones waited.
test('while more unknown items wait no two known ones are matched', () => {
  const known = many('k', 200, () => 300)
  const unknown = many('u', 100, () => 300)
  const matches = matchAll({ known, unknown, closes: false, least: 0 })
  assert.equal(matches.length, 100)
  assert.ok(matches.every(({ probeRole }) => probeRole === 'unknown'))
})

// Known words are wider on average. When matched in the order of their widths, the wider one was the known
// one.
test('known items that are wider on average are as often the narrower of two', () => {
  const known = many('k', 1_000, (n) => 250 + n * 0.5)
  const unknown = many('u', 1_000, (n) => 200 + n * 0.5)
  const matches = matchAll({ known, unknown, closes: false, least: 0 })
  const wider = matches.filter(({ control, probe }) => control.proportion > probe.proportion)
  const narrower = matches.filter(({ control, probe }) => control.proportion < probe.proportion)
  assert.ok(matches.length > 800, String(matches.length))
  assert.equal(wider.length, narrower.length)
})

test('a corpus of few items takes partners of any shape', () => {
  const known = [loose('k', 1_000)]
  const unknown = [loose('u', 30)]
  assert.equal(matchAll({ known, unknown, closes: true, least: 16 }).length, 1)
  assert.equal(matchAll({ known, unknown, closes: true, least: 0 }).length, 0)
  const two = [loose('k', 1_000), loose('l', 30)]
  assert.equal(matchAll({ known: two, unknown: [], closes: true, least: 16 }).length, 1)
})

test('of known items those that a machine misreads decide', () => {
  const known = Array.from({ length: 300 }, (_, n) => loose(`k${n}`, 300, (n % 10) / 10))
  const unknown = many('u', 100, () => 300)
  const matches = matchAll({ known, unknown, closes: true, least: 0 })
  const mean = matches.reduce((sum, { control }) => sum + (control.machineScore ?? 0), 0)
  assert.ok(mean / matches.length < 0.35, String(mean / matches.length))
})

test('known items that may not decide play the unknown, and those left over wait', () => {
  const rare = many('k', 60, () => 300)
  const common = many('c', 100, () => 300)
  const known = [...common, ...rare]
  const order = { known, unknown: [], deciders: new Set(rare), closes: true, least: 0 }
  const matches = matchLoose(randomBytes, order)
  assert.ok(matches.length >= 55, String(matches.length))
  assert.ok(matches.every(({ control }) => control.id.startsWith('k')))
  const unknown = many('u', 40, () => 300)
  const withUnknown = matchLoose(randomBytes, { ...order, unknown })
  assert.equal(withUnknown.filter(({ probeRole }) => probeRole === 'unknown').length, 40)
})

// Pages with texts and pages without were scanned apart, and their paper told which picture decided.
test('partners are of one page as far as there are any of like shape', () => {
  const page = (n: number) => ({ sourceId: `page ${n % 5}` })
  const known = many('k', 100, () => 300).map((item, n) => ({ ...item, ...page(n) }))
  const unknown = many('u', 100, () => 300).map((item, n) => ({ ...item, ...page(n) }))
  const matches = matchAll({ known, unknown, closes: true, least: 0 })
  const alike = matches.filter(({ control, probe }) => control.sourceId === probe.sourceId)
  assert.equal(alike.length, 100)
})

test('a canary is never a control, and finds a partner while unknown items wait', () => {
  const canary = (n: number): LooseItem => ({ ...loose(`c${n}`, 300), isCanary: true })
  const canaries = Array.from({ length: 10 }, (_, n) => canary(n))
  const known = [...many('k', 190, () => 300), ...canaries]
  for (const [unknown, closes] of [
    [many('u', 500, () => 300), false],
    [[], true],
  ] as const) {
    const matches = matchAll({ known, unknown, closes, least: 16 })
    assert.ok(matches.every(({ control }) => !control.isCanary))
    assert.equal(matches.filter(({ probe }) => probe.isCanary).length, 10)
  }
  assert.deepEqual(matchAll({ known: canaries, unknown: [], closes: true, least: 16 }), [])
})
