import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { drawItems } from './setup/draw-items.ts'
import { readAlto } from '../src/corpus/formats/read/alto.ts'
import type { ImportReport } from '../src/corpus/import/folder.ts'
import { readPage } from '../src/corpus/formats/read/page.ts'
import type { Truth } from '../src/corpus/formats/read/truth.ts'
import { cellsIn, countItems, rowOf, toMarkdown } from './setup/corpora-gold.ts'
import { corpora, openCorpora, tableOf as table } from './setup/corpora.ts'

function readTruth(path: string): Truth {
  const bytes = readFileSync(join(corpora, path))
  const truth = /<(\w+:)?alto/.test(bytes.toString('utf8')) ? readAlto(bytes) : readPage(bytes)
  assert.ok(!('fault' in truth), path)
  return truth
}

const tableFile = fileURLToPath(new URL('../docs/archivist/corpora-table.md', import.meta.url))
const tablePlace = /(?<=<!-- table -->)[\s\S]*(?=<!-- \/table -->)/

const { store, importCorpus, itemsOf } = openCorpora()

// Words that were cut out of lines count as well, although they are no region of a file.
function itemsIn({ items, waiting, unfit, cut }: ImportReport): number {
  return items.known + items.doubtful + items.unknown + waiting + unfit - cut
}

function skippedFor({ skipped }: ImportReport, code: string): number {
  return skipped.filter((row) => row.code === code).reduce((sum, { count }) => sum + count, 0)
}

describe('every truth file of the index', () => {
  const rows = table('real-pages/index.csv')
  test('is there', () => assert.ok(rows.length > 40))
  for (const row of rows) {
    const file = row['ground_truth'] ?? ''
    test(`${file} has the lines, texts and words that were counted`, () => {
      const [page, ...others] = readTruth(`real-pages/${file}`).pages
      assert.ok(page && others.length === 0)
      const { regions } = page
      const words = regions.filter(({ level }) => level === 'word').length
      const lines = regions.length - words
      assert.equal(page.widthUnits, Number(row['image_width']))
      assert.equal(page.heightUnits, Number(row['image_height']))
      if (Number(row['word_boxes']) === 0) {
        assert.equal(lines, Number(row['lines']))
        const read = regions.filter(({ text }) => text !== null).length
        assert.equal(read, Number(row['lines_with_text']))
      } else {
        assert.equal(lines, 0)
        assert.equal(words, Number(row[row['format'] === 'ALTO' ? 'tokens' : 'word_boxes']))
      }
    })
  }
})

type Expected = Pick<ImportReport, 'pages' | 'items' | 'waiting' | 'unfit'>
const expected: Readonly<Record<string, Expected>> = {
  'real-pages/lectaurep-bronod-1743': {
    pages: 6,
    items: { known: 30, doubtful: 0, unknown: 1 },
    waiting: 152,
    unfit: 3,
  },
  'real-pages/ocrd-gt-structure-text': {
    pages: 9,
    items: { known: 35, doubtful: 0, unknown: 0 },
    waiting: 153,
    unfit: 12,
  },
  'real-pages/ocrd-kant-1784': {
    pages: 2,
    items: { known: 296, doubtful: 28, unknown: 0 },
    waiting: 0,
    unfit: 140,
  },
  'real-pages/nubis-print-1602-1886': {
    pages: 10,
    items: { known: 27, doubtful: 0, unknown: 14 },
    waiting: 251,
    unfit: 12,
  },
  'real-pages/stanford-memorials-1905': {
    pages: 8,
    items: { known: 85, doubtful: 0, unknown: 2 },
    waiting: 58,
    unfit: 2,
  },
  'real-pages/cremma-medieval-latin': {
    pages: 7,
    items: { known: 28, doubtful: 0, unknown: 1 },
    waiting: 233,
    unfit: 14,
  },
  'line-crops/archiscribe-german-19c': {
    pages: 128,
    items: { known: 16, doubtful: 0, unknown: 0 },
    waiting: 109,
    unfit: 3,
  },
  'line-crops/rasam-arabic-words': {
    pages: 220,
    items: { known: 208, doubtful: 0, unknown: 0 },
    waiting: 0,
    unfit: 12,
  },
  'classification/usda-pomological-watercolors': {
    pages: 240,
    items: { known: 240, doubtful: 0, unknown: 0 },
    waiting: 0,
    unfit: 0,
  },
  'classification/fsa-owi-colour-photographs': {
    pages: 102,
    items: { known: 0, doubtful: 73, unknown: 29 },
    waiting: 0,
    unfit: 0,
  },
  'xml-quirks': { pages: 0, items: { known: 0, doubtful: 0, unknown: 0 }, waiting: 0, unfit: 0 },
  hocr: { pages: 1, items: { known: 0, doubtful: 190, unknown: 0 }, waiting: 2, unfit: 50 },
}

const reports = new Map<string, ImportReport>()
function reportOf(path: string): ImportReport {
  const report = reports.get(path)
  assert.ok(report, `${path} was not imported`)
  return report
}

describe('the import', () => {
  for (const [path, counts] of Object.entries(expected)) {
    test(`imports ${path} with the known numbers of items`, async () => {
      const report = await importCorpus(path)
      reports.set(path, report)
      const { waiting, unfit, ...items } = countItems(await itemsOf(path))
      assert.deepEqual({ pages: report.pages, items, waiting, unfit }, counts)
      assert.equal(report.added, itemsIn(report) + report.cut)
    })
    test(`adds and revises nothing when ${path} is imported again`, async () => {
      const { added, revised, items } = await importCorpus(path)
      assert.deepEqual([added, revised, items], [0, 0, reportOf(path).items])
    })
  }

  test('reads every row of every table', () => {
    for (const report of reports.values()) assert.equal(skippedFor(report, 'row_unreadable'), 0)
  })

  // The report counted all items of such an import as unknown, although the store had not changed.
  for (const path of ['real-pages/ocrd-kant-1784', 'line-crops/rasam-arabic-words'])
    test(`keeps the known texts of ${path} when an import takes no texts`, async () => {
      const { added, revised, items } = await importCorpus(path, 'unknown')
      assert.deepEqual([added, revised, items], [0, 0, reportOf(path).items])
    })

  const lineSources: readonly string[] = [
    'lectaurep-bronod-1743',
    'nubis-print-1602-1886',
    'ocrd-gt-structure-text',
  ]
  for (const name of lineSources)
    test(`has every line of ${name} once, however many files describe it`, () => {
      const rows = table('real-pages/index.csv').filter(({ source }) => source === name)
      const linesOfImage = new Map(rows.map(({ image, lines }) => [image, Number(lines)]))
      const lines = [...linesOfImage.values()].reduce((sum, count) => sum + count, 0)
      assert.equal(itemsIn(reportOf(`real-pages/${name}`)), lines)
    })

  test('has every word box of kant once, except those that are too small', () => {
    const boxes = table('real-pages/index.csv')
      .filter(({ source, format }) => source === 'ocrd-kant-1784' && format === 'ALTO')
      .reduce((sum, { tokens }) => sum + Number(tokens), 0)
    const report = reportOf('real-pages/ocrd-kant-1784')
    const inAlto = report.skipped.filter(({ what }) => what.includes('ALTO'))
    const tooSmall = inAlto.reduce((sum, { count }) => sum + count, 0)
    // Boxes of Tesseract that differ from the truth are added.
    const byMachineAlone = 49
    const { known, doubtful } = report.items
    assert.equal(known + doubtful + report.unfit - byMachineAlone, boxes - tooSmall)
  })

  const tables = [
    ['line-crops/rasam-arabic-words', 'words.csv'],
    ['line-crops/archiscribe-german-19c', 'lines.csv'],
    ['classification/usda-pomological-watercolors', 'labels.csv'],
    ['classification/fsa-owi-colour-photographs', 'captions.csv'],
  ] as const
  for (const [path, name] of tables)
    test(`has one item for each row of ${path}/${name}`, () => {
      const report = reportOf(path)
      assert.equal(itemsIn(report), table(`${path}/${name}`).length)
      assert.equal(skippedFor(report, 'picture_missing'), 0)
      assert.equal(skippedFor(report, 'other_text'), 0)
    })

  test('keeps the words of a table as they are written in it', async () => {
    const known = await drawItems(store.exposures, {
      corpus: 'line-crops/rasam-arabic-words',
      role: 'known',
      count: 500,
      retired: false,
      from: 0,
    })
    const texts = new Set(
      table('line-crops/rasam-arabic-words/words.csv').map(({ text }) => text?.normalize('NFC')),
    )
    assert.equal(known.length, 208)
    assert.deepEqual(
      known.filter(({ label }) => !texts.has(label ?? '')),
      [],
    )
  })

  test('keeps a picture for every item that can be asked, and for no other', async () => {
    const drawn = await drawItems(store.exposures, {
      corpus: 'real-pages/ocrd-kant-1784',
      role: 'known',
      count: 500,
      retired: false,
      from: 0,
    })
    assert.equal(drawn.length, 296)
    for (const { mediaId } of drawn) assert.ok(await store.pictures.get(mediaId))
  })

  test('knows the script and direction of Arabic words', async () => {
    const corpus = await store.corpora.find('line-crops/rasam-arabic-words')
    assert.deepEqual([corpus?.script, corpus?.direction], ['Arab', 'rtl'])
  })

  test('reports pages without text, and a picture with two names', () => {
    const empty = reportOf('real-pages/ocrd-gt-structure-text')
    assert.equal(skippedFor(empty, 'no_text_regions'), 2)
    assert.equal(skippedFor(reportOf('real-pages/stanford-memorials-1905'), 'picture_repeated'), 1)
  })

  test('has every word of the recognised page with a picture, except those that are too small', () => {
    const report = reportOf('hocr')
    assert.equal(itemsIn(report) + skippedFor(report, 'too_small'), 247)
    // Seven files, one of which has five pages.
    assert.equal(skippedFor(report, 'picture_missing'), 11)
  })

  test('reports for every file without a picture the name of its picture', () => {
    assert.equal(skippedFor(reportOf('xml-quirks'), 'picture_missing'), 14)
  })
})

describe('the table of the corpora', () => {
  const rows: (string | number)[][] = []
  for (const path of Object.keys(expected).toSorted())
    test(`has no wrong character in the texts from ${path}`, async () => {
      const row = rowOf(path, { report: reportOf(path), items: await itemsOf(path) })
      rows.push(row)
      assert.equal(row.at(-1), 0)
    })

  // INCIPIT_WRITE_TABLE=1 writes the table again.
  test('is the one in the documentation', (t) => {
    const markdown = toMarkdown(rows)
    t.diagnostic(`\n${markdown}`)
    const page = readFileSync(tableFile, 'utf8').replace(tablePlace, `\n\n${markdown}\n\n`)
    if (process.env['INCIPIT_WRITE_TABLE'] === '1') writeFileSync(tableFile, page)
    assert.deepEqual(cellsIn(readFileSync(tableFile, 'utf8')), cellsIn(markdown))
  })
})

describe('the files with quirks', () => {
  const files = globSync(join(corpora, 'xml-quirks/*/*.xml'))
  test('are all read', () => {
    assert.equal(files.length, 14)
    const names = files.map((file) => file.slice(corpora.length))
    for (const name of names) assert.ok(readTruth(name).pages.length > 0)
  })

  const facts: [string, (truth: Truth) => unknown, unknown][] = [
    ['alto/alto.xml', ({ pages }) => pages.map(({ pictureNumber }) => pictureNumber), [1, 6]],
    ['alto/altobadcoords.xml', ({ pages }) => pages[0]?.regions.length, 3073],
    ['page/ocrd-empty-page.xml', ({ pages }) => pages[0]?.regions.length, 0],
    [
      'page/transkribus-2013-word-elements_JDH_2_16_65_001.xml',
      ({ pages }) => pages[0]?.skipped.stale_words,
      11,
    ],
  ]
  for (const [file, factOf, fact] of facts)
    test(`${basename(file)} gives the known lines`, () =>
      assert.deepEqual(factOf(readTruth(`xml-quirks/${file}`)), fact))
})
