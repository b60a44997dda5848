import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import sharp from 'sharp'
import type { Item } from '../src/model/item.ts'
import { boxOf, type Box } from '../src/model/region.ts'
import { openPage } from '../src/picture/open.ts'
import { importInto, fakeContext, type FakeContext } from './setup/import.ts'
import { write, type Written } from './setup/writing.ts'

const long = 'mehrere lange worte auf einer zeile'
const short = 'zwei worte'

/** A page of ALTO with a line for each text; null is a line without text. */
function alto({ widthPixels, heightPixels, boxes }: Written, texts: readonly (string | null)[]) {
  const lines = texts.map((text, place) => {
    const { x, y, width, height } = around(boxes[place] ?? [])
    const at = `HPOS="${x - 10}" VPOS="${y - 12}" WIDTH="${width + 20}" HEIGHT="${height + 24}"`
    return `<TextLine ID="l${place + 1}" ${at} BASELINE="${y + height}">
      <String CONTENT="${text ?? ''}" ${at}/></TextLine>`
  })
  return `<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>
    <Page WIDTH="${widthPixels}" HEIGHT="${heightPixels}"><PrintSpace><TextBlock ID="b">
    ${lines.join('')}</TextBlock></PrintSpace></Page></Layout></alto>`
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

function writeLines(...lines: string[]): Promise<Written> {
  return write(lines.map((text, place) => ({ text, x: 100, y: 120 + 100 * place })))
}

function fakeWords(t: TestContext): FakeContext & { opened: () => number } {
  let opened = 0
  const open: typeof openPage = (bytes) => {
    opened += 1
    return openPage(bytes)
  }
  return { ...fakeContext(t), openPage: open, opened: () => opened }
}

function isWord({ lineId }: Item): boolean {
  return lineId !== null
}

async function wordsOf(context: FakeContext) {
  return (await context.listItems())
    .filter(isWord)
    .toSorted((a, b) => (a.place ?? 99) - (b.place ?? 99))
    .map(({ place, label, status, stage }) => [place, label, status, stage])
}

describe('an import of lines that are too long to ask', () => {
  test('makes items of their words, each with its line and its place in it', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long)
    const report = await importInto(context, {
      '1.png': written.png,
      '1.xml': alto(written, [long]),
    })
    const items = await context.listItems()
    const line = items.find((item) => !isWord(item))
    const words = items.filter(isWord)
    assert.equal(line?.stage, 'waiting')
    assert.deepEqual(
      await wordsOf(context),
      long.split(' ').map((word, place) => [place, word, 'known', 'open']),
    )
    for (const word of words) {
      assert.deepEqual([word.lineId, word.level], [line?.id, 'word'])
      assert.equal(word.regionName, `1.xml#l1/word-${(word.place ?? 0) + 1}`)
      assert.ok(word.mediaId)
      const truth = written.boxes[0]?.[word.place ?? 0]
      for (const side of ['x', 'y', 'width', 'height'] as const)
        assert.ok(
          Math.abs((boxOf(word.region)?.[side] ?? 0) - (truth?.[side] ?? 0)) <= 3,
          `${word.label} ${side}`,
        )
    }
    assert.deepEqual([report.waiting, report.cut, report.items.known], [1, 6, 6])
  })

  test('leaves short lines whole, and does not cut lines whose words are in the file', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(short)
    const report = await importInto(context, {
      '1.png': written.png,
      '1.xml': alto(written, [short]),
    })
    assert.deepEqual(await wordsOf(context), [])
    assert.deepEqual([report.cut, report.items.known], [0, 1])
  })

  test('finds the words again without opening the picture, and reports the same counts', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long, short)
    const files = { '1.png': written.png, '1.xml': alto(written, [long, short]) }
    const first = await importInto(context, files)
    const opened = context.opened()
    const again = await importInto(context, files)
    assert.equal(context.opened(), opened)
    assert.deepEqual(
      [again.items, again.waiting, again.cut],
      [first.items, first.waiting, first.cut],
    )
    assert.deepEqual([again.added, again.revised], [0, 0])
  })

  test('takes over the words of a corrected line', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long)
    await importInto(context, {
      '1.png': written.png,
      '1.xml': alto(written, [long.replace('auf', 'aus')]),
    })
    const files = { '1.png': written.png, '1.xml': alto(written, [long]) }
    const report = await importInto(context, files)
    assert.deepEqual([report.added, report.revised], [0, 2])
    assert.deepEqual((await wordsOf(context))[3], [3, 'auf', 'known', 'open'])
    assert.equal((await importInto(context, files)).revised, 0)
  })

  test('retires words that a corrected line no longer has', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long)
    const file = (text: string) => ({ '1.png': written.png, '1.xml': alto(written, [text]) })
    await importInto(context, file(long))
    await importInto(context, file(short))
    const words = await wordsOf(context)
    assert.deepEqual(
      words.map(([place, , , stage]) => [place, stage]),
      long.split(' ').map(() => [null, 'retired']),
    )
    const again = await importInto(context, file(short))
    assert.deepEqual([again.revised, again.cut, again.items.known], [0, 0, 1])
  })

  test('cuts lines without text into unknown words, and takes over the words of a text that comes later', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long, short)
    await importInto(context, { '1.png': written.png, '1.xml': alto(written, [null, short]) })
    const unread = await wordsOf(context)
    assert.ok(unread.length > 0)
    for (const [, label, status] of unread) assert.deepEqual([label, status], [null, 'unknown'])
    await importInto(context, { '1.png': written.png, '1.xml': alto(written, [long, short]) })
    const read = (await wordsOf(context)).filter(([, , , stage]) => stage === 'open')
    assert.deepEqual(
      read.map(([, label, status]) => [label, status]),
      long.split(' ').map((word) => [word, 'known']),
    )
  })

  test('cuts the lines of a page that an older version imported without cutting', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long)
    const files = { '1.png': written.png, '1.xml': alto(written, [long]) }
    const blind: FakeContext = {
      ...context,
      openPage: async (bytes) => ({ ...(await openPage(bytes)), ink: async () => null }),
    }
    await importInto(blind, files)
    assert.deepEqual(await wordsOf(context), [])
    const report = await importInto(context, files)
    assert.deepEqual([report.added, report.cut], [6, 6])
  })

  test('leaves Arabic lines whole, since gaps do not only occur between words', async (t) => {
    const context = fakeWords(t)
    const written = await writeLines(long)
    const arabic = 'بسم الله الرحمن الرحيم والحمد لله رب العالمين'
    const report = await importInto(context, {
      '1.png': written.png,
      '1.xml': alto(written, [arabic]),
    })
    assert.deepEqual([report.waiting, report.cut], [1, 0])
  })

  // A hundred crops of whole lines gave only sixteen items that could be asked.
  test('cuts crops of one line as well, within the crop, and finds their words again', async (t) => {
    const context = fakeWords(t)
    const { png } = await write([{ text: long, x: 100, y: 120 }])
    const line = await sharp(png)
      .extract({ left: 80, top: 80, width: 1200, height: 60 })
      .png()
      .toBuffer()
    const files = { '1.png': line, '1.txt': long }
    const first = await importInto(context, files)
    const opened = context.opened()
    const again = await importInto(context, files)
    const words = (await context.listItems()).filter(isWord)
    assert.deepEqual(new Set(words.map(({ label }) => label)), new Set(long.split(' ')))
    for (const { region } of words) {
      const box = boxOf(region)
      assert.ok(box && box.x >= 0 && box.x + box.width <= 1200)
    }
    assert.deepEqual([first.cut, first.items.known, first.waiting], [6, 6, 1])
    assert.deepEqual([again.cut, again.items.known, again.added], [6, 6, 0])
    assert.equal(context.opened(), opened)
  })
})
