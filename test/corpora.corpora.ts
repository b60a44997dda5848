import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { readAlto } from '../src/corpus/alto.ts'
import { importFolder, type ImportReport } from '../src/corpus/import.ts'
import { readPage } from '../src/corpus/page.ts'
import type { Truth } from '../src/corpus/truth.ts'
import { openPage } from '../src/picture/open.ts'
import { openFolderOnDisk } from '../src/store/folder-disk.ts'
import { openStore } from '../src/store/open-store.ts'

const corpora = fileURLToPath(new URL('../../shared/corpora/', import.meta.url))
assert.ok(
  existsSync(corpora),
  'The corpora are missing: this suite reads ../shared/corpora beside the checkout.',
)

const table = (path: string): Record<string, string>[] =>
  parse(readFileSync(join(corpora, path)), { columns: true, bom: true })

const readTruth = (path: string): Truth => {
  const bytes = readFileSync(join(corpora, path))
  const truth = /<(\w+:)?alto/.test(bytes.toString('utf8')) ? readAlto(bytes) : readPage(bytes)
  assert.ok(!('fault' in truth), path)
  return truth
}

const dataDir = mkdtempSync(join(tmpdir(), 'incipit-corpora-'))
const store = openStore({ dataDir, clock: Date.now, random: randomBytes })
after(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true })
})

const importCorpus = async (
  path: string,
  as: 'auto' | 'unknown' = 'auto',
): Promise<ImportReport> => {
  const folder = await openFolderOnDisk(join(corpora, path))
  assert.ok(!('refused' in folder))
  const rights = { licence: 'CC-BY-4.0', credit: 'Test', creditUrl: null, allowRestricted: false }
  const wish = { folder, corpus: path, language: null, as, dryRun: false } as const
  const report = await importFolder({ ...wish, ...rights }, { ...store, openPage, clock: Date.now })
  assert.ok(!('refused' in report))
  return report
}

const itemsIn = ({ items, waiting, unfit }: ImportReport): number =>
  items.known + items.doubtful + items.unknown + waiting + unfit

const skippedFor = ({ skipped }: ImportReport, code: string): number =>
  skipped.filter((row) => row.code === code).reduce((sum, { count }) => sum + count, 0)

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
  hocr: { pages: 0, items: { known: 0, doubtful: 0, unknown: 0 }, waiting: 0, unfit: 0 },
}

const reports = new Map<string, ImportReport>()
const reportOf = (path: string): ImportReport => {
  const report = reports.get(path)
  assert.ok(report, `${path} was not imported`)
  return report
}

describe('the import', () => {
  for (const [path, counts] of Object.entries(expected)) {
    test(`takes ${path} as it is known to be`, async () => {
      const report = await importCorpus(path)
      reports.set(path, report)
      const { pages, items, waiting, unfit } = report
      assert.deepEqual({ pages, items, waiting, unfit }, counts)
      assert.equal(report.added, itemsIn(report))
    })
    test(`adds and revises nothing of ${path} the second time`, async () => {
      const { added, revised, items } = await importCorpus(path)
      assert.deepEqual({ added, revised, items }, { added: 0, revised: 0, items: counts.items })
    })
  }

  test('reads every row of every table', () => {
    for (const report of reports.values()) assert.equal(skippedFor(report, 'row_unreadable'), 0)
  })

  // The report counted such an import as all unknown, while the store had stayed as it was.
  for (const path of ['real-pages/ocrd-kant-1784', 'line-crops/rasam-arabic-words'])
    test(`stays with the known texts of ${path} where none is to be taken`, async () => {
      const { added, revised, items } = await importCorpus(path, 'unknown')
      assert.deepEqual([added, revised, items], [0, 0, expected[path]?.items])
    })

  const lineSources: readonly string[] = [
    'lectaurep-bronod-1743',
    'nubis-print-1602-1886',
    'ocrd-gt-structure-text',
  ]
  for (const name of lineSources)
    test(`has every line of ${name} once, whatever number of files tell it`, () => {
      const rows = table('real-pages/index.csv').filter(({ source }) => source === name)
      const linesOfImage = new Map(rows.map(({ image, lines }) => [image, Number(lines)]))
      const lines = [...linesOfImage.values()].reduce((sum, count) => sum + count, 0)
      assert.equal(itemsIn(reportOf(`real-pages/${name}`)), lines)
    })

  test('has every word box of kant once, but for those too small to see', () => {
    const boxes = table('real-pages/index.csv')
      .filter(({ source, format }) => source === 'ocrd-kant-1784' && format === 'ALTO')
      .reduce((sum, { tokens }) => sum + Number(tokens), 0)
    const report = reportOf('real-pages/ocrd-kant-1784')
    const inAlto = report.skipped.filter(({ what }) => what.includes('ALTO'))
    const tooSmall = inAlto.reduce((sum, { count }) => sum + count, 0)
    // What Tesseract has boxed otherwise than the truth comes on top.
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

  test('keeps the words of a table as they are written there', async () => {
    const known = await store.records.drawItems({
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

  test('keeps a picture for everything that can be asked, and for nothing else', async () => {
    const drawn = await store.records.drawItems({
      corpus: 'real-pages/ocrd-kant-1784',
      role: 'known',
      count: 500,
      retired: false,
      from: 0,
    })
    assert.equal(drawn.length, 296)
    for (const { pictureId } of drawn) assert.ok(await store.pictures.get(pictureId))
  })

  test('tells the script and direction of Arabic words', async () => {
    const corpus = await store.records.findCorpus('line-crops/rasam-arabic-words')
    assert.deepEqual([corpus?.script, corpus?.direction], ['Arab', 'rtl'])
  })

  test('tells of pages without text, and of a picture with two names', () => {
    const empty = reportOf('real-pages/ocrd-gt-structure-text')
    assert.equal(skippedFor(empty, 'no_text_regions'), 2)
    assert.equal(skippedFor(reportOf('real-pages/stanford-memorials-1905'), 'picture_repeated'), 1)
  })

  test('says of every file without a picture what its picture is called', () => {
    assert.equal(skippedFor(reportOf('xml-quirks'), 'picture_missing'), 14)
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
    test(`${basename(file)} is read as it is known to be`, () =>
      assert.deepEqual(factOf(readTruth(`xml-quirks/${file}`)), fact))
})
