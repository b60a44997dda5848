import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { boxAround, overlapOf, parsePoints } from '../src/corpus/formats/read/geometry.ts'
import { cutByText, cutByBlanks } from '../src/corpus/words/cut-line.ts'
import { learnFrom, linedWordsOf, type LineInk } from '../src/corpus/words/match-line.ts'
import { readXml } from '../src/corpus/formats/read/xml.ts'
import type { WrittenLine } from '../src/model/ink.ts'
import type { Box, Polygon } from '../src/model/region.ts'
import { openPage } from '../src/picture/open.ts'

const kant = fileURLToPath(
  new URL('../../shared/corpora/real-pages/ocrd-kant-1784/', import.meta.url),
)
assert.ok(
  existsSync(kant),
  'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
)

const overlapMin = 0.6

type Part = { polygon: Polygon | null; baseline: Polygon | null; text: string; words: Part[] }

/** The lines of a PAGE file with their words; the importer would keep only one of both. */
function linesOf(path: string): Part[] {
  const lines: Part[] = []
  const stack: { name: string; part: Part | null }[] = []
  const holder = (): Part | null => stack.findLast(({ part }) => part)?.part ?? null
  const isGlyph = (): boolean => stack.some(({ name }) => name === 'Glyph')
  const fault = readXml(readFileSync(path), {
    open: (name, attributes) => {
      const isPart = name === 'TextLine' || name === 'Word'
      const part = isPart ? { polygon: null, baseline: null, text: '', words: [] } : null
      if (part && name === 'Word') holder()?.words.push(part)
      if (part && name === 'TextLine') lines.push(part)
      stack.push({ name, part })
      const of = holder()
      const points = parsePoints(attributes.get('points'))
      if (of && name === 'Coords' && !isGlyph()) of.polygon ??= points
      if (of && name === 'Baseline') of.baseline ??= points
      return true
    },
    close: (name, text) => {
      const of = holder()
      if (of && name === 'Unicode' && !isGlyph()) of.text = text.trim()
      stack.pop()
    },
  })
  assert.equal(fault, null)
  return lines
}

/** The box of each word of the line's text; in the file, punctuation is a word of its own. */
function truthOf({ text, words }: Part): (Box | null)[] {
  let next = 0
  return linedWordsOf(text).map((word) => {
    let letters = ''
    const points: { x: number; y: number }[] = []
    while (letters.length < word.length && next < words.length) {
      letters += words[next]?.text ?? ''
      points.push(...(words[next]?.polygon ?? []))
      next += 1
    }
    return letters === word ? boxAround(points) : null
  })
}

type Given = (line: Part) => WrittenLine

const withBaseline: Given = ({ polygon, baseline }) => ({
  box: boxAround(polygon ?? []),
  polygon,
  baseline,
})

const boxOnly: Given = ({ polygon }) => ({
  box: boxAround(polygon ?? []),
  polygon: null,
  baseline: null,
})

async function measure(given: Given, hasText: boolean) {
  const counts = { words: 0, cut: 0, right: 0 }
  for (const number of ['0017', '0020']) {
    const page = await openPage(readFileSync(join(kant, `OCR-D-IMG/INPUT_${number}.tif`)))
    assert.ok(!('fault' in page))
    const inked: (LineInk & { truth: (Box | null)[] })[] = []
    for (const line of linesOf(join(kant, `OCR-D-GT-PAGE/PAGE_${number}_PAGE.xml`))) {
      const truth = truthOf(line)
      counts.words += truth.length
      const ink = await page.ink(given(line))
      if (ink) inked.push({ ink, text: line.text, truth })
    }
    const hand = learnFrom(inked)
    for (const { truth, ...line } of inked) {
      const cut = hasText ? cutByText(line, hand) : cutByBlanks(line.ink)
      for (const { place, box } of cut) {
        const places = hasText ? [truth[place]] : truth
        const isRight = places.some((one) => one && overlapOf(one, box) >= overlapMin)
        counts.cut += 1
        counts.right += isRight ? 1 : 0
      }
    }
  }
  return { ...counts, precision: counts.right / counts.cut, survivors: counts.cut / counts.words }
}

describe('words cut out of printed lines, against the word boxes of their file', () => {
  const cases = [
    {
      name: 'of outline, baseline and text',
      given: withBaseline,
      hasText: true,
      survivorsMin: 0.85,
    },
    { name: 'of box and text', given: boxOnly, hasText: true, survivorsMin: 0.85 },
    {
      name: 'of outline and baseline alone',
      given: withBaseline,
      hasText: false,
      survivorsMin: 0.4,
    },
  ]
  for (const { name, given, hasText, survivorsMin } of cases)
    test(`are right in at least 95 of 100 cases if they are made ${name}`, async (t) => {
      const { words, cut, right, precision, survivors } = await measure(given, hasText)
      t.diagnostic(`${cut} of ${words} words cut, ${right} right: ${precision.toFixed(4)}`)
      assert.equal(words, 337)
      assert.ok(precision >= 0.95, `precision ${precision}`)
      assert.ok(survivors >= survivorsMin, `share that survives ${survivors}`)
    })
})
