import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { boxOf } from '../../model/region.ts'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
  type Files,
  type FakeContext,
} from '../../../test/setup/import.ts'
import { at, page } from '../../../test/setup/page.ts'
import type { ImportReport } from './folder.ts'

const picture = fakePicture(1000, 1000)
const crop = fakePicture(120, 60)
const long = 'a line that is far too long to be typed'

async function readings(context: FakeContext) {
  return (await context.listItems()).map(({ status, stage, label }) => [status, stage, label])
}
function changes({ added, revised }: ImportReport) {
  return { added, revised }
}
function scored(text: string, conf: string): Files {
  return {
    '1.png': picture,
    '1.xml': page([{ at: at(0, 0), text, conf }]),
  }
}
function sure(text: string): Files {
  return {
    '1.png': picture,
    '1.xml': page([{ at: at(0, 0), text }]),
  }
}

// A text that an archive had corrected was ignored, although the report counted it as taken.
describe('an import of pages that are in the store', () => {
  test('takes over a corrected text, once', async (t) => {
    const context = fakeContext(t)
    await importInto(context, sure('Monath'))
    const report = await importInto(context, sure('Monat'))
    assert.deepEqual(changes(report), { added: 0, revised: 1 })
    assert.deepEqual(await readings(context), [['known', 'open', 'Monat']])
    context.deeds.length = 0
    const again = await importInto(context, sure('Monat'))
    assert.deepEqual([changes(again), context.deeds], [{ added: 0, revised: 0 }, []])
    assert.deepEqual(again.items, report.items)
  })

  test('takes over a surer text, and stays with it where a less sure one comes', async (t) => {
    const context = fakeContext(t)
    await importInto(context, scored('Monet', '0.4'))
    assert.deepEqual(changes(await importInto(context, sure('Monat'))), { added: 0, revised: 1 })
    const ocr = await importInto(context, scored('Monet', '0.9'))
    assert.deepEqual([ocr.revised, ocr.items], [0, { known: 1, doubtful: 0, unknown: 0 }])
    assert.deepEqual(skippedLines(ocr), ['1.xml other_text 1'])
    const unread = await importInto(context, sure('Monat'), { as: 'unknown' })
    assert.deepEqual([unread.revised, unread.items.known, unread.skipped], [0, 1, []])
    assert.deepEqual(await readings(context), [['known', 'open', 'Monat']])
  })

  test('cuts the picture of what can only now be asked, and no other', async (t) => {
    const context = fakeContext(t)
    const other = { at: at(0, 100), text: 'stays' }
    const linesWith = (text: string): Files => ({
      '1.png': picture,
      '1.xml': page([{ at: at(0, 0), text }, other]),
    })
    await importInto(context, linesWith(long))
    context.deeds.length = 0
    const dry = await importInto(context, linesWith('short'), { dryRun: true })
    const report = await importInto(context, linesWith('short'))
    assert.deepEqual(context.deeds, ['open', 'open', 'cut'])
    assert.deepEqual([changes(dry), changes(report)], [changes(report), { added: 0, revised: 1 }])
    for (const { stage, mediaId } of await context.listItems()) {
      assert.equal(stage, 'open')
      assert.ok(await context.pictures.get(mediaId ?? ''))
    }
    const back = await importInto(context, linesWith(long))
    assert.deepEqual([back.revised, back.waiting, back.items.known], [1, 1, 1])
  })

  test('adds what is new and revises what is told otherwise in one go', async (t) => {
    const context = fakeContext(t)
    await importInto(context, sure('Monath'))
    const files = {
      '1.png': picture,
      '1.xml': page([
        { at: at(2, 1), text: 'Monat' },
        { at: at(0, 100), text: 'new' },
      ]),
    }
    assert.deepEqual(changes(await importInto(context, files)), { added: 1, revised: 1 })
    assert.deepEqual(changes(await importInto(context, files)), { added: 0, revised: 0 })
    assert.deepEqual(
      (await context.listItems()).map(({ label, region }) => [label, boxOf(region)?.x]),
      [
        ['Monat', 0],
        ['new', 0],
      ],
    )
  })

  // Two lines of another file matched one stored line, and would have revised it in turns for ever.
  test('revises an item by the nearest of several lines only', async (t) => {
    const context = fakeContext(t)
    await importInto(context, sure('Monat'))
    const files = {
      '1.png': picture,
      '1.xml': page([
        { at: at(30, 0), text: 'one' },
        { at: at(-20, 0, 210), text: 'two' },
      ]),
    }
    const report = await importInto(context, files)
    assert.deepEqual(changes(report), { added: 0, revised: 1 })
    const [first] = await readings(context)
    assert.deepEqual(changes(await importInto(context, files)), { added: 0, revised: 0 })
    assert.deepEqual(await readings(context), [first])
  })
})

describe('an import of crops and images that are in the store', () => {
  const table = (text: string): Files => ({ 'a.csv': `image,text\n1.png,${text}\n`, '1.png': crop })

  test('takes over a corrected text, once', async (t) => {
    const context = fakeContext(t)
    await importInto(context, table('Monath'))
    const revised = await importInto(context, table('Monat'))
    assert.deepEqual(changes(revised), { added: 0, revised: 1 })
    assert.deepEqual(await readings(context), [['known', 'open', 'Monat']])
    context.deeds.length = 0
    assert.deepEqual(changes(await importInto(context, table('Monat'))), { added: 0, revised: 0 })
    assert.deepEqual(context.deeds, [])
  })

  test('counts an item that is told less surely as what it is in the store', async (t) => {
    const context = fakeContext(t)
    await importInto(context, table('Monat'))
    const { items, revised, skipped } = await importInto(context, table('Monat'), { as: 'unknown' })
    assert.deepEqual([items.known, revised, skipped], [1, 0, []])
    assert.deepEqual(await readings(context), [['known', 'open', 'Monat']])
  })

  test('gives a picture to a text that has become short enough', async (t) => {
    const context = fakeContext(t)
    await importInto(context, table(long))
    assert.equal((await importInto(context, table('Monat'))).revised, 1)
    const [item] = await context.listItems()
    assert.ok(await context.pictures.get(item?.mediaId ?? ''))
  })

  test('takes over another class, and tells of one that is less sure', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'pears/1.png': crop })
    assert.equal((await importInto(context, { 'apples/1.png': crop })).revised, 1)
    const weak = { 'a.csv': 'image,label,score\n1.png,plums,0.5\n', '1.png': crop }
    const report = await importInto(context, weak)
    assert.deepEqual([report.revised, ...skippedLines(report)], [0, '1.png other_class 1'])
    assert.deepEqual(await readings(context), [['known', 'open', 'apples']])
  })

  test('leaves a page that was read by a truth file', async (t) => {
    const context = fakeContext(t)
    await importInto(context, sure('Monat'))
    const report = await importInto(context, { '1.png': picture, '1.txt': 'other' })
    assert.deepEqual(
      [changes(report), ...skippedLines(report)],
      [{ added: 0, revised: 0 }, '1.png read_by_truth 1'],
    )
    assert.deepEqual(await readings(context), [['known', 'open', 'Monat']])
  })
})
