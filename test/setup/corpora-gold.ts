import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportReport } from '../../src/corpus/import/folder.ts'
import type { Item } from '../../src/model/item.ts'
import { characterErrors } from './character-errors.ts'
import { corpora, tableOf } from './corpora.ts'
import { plainText, readPlainly } from './read-plainly.ts'

/** The contents of a folder by its own tables, and its texts, found without our readers. */
type Gold = { expected: string; textOf: (item: Item) => string | undefined }

function goldOfPages(folder: string): Gold {
  const rows = tableOf('real-pages/index.csv').filter(
    ({ source }) => `real-pages/${source}` === folder,
  )
  const sum = (column: string): number => rows.reduce((all, row) => all + Number(row[column]), 0)
  const expected = `${sum('lines')} lines, ${sum('word_boxes')} words in ${rows.length} files`
  return { expected, textOf: textInFile(folder) }
}

const goldOfHocr: Gold = { expected: '247 words in 1 file', textOf: textInFile('hocr') }

/** The text of an item in the archive's own file, found by patterns. */
function textInFile(folder: string): Gold['textOf'] {
  const files = new Map<string, Map<string, string>>()
  return ({ regionName, lineId, place }) => {
    const [file = '', id = ''] = regionName.split('#')
    const known = files.get(file)
    const texts = known ?? new Map<string, string>()
    if (!known) {
      for (const line of readPlainly(readFileSync(join(corpora, folder, file))))
        for (const part of [...line.words, line]) texts.set(part.id, part.text)
      files.set(file, texts)
    }
    // A word that was cut out of its line is one of the line's words.
    const whole = texts.get(id) ?? texts.get(id.replace(/\/word-\d+$/, ''))
    return lineId === null ? whole : whole?.split(' ')[place ?? 0]
  }
}

const goldBesides: Readonly<Record<string, Gold>> = {
  'line-crops/archiscribe-german-19c': {
    expected: '128 lines',
    textOf: ({ regionName, lineId, place }) => {
      const path = join(corpora, 'line-crops/archiscribe-german-19c', regionName)
      const whole = plainText(readFileSync(path.replace(/\.png(\/word-\d+)?$/, '.txt'), 'utf8'))
      return lineId === null ? whole : whole.split(' ')[place ?? 0]
    },
  },
  'line-crops/rasam-arabic-words': {
    expected: '220 words',
    // A simple table: one row per line, without quotation marks.
    textOf: ({ regionName }) => {
      const path = join(corpora, 'line-crops/rasam-arabic-words/words-excel-fr.csv')
      const rows = readFileSync(path, 'utf8').split('\r\n')
      return plainText(rows.find((row) => row.startsWith(`${regionName};`))?.split(';')[1] ?? '')
    },
  },
  'classification/usda-pomological-watercolors': {
    expected: '240 images in 10 classes',
    textOf: ({ regionName }) => regionName.split('/')[0],
  },
  'classification/fsa-owi-colour-photographs': {
    expected: '73 images with weak classes, 29 without',
    textOf: ({ regionName, label }) => {
      const path = 'classification/fsa-owi-colour-photographs/weak-labels.csv'
      const rows = tableOf(path).filter(({ image }) => image === regionName)
      return rows.find((row) => row['label'] === label)?.['label']
    },
  },
  hocr: goldOfHocr,
  'xml-quirks': { expected: '14 files without an image', textOf: () => undefined },
}

/** The contents of each folder by its own tables, and how to find the texts of its items. */
export function goldOf(folder: string): Gold {
  return goldBesides[folder] ?? goldOfPages(folder)
}

const head = [
  'folder',
  'expected in it',
  'pictures',
  'known',
  'doubtful',
  'unknown',
  'waiting',
  'unfit',
  'left out',
  'signs compared',
  'signs wrong',
]

// Files without truth, and files whose picture is missing, have no regions.
function isRegion({ code }: ImportReport['skipped'][number]): boolean {
  return ![
    'other_file',
    'picture_missing',
    'table_without_text',
    'stale_words',
    'picture_alike',
  ].includes(code)
}

/** Counts the items of the archive's files by status and stage, without the words that we cut out of lines. */
export function countItems(items: readonly Item[]) {
  const counts = { known: 0, doubtful: 0, unknown: 0, waiting: 0, unfit: 0 }
  for (const { stage, status, lineId } of items)
    if (lineId === null) counts[stage === 'waiting' || stage === 'unfit' ? stage : status] += 1
  return counts
}

/** The table's row of an imported folder; each text is compared with the archive's. */
export function rowOf(folder: string, { report, items }: Imported): (string | number)[] {
  const gold = goldOf(folder)
  let [signs, wrong] = [0, 0]
  for (const item of items) {
    if (item.label === null) continue
    const text = gold.textOf(item)
    assert.ok(text !== undefined, `${folder}: no truth for ${item.regionName}`)
    if (item.lineId === null) signs += text.length
    wrong += characterErrors(item.label, text)
  }
  const leftOut = report.skipped.filter(isRegion).reduce((sum, { count }) => sum + count, 0)
  const { known, doubtful, unknown, waiting, unfit } = countItems(items)
  const counts = [known, doubtful, unknown, waiting, unfit, leftOut]
  return [`\`${folder}\``, gold.expected, report.pages, ...counts, signs, wrong]
}

type Imported = { report: ImportReport; items: readonly Item[] }

/** The rows as a table in Markdown. */
export function toMarkdown(rows: readonly (string | number)[][]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The cells of the tables in a page, without the blanks that align the columns. */
export function cellsIn(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
}
