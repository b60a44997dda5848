import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  importInto,
  lendPicture,
  lendWorld,
  skippedLines,
  type Files,
  type LentWorld,
} from '../../test/lent-import.ts'
import { at, page } from '../../test/lent-page.ts'
import type { ImportReport } from './import.ts'

const picture = lendPicture(1000, 1000)
const crop = lendPicture(120, 60)
const long = 'a line that is far too long to be typed'

const readings = async (world: LentWorld) =>
  (await world.items()).map(({ status, stage, label }) => [status, stage, label])
const changes = ({ added, revised }: ImportReport) => ({ added, revised })
const scored = (text: string, conf: string): Files => ({
  '1.png': picture,
  '1.xml': page([{ at: at(0, 0), text, conf }]),
})
const sure = (text: string): Files => ({
  '1.png': picture,
  '1.xml': page([{ at: at(0, 0), text }]),
})

// A text that an archive had corrected was ignored, while the report counted it as taken.
describe('an import of pages that are in the store', () => {
  test('takes over a corrected text, once', async (t) => {
    const world = lendWorld(t)
    await importInto(world, sure('Monath'))
    const report = await importInto(world, sure('Monat'))
    assert.deepEqual(changes(report), { added: 0, revised: 1 })
    assert.deepEqual(await readings(world), [['known', 'open', 'Monat']])
    world.deeds.length = 0
    const again = await importInto(world, sure('Monat'))
    assert.deepEqual([changes(again), world.deeds], [{ added: 0, revised: 0 }, []])
    assert.deepEqual(again.items, report.items)
  })

  test('takes over a surer text, and stays with it where a less sure one comes', async (t) => {
    const world = lendWorld(t)
    await importInto(world, scored('Monet', '0.4'))
    assert.deepEqual(changes(await importInto(world, sure('Monat'))), { added: 0, revised: 1 })
    const ocr = await importInto(world, scored('Monet', '0.9'))
    assert.deepEqual([ocr.revised, ocr.items], [0, { known: 1, doubtful: 0, unknown: 0 }])
    assert.deepEqual(skippedLines(ocr), ['1.xml other_text 1'])
    const untold = await importInto(world, sure('Monat'), { as: 'unknown' })
    assert.deepEqual([untold.revised, untold.items.known, untold.skipped], [0, 1, []])
    assert.deepEqual(await readings(world), [['known', 'open', 'Monat']])
  })

  test('cuts the picture of what can only now be asked, and no other', async (t) => {
    const world = lendWorld(t)
    const other = { at: at(0, 100), text: 'stays' }
    const linesWith = (text: string): Files => ({
      '1.png': picture,
      '1.xml': page([{ at: at(0, 0), text }, other]),
    })
    await importInto(world, linesWith(long))
    world.deeds.length = 0
    const dry = await importInto(world, linesWith('short'), { dryRun: true })
    const report = await importInto(world, linesWith('short'))
    assert.deepEqual(world.deeds, ['open', 'open', 'cut'])
    assert.deepEqual([changes(dry), changes(report)], [changes(report), { added: 0, revised: 1 }])
    for (const { stage, pictureId } of await world.items()) {
      assert.equal(stage, 'open')
      assert.ok(await world.pictures.get(pictureId ?? ''))
    }
    const back = await importInto(world, linesWith(long))
    assert.deepEqual([back.revised, back.waiting, back.items.known], [1, 1, 1])
  })

  test('adds what is new and revises what is told otherwise in one go', async (t) => {
    const world = lendWorld(t)
    await importInto(world, sure('Monath'))
    const files = {
      '1.png': picture,
      '1.xml': page([
        { at: at(2, 1), text: 'Monat' },
        { at: at(0, 100), text: 'new' },
      ]),
    }
    assert.deepEqual(changes(await importInto(world, files)), { added: 1, revised: 1 })
    assert.deepEqual(changes(await importInto(world, files)), { added: 0, revised: 0 })
    assert.deepEqual(
      (await world.items()).map(({ label, box }) => [label, box.x]),
      [
        ['Monat', 0],
        ['new', 0],
      ],
    )
  })

  // Two lines of another file lay on one of the store, and would have revised it in turns for ever.
  test('revises an item by the nearest of several lines only', async (t) => {
    const world = lendWorld(t)
    await importInto(world, sure('Monat'))
    const files = {
      '1.png': picture,
      '1.xml': page([
        { at: at(30, 0), text: 'one' },
        { at: at(-20, 0, 210), text: 'two' },
      ]),
    }
    const report = await importInto(world, files)
    assert.deepEqual(changes(report), { added: 0, revised: 1 })
    const [first] = await readings(world)
    assert.deepEqual(changes(await importInto(world, files)), { added: 0, revised: 0 })
    assert.deepEqual(await readings(world), [first])
  })
})

describe('an import of crops and images that are in the store', () => {
  const table = (text: string): Files => ({ 'a.csv': `image,text\n1.png,${text}\n`, '1.png': crop })

  test('takes over a corrected text, once', async (t) => {
    const world = lendWorld(t)
    await importInto(world, table('Monath'))
    const revised = await importInto(world, table('Monat'))
    assert.deepEqual(changes(revised), { added: 0, revised: 1 })
    assert.deepEqual(await readings(world), [['known', 'open', 'Monat']])
    world.deeds.length = 0
    assert.deepEqual(changes(await importInto(world, table('Monat'))), { added: 0, revised: 0 })
    assert.deepEqual(world.deeds, [])
  })

  test('counts an item that is told less surely as what it is in the store', async (t) => {
    const world = lendWorld(t)
    await importInto(world, table('Monat'))
    const { items, revised, skipped } = await importInto(world, table('Monat'), { as: 'unknown' })
    assert.deepEqual([items.known, revised, skipped], [1, 0, []])
    assert.deepEqual(await readings(world), [['known', 'open', 'Monat']])
  })

  test('gives a picture to a text that has become short enough', async (t) => {
    const world = lendWorld(t)
    await importInto(world, table(long))
    assert.equal((await importInto(world, table('Monat'))).revised, 1)
    const [item] = await world.items()
    assert.ok(await world.pictures.get(item?.pictureId ?? ''))
  })

  test('takes over another class, and tells of one that is less sure', async (t) => {
    const world = lendWorld(t)
    await importInto(world, { 'pears/1.png': crop })
    assert.equal((await importInto(world, { 'apples/1.png': crop })).revised, 1)
    const weak = { 'a.csv': 'image,label,score\n1.png,plums,0.5\n', '1.png': crop }
    const report = await importInto(world, weak)
    assert.deepEqual([report.revised, ...skippedLines(report)], [0, '1.png other_class 1'])
    assert.deepEqual(await readings(world), [['known', 'open', 'apples']])
  })

  test('leaves a page that was read by a truth file', async (t) => {
    const world = lendWorld(t)
    await importInto(world, sure('Monat'))
    const report = await importInto(world, { '1.png': picture, '1.txt': 'other' })
    assert.deepEqual(
      [changes(report), ...skippedLines(report)],
      [{ added: 0, revised: 0 }, '1.png read_by_truth 1'],
    )
    assert.deepEqual(await readings(world), [['known', 'open', 'Monat']])
  })
})
