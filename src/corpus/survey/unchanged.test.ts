import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import {
  goodOrder,
  fakeFolder,
  fakePicture,
  fakeContext,
  skippedLines,
  type Files,
  type FakeContext,
} from '../../../test/setup/import.ts'
import { at, page } from '../../../test/setup/page.ts'
import type { ImportOrder } from '../import/session.ts'
import { importFolder, type ImportReport } from '../import/folder.ts'

const picture = fakePicture(1000, 1000)
const lines = [
  { id: 'a', at: at(0, 0), text: 'one line' },
  { id: 'b', at: at(0, 100), text: 'a line that is far too long to be typed' },
  { id: 'c', at: at(5, 5, 0, 0), text: 'gone' },
]
const files: Files = { '1.png': picture, '1.xml': page(lines), 'note.doc': 'x', 'x.xml': '<broken' }

/** A folder whose files have a stamp, and which records what was read. */
function fakeStamped(body: Files, stamps: Readonly<Record<string, string>> = {}) {
  const folder = fakeFolder(body)
  const read: string[] = []
  const list = async () =>
    (await folder.list()).map((file) => ({ ...file, stamp: stamps[file.path] ?? '1' }))
  return {
    read,
    folder: {
      ...folder,
      list,
      read: (path: string) => {
        read.push(path)
        return folder.read(path)
      },
    },
  }
}

async function importStamped(
  context: FakeContext,
  body: Files,
  {
    stamps = {},
    options = {},
  }: { stamps?: Record<string, string>; options?: Partial<ImportOrder> } = {},
): Promise<{ report: ImportReport; read: string[] }> {
  const { folder, read } = fakeStamped(body, stamps)
  context.deeds.length = 0
  const report = await importFolder({ ...goodOrder, ...options, folder }, context)
  assert.ok(!('refused' in report))
  return { report, read }
}

function withoutTime(report: ImportReport) {
  return { ...report, seconds: 0 }
}

describe('an import of what has not changed', () => {
  test('reads no file and opens no picture, and reports as before', async (t: TestContext) => {
    const context = fakeContext(t)
    const first = await importStamped(context, files)
    assert.ok(first.report.added > 0)
    const again = await importStamped(context, files)
    assert.deepEqual(again.read, [])
    assert.deepEqual(context.deeds, [])
    assert.deepEqual(withoutTime(again.report), { ...withoutTime(first.report), added: 0 })
    assert.deepEqual(skippedLines(again.report), skippedLines(first.report))
  })

  test('reads the truth file that has changed, with its picture, and nothing else', async (t) => {
    const context = fakeContext(t)
    await importStamped(context, { ...files, '2.png': fakePicture(900, 900) })
    const changed = page([{ id: 'a', at: at(0, 0), text: 'another line' }])
    const stamps = { '1.xml': '2' }
    const all = { ...files, '2.png': fakePicture(900, 900), '1.xml': changed }
    const { report, read } = await importStamped(context, all, { stamps })
    assert.deepEqual([...new Set(read)], ['1.xml', '1.png'])
    assert.equal(report.revised, 1)
  })

  test('takes over other rights and another worth of the texts', async (t) => {
    const context = fakeContext(t)
    await importStamped(context, files)
    const credited = await importStamped(context, files, { options: { credit: 'Another archive' } })
    assert.equal(credited.report.corrected, 1)
    const unknown = await importStamped(context, files, { options: { as: 'unknown' } })
    assert.ok(unknown.read.includes('1.png'))
  })

  test('brings back what the store has forgotten', async (t) => {
    const context = fakeContext(t)
    const other = fakeContext(t)
    await importStamped(context, files)
    const { corpora, sources, items, documents, pictures } = other
    const without = { ...context, corpora, sources, items, documents, pictures }
    const { report } = await importStamped(without, files)
    assert.ok(report.added > 0)
  })

  test('remembers nothing of a dry run, or where files have no stamp', async (t) => {
    const context = fakeContext(t)
    await importStamped(context, files, { options: { dryRun: true } })
    const { report } = await importStamped(context, files)
    assert.ok(report.added > 0)
    const order = { ...goodOrder, folder: fakeFolder({ '3.png': picture, '3.xml': page(lines) }) }
    await importFolder(order, context)
    context.deeds.length = 0
    const again = await importFolder(order, context)
    assert.ok(!('refused' in again) && again.pages === 1)
  })

  test('ends behind the picture in hand when it is told to, and goes on from there', async (t) => {
    const context = fakeContext(t)
    const three: Files = Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`${n}.png`, fakePicture(1000, 1000, String(n))],
        [`${n}.xml`, page(lines, { name: `${n}.png` })],
      ]),
    )
    const { folder } = fakeStamped(three)
    const isStopped = (): boolean => context.deeds.includes('cut')
    const stopped = await importFolder({ ...goodOrder, folder, isStopped }, context)
    assert.deepEqual(stopped, {
      refused:
        'Stopped after 1 of 3 pictures, which are kept whole; the same command goes on from there.',
    })
    const { report } = await importStamped(context, three)
    assert.equal(context.deeds.filter((deed) => deed === 'open').length, 2)
    assert.equal(report.pages, 3)
  })
})
