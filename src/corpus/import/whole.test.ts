import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
  type FakeContext,
} from '../../../test/setup/import.ts'

function crop(salt: string): Buffer {
  return fakePicture(120, 60, salt)
}
async function kept(context: FakeContext) {
  return (await context.listItems()).map(({ kind, status, label }) => [kind, status, label])
}

describe('an import of crops', () => {
  test('gives one item for a crop in CSV, JSONL and a text beside it', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'images/1.png': crop('1'),
      'images/1.txt': 'Monat\n',
      'words.csv': 'image,text\nimages/1.png,Monat\n',
      'words-excel.csv': '\ufeffimage;texte\r\nimages/1.png;Monat\r\n',
      'words.jsonl': '{"image": "images/1.png", "text": "Monat"}\n',
    })
    assert.deepEqual(await kept(context), [['transcription', 'known', 'Monat']])
    assert.deepEqual([report.pages, report.added, report.skipped.length], [1, 1, 0])
  })

  test('tells where two files disagree, and takes the first', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'a.csv': 'image,text\n1.png,Monat\n',
      'b.csv': 'image,text\n1.png,Monath\nmissing.png,here\n',
      '1.png': crop('1'),
    })
    assert.deepEqual(await kept(context), [['transcription', 'known', 'Monat']])
    assert.deepEqual(skippedLines(report), [
      'b.csv: missing.png picture_missing 1',
      'b.csv: 1.png other_text 1',
    ])
  })

  test('pairs `.gt.txt`, and leaves a text of several lines', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      '1.png': crop('1'),
      '1.gt.txt': 'Monat',
      '2.png': crop('2'),
      '2.txt': 'one\ntwo',
      'LICENSE.txt': 'Do as you like.',
    })
    assert.deepEqual(await kept(context), [['transcription', 'known', 'Monat']])
    assert.deepEqual(skippedLines(report), [
      '2.txt text_not_one_line 1',
      'LICENSE.txt other_file 1',
      '2.png picture_without_truth 1',
    ])
  })

  test('doubts texts with a score, and takes empty ones for not read', async (t) => {
    const context = fakeContext(t)
    const table = 'image,text,score\n1.png,Monat,0.8\n2.png,,\n'
    await importInto(context, { 'a.csv': table, '1.png': crop('1'), '2.png': crop('2') })
    assert.deepEqual(await kept(context), [
      ['transcription', 'doubtful', 'Monat'],
      ['transcription', 'unknown', null],
    ])
    assert.deepEqual(
      (await context.listItems()).map(({ confidence }) => confidence),
      [0.8, null],
    )
  })

  // One bad line of a table made all its other lines fail.
  test('tells of each line of a table that cannot be read, and takes the rest', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'a.jsonl':
        '{"image": "1.png", "text": "Monat"}\n{"image": \n{"image": "2.png", "text": "Tag"}',
      'b.csv': 'image,text\n3.png,Jahr\n4.png,"open\n5.png,Paris, le 3\n',
      ...Object.fromEntries(['1', '2', '3', '4', '5'].map((n) => [`${n}.png`, crop(n)])),
    })
    const labels = (await context.listItems()).map(({ label }) => label)
    assert.deepEqual(labels, ['Monat', 'Tag', 'Jahr'])
    assert.deepEqual(skippedLines(report), [
      'a.jsonl: line 2 row_unreadable 1',
      'b.csv: line 3 row_unreadable 1',
      'b.csv: line 4 row_unreadable 1',
      '4.png picture_without_truth 1',
      '5.png picture_without_truth 1',
    ])
  })

  test('adds nothing and decodes nothing the second time', async (t) => {
    const context = fakeContext(t)
    const files = { 'a.csv': 'image,text\n1.png,Monat\n', '1.png': crop('1') }
    await importInto(context, files)
    context.deeds.length = 0
    const second = await importInto(context, files)
    assert.deepEqual([second.added, second.items.known, context.deeds], [0, 1, []])
  })
})

describe('an import of images', () => {
  const images = {
    'pears/1.jpg': crop('p1'),
    'Sweet apples/1.jpg': crop('a1'),
    'images/3.jpg': crop('x3'),
    '4.jpg': crop('x4'),
  }

  test('takes the folder for the class where no file says more', async (t) => {
    const context = fakeContext(t)
    await importInto(context, images)
    assert.deepEqual(await kept(context), [
      ['classification', 'unknown', null],
      ['classification', 'known', 'Sweet apples'],
      ['classification', 'unknown', null],
      ['classification', 'known', 'pears'],
    ])
  })

  test('takes the class from a table, and images it leaves out for not read', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      ...images,
      'labels.csv': 'image,label\npears/1.jpg,quinces\n',
    })
    assert.deepEqual(
      (await kept(context)).filter(([, status]) => status === 'known'),
      [['classification', 'known', 'quinces']],
    )
    assert.equal(report.items.unknown, 3)
    assert.deepEqual(skippedLines(report), [])
  })

  test('never takes a class that was concluded for truth', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'weak.csv':
        'image,label,source,evidence\n1.jpg,farm,caption,Farm\n1.jpg,house,caption,House\n',
      '1.jpg': crop('1'),
    })
    assert.deepEqual(await kept(context), [['classification', 'doubtful', 'farm']])
    assert.deepEqual(skippedLines(report), ['weak.csv: 1.jpg other_class 1'])
  })

  // The only row of a table was broken, so its folder was taken for a class.
  test('takes no folder for a class beside a table that could not be read whole', async (t) => {
    const context = fakeContext(t)
    const files = { 'crops/1.png': crop('1'), 'crops/a.csv': 'image,text\n1.png,"open\n' }
    const report = await importInto(context, files)
    assert.deepEqual(
      [report.added, ...skippedLines(report)],
      [0, 'crops/a.csv: line 2 row_unreadable 1', 'crops/1.png picture_without_truth 1'],
    )
  })

  test('takes the same picture under two names once', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'a/1.jpg': crop('1'),
      'a/2.jpg': crop('1'),
      'b/3.jpg': crop('1'),
    })
    assert.deepEqual(await kept(context), [['classification', 'known', 'a']])
    assert.deepEqual(skippedLines(report), ['a/2.jpg picture_repeated 1', 'b/3.jpg other_class 1'])
  })

  test('goes into no corpus of another kind', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'a.csv': 'image,text\n1.png,Monat\n', '1.png': crop('1') })
    const report = await importInto(context, { 'pears/2.jpg': crop('2') })
    assert.deepEqual([report.added, ...skippedLines(report)], [0, 'pears/2.jpg other_kind 1'])
  })

  // A page with an unreadable text file was taken for a picture of the class "with-image",
  // because a folder without a readable file looked like a folder of classes.
  test('takes no folder for a class where a file may say more', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'with-image/1.jpg': crop('1'),
      'with-image/1.html': '<html><!-- class="ocr_page" --></html>',
    })
    assert.equal(report.added, 0)
    assert.deepEqual(skippedLines(report), [
      'with-image/1.html hocr_broken 1',
      'with-image/1.jpg picture_without_truth 1',
    ])
  })
})
