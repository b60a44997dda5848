import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { boxOf } from '../../model/region.ts'
import type { OpenPage } from '../../model/picture.ts'
import {
  importInto,
  fakePicture,
  fakeContext,
  skippedLines,
  type FakeContext,
} from '../../../test/setup/import.ts'
import { at, page } from '../../../test/setup/page.ts'

function pageOf(id: string): string {
  return page([{ id, at: at(0, 0), text: 'one line', conf: '0.9' }])
}

const picture = fakePicture(1000, 1000)
async function kept(context: FakeContext) {
  return (await context.listItems()).map(({ status, stage, level, label }) => [
    status,
    stage,
    level,
    label,
  ])
}

async function statusOf(t: TestContext, id: string, as: 'auto' | 'known' | 'unknown') {
  const context = fakeContext(t)
  await importInto(context, { '1.png': picture, '1.xml': pageOf(id) }, { as })
  return (await kept(context)).map(([status, , , label]) => [status, label])[0]
}

describe('an import of pages', () => {
  test('makes short lines ready to ask, and keeps long, wide and untypeable ones without a picture', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      '1.png': picture,
      '1.xml': page([
        { at: at(0, 0), text: 'short line' },
        { at: at(0, 100), text: 'a line that is far too long to be typed' },
        { at: at(0, 200), text: 'ꝑ deum' },
        { at: at(0, 300) },
        { at: at(0, 400, 800, 40) },
      ]),
    })
    assert.deepEqual(await kept(context), [
      ['known', 'open', 'line', 'short line'],
      ['known', 'waiting', 'line', 'a line that is far too long to be typed'],
      ['known', 'unfit', 'line', 'ꝑ deum'],
      ['unknown', 'open', 'line', null],
      ['unknown', 'waiting', 'line', null],
    ])
    const pictures = (await context.listItems()).map(({ mediaId }) => mediaId !== null)
    assert.deepEqual(pictures, [true, false, false, true, false])
    assert.deepEqual(report.items, { known: 1, doubtful: 0, unknown: 1 })
    assert.deepEqual([report.pages, report.waiting, report.unfit, report.added], [1, 2, 1, 5])
  })

  test('stores a page in one commit, after its pictures', async (t) => {
    const context = fakeContext(t)
    const lines = [
      { at: at(0, 0), text: 'one' },
      { at: at(0, 100), text: 'two' },
    ]
    const sourcesAtCut: number[] = []
    const openPage: OpenPage = async (bytes) => {
      const opened = await context.openPage(bytes)
      if ('fault' in opened) return opened
      const cut: typeof opened.cut = async (region) => {
        sourcesAtCut.push((await context.corpora.count('main', 'letters')).sources)
        return opened.cut(region)
      }
      return { ...opened, cut }
    }
    await importInto({ ...context, openPage }, { '1.png': picture, '1.xml': page(lines) })
    assert.deepEqual(context.deeds, ['open', 'cut', 'cut'])
    assert.deepEqual(sourcesAtCut, [0, 0])
    for (const { mediaId } of await context.listItems())
      assert.ok(await context.pictures.get(mediaId ?? ''))
  })

  test('adds nothing, cuts nothing and decodes nothing the second time', async (t) => {
    const context = fakeContext(t)
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'one line' }]) }
    const first = await importInto(context, files)
    context.deeds.length = 0
    const second = await importInto(context, files)
    assert.deepEqual(context.deeds, [])
    assert.deepEqual([first.added, second.added], [1, 0])
    assert.deepEqual(second.items, first.items)
  })

  test('adds only the lines that a file has gained', async (t) => {
    const context = fakeContext(t)
    const line = { at: at(0, 0), text: 'one line' }
    await importInto(context, { '1.png': picture, '1.xml': page([line]) })
    const more = page([line, { at: at(0, 100), text: 'and more' }])
    const report = await importInto(context, { '1.png': picture, '1.xml': more })
    assert.deepEqual([report.added, report.items.known], [1, 2])
  })

  test('takes a line once from several files: the surest, then the one with the shorter name', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      '1.png': picture,
      '1.xml': page([{ at: at(0, 0), text: 'as it stands' }]),
      '1.normal.xml': page([{ at: at(2, 1), text: 'as it is put' }]),
      '0.xml': page([
        { at: at(1, 1), text: 'as guessed', conf: '0.4' },
        { at: at(0, 99), text: 'guess', conf: '0.4' },
      ]),
    })
    assert.deepEqual(await kept(context), [
      ['doubtful', 'open', 'line', 'guess'],
      ['known', 'open', 'line', 'as it stands'],
    ])
    assert.deepEqual(skippedLines(report), ['1.normal.xml other_text 1', '0.xml other_text 1'])
  })

  test('leaves a line to the words of another file', async (t) => {
    const context = fakeContext(t)
    const words = [
      { at: at(0, 0, 90), text: 'zwei' },
      { at: at(100, 0, 100), text: 'Wörter' },
    ]
    const report = await importInto(context, {
      '1.png': picture,
      'lines/1.xml': page([{ at: at(0, 0), text: 'zwei Wörter' }]),
      'words/1.xml': page([{ at: at(0, 0), text: 'zwei Wörter', words }]),
    })
    assert.deepEqual(
      (await kept(context)).map(([, , level, label]) => [level, label]),
      [
        ['word', 'zwei'],
        ['word', 'Wörter'],
      ],
    )
    assert.deepEqual(skippedLines(report), ['lines/1.xml line_read_by_words 1'])
  })

  test('ignores the confidence that is left on corrected lines', async (t) => {
    assert.deepEqual(await statusOf(t, 'l1', 'auto'), ['doubtful', 'one line'])
    assert.deepEqual(await statusOf(t, 'eSc_line_1', 'auto'), ['known', 'one line'])
    assert.deepEqual(await statusOf(t, 'l1', 'known'), ['known', 'one line'])
    assert.deepEqual(await statusOf(t, 'eSc_line_1', 'unknown'), ['unknown', null])
  })

  test('scales a page to its picture, and leaves it where the proportions differ', async (t) => {
    const context = fakeContext(t)
    const lines = [{ at: at(400, 400, 800, 160), text: 'scaled' }]
    const files = {
      '1.png': picture,
      '1.xml': page(lines, { width: 4000, height: 4000 }),
      '2.png': fakePicture(1000, 1000, 'other'),
      '2.xml': page(lines, { name: '2.png', width: 4000, height: 5000 }),
    }
    const report = await importInto(context, files)
    assert.deepEqual(
      (await context.listItems()).map(({ region }) => boxOf(region)),
      [{ x: 100, y: 100, width: 200, height: 40 }],
    )
    const mismatch = '2.xml dimension_mismatch 1'
    assert.deepEqual(skippedLines(report), ['1.xml rescaled 1', mismatch])
    const allowed = await importInto(context, files, { allowRescale: true })
    assert.equal(allowed.added, 1)
    assert.ok(!skippedLines(allowed).includes(mismatch))
  })

  test('takes the same picture under two names as one', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, {
      'a.png': picture,
      'a.xml': page([{ at: at(0, 0), text: 'first' }], { name: 'a.png' }),
      'b.png': picture,
      'b.xml': page(
        [
          { at: at(0, 0), text: 'other' },
          { at: at(0, 90), text: 'third' },
        ],
        { name: 'b.png' },
      ),
    })
    assert.deepEqual(
      (await kept(context)).map(([, , , label]) => label),
      ['first', 'third'],
    )
    assert.equal((await context.corpora.count('main', 'letters')).sources, 1)
    assert.deepEqual(skippedLines(report), ['b.png picture_repeated 1', 'b.xml other_text 1'])
  })

  test('stores nothing on a dry run, and reports the same counts', async (t) => {
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'one line' }]) }
    const dry = fakeContext(t)
    const report = await importInto(dry, files, { dryRun: true })
    assert.deepEqual([dry.deeds, await dry.listItems()], [['open'], []])
    assert.equal(await dry.corpora.find('letters'), null)
    const { seconds: _, ...wet } = await importInto(fakeContext(t), files)
    assert.deepEqual({ ...report, seconds: undefined }, { ...wet, seconds: undefined })
  })

  test('makes the corpus in the script and direction of its texts', async (t) => {
    const context = fakeContext(t)
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'المسئلة' }]) }
    await importInto(context, files, { language: 'ar' })
    const corpus = await context.corpora.find('letters')
    assert.deepEqual(
      [corpus?.kind, corpus?.script, corpus?.direction, corpus?.language],
      ['transcription', 'Arab', 'rtl', 'ar'],
    )
  })
})
