import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { boxOf } from '../../model/region.ts'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
  fakeFolder,
} from '../../../test/setup/import.ts'
import { at, page } from '../../../test/setup/page.ts'

const picture = fakePicture(1000, 1000)

describe('the report of an import of pages', () => {
  test('names the boxes that cannot be shown, each with its reason', async (t) => {
    const context = fakeContext(t)
    const places = [at(0, 0, 200, 7), at(0, 0, 900, 900), at(-190, 0), at(-50, 100), at(5, 5, 0, 5)]
    const lines = places.map((place) => ({ at: place, text: 'some text' }))
    const report = await importInto(context, { '1.png': picture, '1.xml': page(lines) })
    assert.deepEqual(
      (await context.listItems()).map(({ region }) => boxOf(region)),
      [{ x: 0, y: 100, width: 150, height: 40 }],
    )
    assert.deepEqual(skippedLines(report), [
      '1.xml no_size 1',
      '1.xml too_small 1',
      '1.xml too_large 1',
      '1.xml outside 1',
    ])
  })

  test('names each file that cannot be used, and the rest is imported', async (t) => {
    const context = fakeContext(t)
    const line = [{ at: at(0, 0), text: 'one line' }]
    const report = await importInto(context, {
      '1.png': picture,
      '1.xml': page(line),
      'bomb.xml': '<!DOCTYPE a [<!ENTITY b "c">]><PcGts/>',
      'broken.png': 'no picture',
      'broken.xml': page(line, { name: 'broken.png' }),
      'cut.png': fakePicture(1000, 1000, 'cut'),
      'cut.xml': page(line, { name: 'cut.png' }).slice(0, -20),
      'empty.png': fakePicture(1000, 1000, 'empty'),
      'empty.xml': page([], { name: 'empty.png' }),
      'half.xml': '<PcGts><Page imageFilename="gone.png">',
      'lonely.png': fakePicture(1000, 1000, 'lonely'),
      'lost.xml': page(line, { name: 'gone.png' }),
      'svg.png': '<svg/>',
      'README.md': 'Read me.',
      'NOTES.md': 'Note me.',
    })
    assert.equal(report.added, 1)
    assert.deepEqual(skippedLines(report).toSorted(), [
      'NOTES.md and 1 more other_file 2',
      'bomb.xml xml_broken 1',
      'broken.png picture_unusable 1',
      'cut.xml xml_broken 1',
      'empty.xml no_text_regions 1',
      'half.xml xml_broken 1',
      'lonely.png picture_without_truth 1',
      'lost.xml picture_missing 1',
      'svg.png picture_unusable 1',
    ])
  })

  test('names what cannot be read in the folder, and the rest is imported', async (t) => {
    const obstacles = ['file_unreadable', 'folder_unreadable', 'link', 'special_file'] as const
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'one line' }]) }
    const folder = fakeFolder(
      files,
      obstacles.map((obstacle) => ({ path: `2-${obstacle}.png`, sizeBytes: 0, obstacle })),
    )
    const report = await importInto(fakeContext(t), files, { folder })
    assert.equal(report.added, 1)
    assert.deepEqual(
      skippedLines(report),
      obstacles.map((obstacle) => `2-${obstacle}.png ${obstacle} 1`),
    )
  })

  // A folder of English and Arabic collections gave a corpus that was half unfit, and nothing said why.
  test('names known texts in another script than the corpus, with the script', async (t) => {
    const context = fakeContext(t)
    const line = (place: number, text: string) => ({ at: at(0, place * 100), text })
    const english = ['one line', 'two lines', 'three lines', 'four'].map((text, n) => line(n, text))
    const files = {
      '1.png': picture,
      '1.xml': page([...english, line(5, 'المسئلة'), line(6, 'القمر'), line(7, 'ab')]),
      '2.png': fakePicture(200, 40, '2'),
      '2.txt': 'Москва',
    }
    for (const round of ['first', 'second']) {
      const report = await importInto(context, files)
      assert.equal(report.unfit, 4, round)
      const reported = report.skipped.map(({ what, why, count }) => [
        what,
        why.split(': ').at(-1),
        count,
      ])
      assert.deepEqual(
        reported,
        [
          ['1.xml', 'Arabic', 2],
          ['2.png', 'Cyrillic', 1],
        ],
        round,
      )
    }
  })

  // Rows without a heading named every picture and its text, but the report only said “not a table”.
  test('names a table without a heading', async (t) => {
    const files = {
      'a.png': picture,
      'liste.txt': 'a.png;Wort\nb.png;Satz\n',
      'l.csv': 'a.png,W\nb.png,\xe9',
    }
    const report = await importInto(fakeContext(t), {
      ...files,
      'w.csv': Buffer.from(files['l.csv'], 'latin1'),
    })
    const reported = skippedLines(report).filter((row) => row.includes('heading'))
    assert.deepEqual(reported, [
      'l.csv table_without_heading 1',
      'liste.txt table_without_heading 1',
      'w.csv table_without_heading 1',
    ])
    assert.equal(report.added, 0)
  })

  test('is preceded by the progress', async (t) => {
    const seen: string[] = []
    const onProgress = ({ done, total, name }: { done: number; total: number; name: string }) =>
      void seen.push(`${done}/${total} ${name}`)
    await importInto(fakeContext(t), { '1.png': picture, '1.xml': page([]) }, { onProgress })
    assert.deepEqual(seen, ['0/1 1.png', '1/1 '])
  })
})
