import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
} from '../../../../test/setup/import.ts'
import { readHocr, readHocrNames } from './hocr.ts'

function word(text: string, at: string, more = ''): string {
  return `<span class="ocrx_word" title="bbox ${at}${more}">${text}</span>`
}

function page(name: string, words: string): string {
  return `<div class="ocr_page" title='image "${name}"; bbox 0 0 1000 1000'><span class="ocr_line" title="bbox 0 0 900 90">${words}</span></div>`
}

function hocr(...pages: string[]): string {
  return `<html><body>${pages.join('')}</body></html>`
}

describe('an import of hOCR', () => {
  test('takes its words for doubtful, with confidence or without', async (t) => {
    const context = fakeContext(t)
    const words =
      word('Monat', '10 10 110 50', '; x_wconf 41') +
      word('Jahr', '130 10 230 50') +
      word('', '250 10 350 50')
    const report = await importInto(context, {
      'a.hocr': hocr(page('scans/1.tif', words)),
      '1.png': fakePicture(1000, 1000),
    })
    assert.deepEqual([report.pages, report.items], [1, { known: 0, doubtful: 2, unknown: 1 }])
    const items = await context.listItems()
    assert.deepEqual(
      items.map(({ label, confidence, readingOrder }) => [label, confidence, readingOrder]),
      [
        ['Monat', 0.41, 0],
        ['Jahr', null, 1],
        [null, null, 2],
      ],
    )
  })

  test('brings each page of a file to its own picture, and tells of those without', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'book.html': hocr(
        page('1.png', word('erste', '10 10 110 50')),
        page('3.png', word('dritte', '10 10 110 50')),
        page('2.png', word('zweite', '10 10 110 50')),
      ),
      '1.png': fakePicture(1000, 1000, '1'),
      '2.png': fakePicture(1000, 1000, '2'),
      'book.png': fakePicture(1000, 1000, 'x'),
    })
    const items = await context.listItems()
    assert.deepEqual(new Set(items.map(({ label }) => label)), new Set(['erste', 'zweite']))
    assert.deepEqual(skippedLines(report), [
      'book.html picture_missing 1',
      'book.png picture_without_truth 1',
    ])
  })

  test('gives way to what people have read of the same place', async (t) => {
    const context = fakeContext(t)
    const coords = '<Coords points="10,10 110,10 110,50 10,50"/>'
    const report = await importInto(context, {
      '1.hocr': hocr(page('1.png', word('Mouat', '10 10 110 50'))),
      '1.xml': `<PcGts><Page imageFilename="1.png" imageWidth="1000" imageHeight="1000"><TextRegion><TextLine>${coords}<Word id="w">${coords}<TextEquiv><Unicode>Monat</Unicode></TextEquiv></Word></TextLine></TextRegion></Page></PcGts>`,
      '1.png': fakePicture(1000, 1000),
    })
    assert.deepEqual(report.items, { known: 1, doubtful: 0, unknown: 0 })
    assert.deepEqual(skippedLines(report), ['1.hocr other_text 1'])
  })
})

describe('the reader of hOCR', () => {
  test('reads UTF-16 and what declares itself as an old encoding', () => {
    const text = hocr(page('1.png', word('Jährlich', '10 10 110 50')))
    const old = `<meta charset="iso-8859-1">${text}`
    const files = [
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      Buffer.from(old, 'latin1'),
      Buffer.from(`\ufeff${text}`),
    ]
    for (const bytes of files) {
      const truth = readHocr(bytes)
      assert.ok(!('fault' in truth))
      assert.deepEqual(
        truth.pages[0]?.regions.map((region) => region.text),
        ['Jährlich'],
      )
    }
  })

  test('refuses bytes of no encoding that it knows', () =>
    assert.deepEqual(readHocr(Buffer.from('<p class="ocr_page">\xe4', 'latin1')), {
      fault: 'the bytes are not UTF-8; save the file as UTF-8',
    }))

  test('tells what pages call their pictures as it does when it reads them', () => {
    const bytes = Buffer.from(hocr(page('a.png', ''), page('', ''), page('c d.png', '')))
    const truth = readHocr(bytes)
    assert.ok(!('fault' in truth))
    assert.deepEqual(
      readHocrNames(bytes),
      truth.pages.map(({ pictureNames }) => pictureNames),
    )
    assert.deepEqual(readHocrNames(Buffer.from('<p>')), readHocr(Buffer.from('<p>')))
  })

  // The words of a line were buffered until it ended, and 450 000 of them in one line took 0.3 GB.
  test('takes the only word of a line for the line, and numbers its words where there are more', () => {
    const lines = [['one text'], ['a b', 'c'], ['a', 'b', 'c']].map((words) =>
      words.map((text) => word(text, '1 1 9 9')).join(''),
    )
    const truth = readHocr(
      Buffer.from(hocr(page('1.png', lines.join('</span><span class=ocr_line>')))),
    )
    assert.ok(!('fault' in truth))
    assert.deepEqual(
      truth.pages[0]?.regions.map(({ level, region }) => `${level} ${region}`),
      [
        'line line-1/word-1',
        'word line-2/word-1',
        'word line-2/word-2',
        'word line-3/word-1',
        'word line-3/word-2',
        'word line-3/word-3',
      ],
    )
  })

  test('leaves a word out that is longer than any item, and reads the next', () => {
    const words = word('\u00ad '.repeat(50_000), '1 1 9 9') + word('next', '1 1 9 9')
    const truth = readHocr(
      Buffer.from(hocr(page('1.png', words + word('x'.repeat(9_000), '1 1 9 9')))),
    )
    assert.ok(!('fault' in truth))
    assert.deepEqual(truth.pages[0]?.skipped, { text_too_long: 1 })
    assert.equal(truth.pages[0]?.regions.at(-1)?.text, 'next')
  })

  test('refuses a file of too many pages', () =>
    assert.deepEqual(readHocr(Buffer.from('<p class=ocr_page></p>'.repeat(10_001))), {
      fault: 'it has more than 10000 pages',
    }))

  test('never throws, and never gives a region outside the bounds of numbers', () => {
    const piece = fc.constantFrom(
      '<p class="ocr_page" title="bbox 0 0 9 9">',
      '<b class=ocrx_word title="bbox 1 1 5 5">',
      '<i class="ocr_line" title="bbox 1e999 NaN -1 0">',
      '</b>',
      '</i>',
      '<del>',
      'text',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const truth = readHocr(Buffer.from(pieces.join('')))
        if ('fault' in truth) return
        for (const { box } of truth.pages.flatMap(({ regions }) => regions))
          for (const side of Object.values(box)) assert.ok(Number.isFinite(side))
      }),
    )
  })
})
