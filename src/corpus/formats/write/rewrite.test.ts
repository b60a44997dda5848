import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { cleanText } from '../../../text/clean-text.ts'
import { readAlto } from '../read/alto.ts'
import { readPage } from '../read/page.ts'
import type { Truth } from '../read/truth.ts'
import { rewriteAlto } from './alto.ts'
import { findAltoParts } from './alto-slots.ts'
import { rewritePage } from './page.ts'
import { findPageParts, textOfPart } from './page-slots.ts'
import { readFileText } from './splice.ts'
import { edit, regionsOf, stamp, written } from '../../../../test/setup/rewriting.ts'

const good = fileURLToPath(new URL('../../../../test/fixtures/good/', import.meta.url))

const ways = {
  ALTO: { read: readAlto, rewrite: rewriteAlto },
  PAGE: { read: readPage, rewrite: rewritePage },
} as const

const files = globSync('*.xml', { cwd: good }).flatMap((name) => {
  const bytes = readFileSync(join(good, name))
  return (['ALTO', 'PAGE'] as const).flatMap((format) => {
    const truth = ways[format].read(bytes)
    return 'fault' in truth ? [] : [{ name, bytes, truth, ...ways[format] }]
  })
})

function placesOf(truth: Truth) {
  return regionsOf(truth).map(({ region: { level, region, box } }) => ({ level, region, box }))
}

describe('an exported file', () => {
  test('is tried in many forms', () => assert.ok(files.length >= 8))

  for (const { name, bytes, truth, read, rewrite } of files) {
    const regions = regionsOf(truth)

    test(`${name} keeps its bytes if nothing was read`, () => {
      const same = written(rewrite(bytes, [], stamp))
      assert.deepEqual(same.bytes, bytes)
      assert.deepEqual([same.readings, same.missed], [0, []])
    })

    test(`${name} takes each reading by itself, and no other text changes`, () => {
      for (const [place, one] of regions.entries()) {
        const { bytes: home, missed } = written(rewrite(bytes, [edit(one, 'Ærger<&>')], stamp))
        assert.deepEqual(missed, [], one.region.region)
        const again = read(home)
        assert.ok(!('fault' in again))
        assert.deepEqual(placesOf(again), placesOf(truth))
        const wanted = regions.map(({ region: { text } }, n) => (n === place ? 'Ærger<&>' : text))
        assert.deepEqual(
          regionsOf(again).map(({ region }) => region.text),
          wanted,
        )
      }
    })

    test(`${name} names Incipit once, keeps its encoding and takes all readings at once`, () => {
      const texts = regions.map((one, n) => edit(one, `Wort${n}`))
      const { bytes: home, readings } = written(rewrite(bytes, texts, stamp))
      assert.equal(readings, regions.length)
      assert.deepEqual(home.subarray(0, 2), bytes.subarray(0, 2))
      const again = read(home)
      assert.ok(!('fault' in again))
      assert.deepEqual(
        regionsOf(again).map(({ region }) => region.text),
        regions.map((_, n) => `Wort${n}`),
      )
      const file = readFileText(home)
      assert.ok('text' in file)
      const { length: named } = [...file.text.matchAll(/Incipit/g)]
      assert.ok(named <= 1, `named ${named} times`)
    })

    test(`${name} takes the readings of another file of its picture by their places`, () => {
      const [first] = regions
      assert.ok(first)
      const there = edit(first, 'Wort', { region: null })
      assert.ok(there.place)
      const { box } = there.place
      const place = { ...there.place, box: { ...box, y: box.y + 5 * box.height } }
      const far = { ...there, place }
      const home = written(rewrite(bytes, [far, there], stamp))
      assert.deepEqual([home.readings, home.missed], [1, []])
    })

    test(`${name} reports a region that it does not have`, () => {
      const [first] = regions
      assert.ok(first)
      const lost = edit(first, 'x', { region: 'nowhere' })
      assert.deepEqual(written(rewrite(bytes, [lost], stamp)).missed, ['nowhere'])
    })

    test(`${name} has the region names of its import`, () => {
      const file = readFileText(bytes)
      assert.ok('text' in file)
      const slots = truth.format === 'ALTO' ? altoTexts(file.text) : pageTexts(file.text)
      const has = (region: string, text: string | null): boolean =>
        slots.some((slot) => slot.region === region && slot.text === text)
      for (const { region } of regions) assert.ok(has(region.region, region.text), region.region)
    })
  }
})

function altoTexts(text: string) {
  const parts = findAltoParts(text)
  assert.ok('slots' in parts)
  return parts.slots.map(({ region, string }) => ({
    region,
    text: cleanText(string?.attributes.get('CONTENT') ?? ''),
  }))
}

function pageTexts(text: string) {
  const parts = findPageParts(text)
  assert.ok('slots' in parts)
  return parts.slots.map(({ region, part }) => ({ region, text: cleanText(textOfPart(part)) }))
}
