import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { detectFile } from '../src/corpus/survey/detect.ts'
import { importFormats } from '../src/corpus/formats/read/formats.ts'
import type { TableRow } from '../src/corpus/formats/read/table.ts'
import type { TruthPage } from '../src/corpus/formats/read/truth.ts'
import { corpora } from './setup/corpora.ts'
import { readPlainly, type PlainRegion } from './setup/read-plainly.ts'

const folders = '{real-pages,xml-quirks,hocr}'
const files = globSync(`${folders}/**/*.{xml,html,hocr}`, { cwd: corpora }).toSorted()

function readerOf(name: string) {
  const reader = importFormats.find((format) => format.name === name)?.read
  assert.ok(reader)
  return reader
}

function read(file: string): { pages: readonly TruthPage[]; lines: PlainRegion[] } | null {
  const bytes = readFileSync(join(corpora, file))
  const detected = detectFile(file, bytes, importFormats)
  if (detected.is === 'mets') return null
  assert.ok(detected.is === 'truth', `${file} is ${detected.is}`)
  const truth = readerOf(detected.format)(bytes)
  assert.ok(!('fault' in truth), file)
  return { pages: truth.pages, lines: readPlainly(bytes) }
}

/** The numbers of lines and words of the files' pages, counted by hand or from the notes beside them. */
const counts: Readonly<Record<string, readonly [lines: number, words: number]>> = {
  'hocr/with-image/426117689_0459.html': [37, 247],
  'hocr/without-image/empty_words_bug.html': [14, 17],
  'hocr/without-image/hocr_broken_comment.html': [98, 892],
  'hocr/without-image/hocr_broken_entities.html': [327, 1586],
  'hocr/without-image/hocr_broken_pis.html': [125, 645],
  'hocr/without-image/missing_whitespace.html': [349, 972],
  'hocr/without-image/multicolumn.hocr': [119, 811],
  'hocr/without-image/sn90050306_1921_02_10-8.html': [142, 540],
  'xml-quirks/alto/altobadcoords.xml': [288, 3073],
  'xml-quirks/page/ocrd-empty-page.xml': [0, 0],
}

describe('every truth file of the corpora', () => {
  test('is there', () => assert.equal(files.length, 84))

  for (const file of files)
    test(`${file} has each text that patterns find in it once`, (t) => {
      const found = read(file)
      if (!found) return t.diagnostic('METS')
      const { pages, lines } = found
      const words = lines.flatMap((line) => line.words)
      assert.deepEqual([lines.length, words.length], counts[file] ?? [lines.length, words.length])
      for (const [number, page] of pages.entries())
        assertSame(
          page,
          lines.filter((line) => line.page === number),
        )
    })
})

function assertSame(page: TruthPage, lines: readonly PlainRegion[]): void {
  const { regions, skipped } = page
  const parts = lines.flatMap((line) => [...line.words, line])
  const textOf = new Map(parts.map(({ id, text }) => [id, text]))
  for (const { region, text } of regions) assert.equal(text ?? '', textOf.get(region), region)
  assert.equal(new Set(regions.map(({ region }) => region)).size, regions.length)
  const { stale_words: _, ...others } = skipped
  const lost = Object.values(others).reduce((all, count) => all + count, 0)
  assert.equal(regions.length + lost, partsRead(lines, regions))
  assertNumbered(page)
}

// A line is read as a whole or as all of its words, never as both and never as some of them.
function partsRead(lines: readonly PlainRegion[], regions: TruthPage['regions']): number {
  const isLine = new Set(regions.filter(({ level }) => level === 'line').map((one) => one.region))
  const isWord = new Set(regions.filter(({ level }) => level === 'word').map((one) => one.region))
  return lines.reduce((sum, { id, words }) => {
    const asWords = words.filter((word) => isWord.has(word.id)).length
    assert.ok(!isLine.has(id) || asWords === 0, `${id} is read twice`)
    return sum + (isLine.has(id) || asWords === 0 ? 1 : words.length)
  }, 0)
}

function assertNumbered({ regions }: TruthPage): void {
  const numbers = regions.map(({ readingOrder }) => readingOrder).toSorted((a, b) => a - b)
  assert.deepEqual(numbers, [...regions.keys()])
}

describe('the reading order', () => {
  test('of Transkribus is that of its lines, from the top of the page down', () => {
    const file = 'xml-quirks/page/transkribus-2013-lines_JDH_2_16_144_001.xml'
    const xml = readFileSync(join(corpora, file), 'utf8')
    const lines = [...xml.matchAll(/<TextLine id="(\w+)" custom="readingOrder \{index:(\d+);/g)]
    assert.equal(lines.length, 23)
    const regions = read(file)?.pages[0]?.regions ?? []
    const inOrder = regions.toSorted((a, b) => a.readingOrder - b.readingOrder)
    assert.deepEqual(
      inOrder.map(({ region }) => region),
      lines.map(([, id]) => id),
    )
  })

  test('of OCR-D is that of its groups', () => {
    const file =
      'real-pages/ocrd-gt-structure-text/bebel_frau_1879/GT-PAGE/bebel_frau_1879_0146.xml'
    const xml = readFileSync(join(corpora, file), 'utf8')
    const named = [...xml.matchAll(/<RegionRefIndexed regionRef="(\w+)" index="(\d+)"/g)]
    const wanted = named
      .toSorted((a, b) => Number(a[2]) - Number(b[2]))
      .flatMap(([, id]) => {
        const region = new RegExp(`<TextRegion[^>]*id="${id}"[\\s\\S]*?</TextRegion>`).exec(xml)
        return [...(region?.[0] ?? '').matchAll(/<TextLine[^>]* id="(\w+)"/g)].map(
          ([, line]) => line,
        )
      })
    assert.equal(wanted.length, 50)
    const regions = read(file)?.pages[0]?.regions ?? []
    const inOrder = regions.toSorted((a, b) => a.readingOrder - b.readingOrder)
    assert.deepEqual(
      inOrder.map(({ region }) => region),
      wanted,
    )
  })
})

describe('the tables of the corpora', () => {
  const rowsOf = (file: string): readonly TableRow[] => {
    const detected = detectFile(file, readFileSync(join(corpora, file)), importFormats)
    assert.ok(detected.is === 'table', `${file} is ${detected.is}`)
    const rows = [...detected.rows]
    const named = rows.filter((row) => 'pictureName' in row)
    assert.equal(named.length, rows.length)
    return named
  }
  const readRows = (file: string): string[] =>
    rowsOf(file)
      .map(({ pictureName, text }) => `${pictureName} ${text}`)
      .toSorted()

  test('are the same as CSV from Excel and as plain CSV', () => {
    const folder = 'line-crops/rasam-arabic-words'
    assert.equal(readRows(`${folder}/words.csv`).length, 220)
    assert.deepEqual(readRows(`${folder}/words-excel-fr.csv`), readRows(`${folder}/words.csv`))
  })

  test('are the same as CSV and as JSONL', () => {
    const folder = 'line-crops/archiscribe-german-19c'
    assert.equal(readRows(`${folder}/lines.csv`).length, 128)
    assert.deepEqual(readRows(`${folder}/lines.jsonl`), readRows(`${folder}/lines.csv`))
  })

  test('are the same as CSV, as JSONL, as COCO and as folders', () => {
    const folder = 'classification/usda-pomological-watercolors'
    const rows = rowsOf(`${folder}/coco.json`)
    assert.equal(rows.length, 240)
    for (const { pictureName, text, isDoubted } of rows)
      assert.deepEqual([pictureName.split('/')[0], isDoubted], [text, false])
    assert.deepEqual(readRows(`${folder}/labels.csv`), readRows(`${folder}/coco.json`))
    assert.deepEqual(readRows(`${folder}/labels.jsonl`), readRows(`${folder}/coco.json`))
  })
})
