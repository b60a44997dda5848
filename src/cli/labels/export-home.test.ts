import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { fillLetters, readLetters } from '../../../test/setup/letters.ts'
import { keepReadings, fakeReading, readAtMs } from '../../../test/setup/readings.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal
let place: string
let exports: number

beforeEach(async () => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-home-'))
  exports = 0
  await fillLetters(terminal)
  await readLetters(terminal)
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

type Report = { heldBack: number; withdrawn: number; doubts: number; isStale: boolean }
type Row = Readonly<Record<string, string>>

/** An export as tables: its report, and the rows of one of its files; null if there is no such file. */
async function exported(which = 'gold', format = 'csv') {
  exports += 1
  const out = join(place, String(exports))
  const flags = ['--corpus', 'letters', '--format', format, '--which', which, '--out', out]
  const report = await terminal.json<Report>('labels', 'export', ...flags)
  const rowsOf = (name: string): Row[] | null =>
    existsSync(join(out, name))
      ? (parse(readFileSync(join(out, name)), { columns: true }) as Row[])
      : null
  return { report, rowsOf, out }
}

function textsOf(rows: Row[] | null) {
  return rows?.map(({ item_id, value }) => `${item_id} ${value}`)
}
const dayMs = 86_400_000

describe('what goes home', () => {
  test('as gold has accepted readings whose quarantine is over, and says how many are held back', async () => {
    const { report, rowsOf } = await exported()
    assert.equal(report.heldBack, 1)
    const gold = ['c1 Haus', 'c3 Mann', "d1 '=1+1 Taler"]
    assert.deepEqual(textsOf(rowsOf('readings.csv')), gold)
    terminal.moveClock(dayMs)
    const later = await exported()
    assert.equal(later.report.heldBack, 0)
    assert.deepEqual(textsOf(later.rowsOf('readings.csv')), [...gold, 'd5 in a day'])
  })

  test('with all its doubt says so of what is in quarantine, too', async () => {
    const { report, out } = await exported('all', 'webannotation')
    assert.equal(report.heldBack, 0)
    const annotations = readFileSync(join(out, 'annotations.jsonld'), 'utf8')
    assert.match(annotations, /"in a day".*"state":"accepted, in quarantine"/)
    assert.doesNotMatch(annotations, /not wanted|"unreadable"|"rejected"/)
  })

  test('is what was withdrawn, with what it is now and why', async () => {
    const { readings } = terminal.store
    const at = { atMs: readAtMs + 3 * dayMs, cause: 'refit' } as const
    assert.equal((await exported()).rowsOf('withdrawn.csv'), null)
    const contested = { state: 'contested' } as const
    await keepReadings(readings, [fakeReading('c1', 'Hauß', contested)], at)
    await keepReadings(readings, [fakeReading('c3', 'Mann', { state: 'rejected' })], at)
    await keepReadings(readings, [fakeReading('d1', 'one', contested)], at)
    await keepReadings(readings, [fakeReading('d1', '=1+1 Taler')], at)
    // Readings of items that the archive knows itself were never exported.
    await keepReadings(readings, [fakeReading('c5', 'known for god')])
    await keepReadings(readings, [fakeReading('c5', 'known for good', contested)], at)
    const { report, rowsOf } = await exported()
    assert.equal(report.withdrawn, 2)
    const rest = { state: 'contested', cause: 'refit', at: '2026-01-05' }
    assert.deepEqual(rowsOf('withdrawn.csv'), [
      { item_id: 'c1', region: 'pages/1.xml#l1', was_text: 'Haus', now_text: 'Hauß', ...rest },
      {
        item_id: 'c3',
        region: 'pages/1.xml#l2/word-2',
        was_text: 'Mann',
        now_text: '',
        ...rest,
        state: 'rejected',
      },
    ])
  })

  test('is reported if visitors read another text than the archive knows', async () => {
    const { readings } = terminal.store
    await keepReadings(readings, [fakeReading('c5', 'Known, for good.')])
    assert.equal((await exported()).rowsOf('doubts.csv'), null)
    await keepReadings(readings, [fakeReading('c5', 'known for god')])
    const { report, rowsOf } = await exported()
    assert.equal(report.doubts, 1)
    const [row, ...others] = rowsOf('doubts.csv') ?? []
    assert.deepEqual(
      [row?.['region'], row?.['archive_text'], row?.['read_text'], row?.['confidence']],
      ['pages/1.xml#l3', 'known for good', 'known for god', '0.98'],
    )
    assert.equal(others.length, 0)
    assert.ok(!textsOf(rowsOf('readings.csv'))?.some((text) => text.startsWith('c5')))
  })

  test('is a text that visitors read and that decides by now, and none that the archive knew', async () => {
    const { pool, readings } = terminal.store
    const line = {
      atMs: 1,
      organisation: 'main',
      actor: 'test',
      action: 'pool',
      subject: 'letters',
      detail: '',
    }
    await keepReadings(readings, [fakeReading('c5', 'known for god')])
    await pool.move(
      [
        { itemId: 'c1', to: 'known', label: 'Haus', atMs: 1 },
        { itemId: 'c5', to: 'doubtful', label: 'known for good', atMs: 1 },
      ],
      line,
    )
    assert.equal((await terminal.store.items.find('c1'))?.status, 'known')
    const { report, rowsOf } = await exported()
    assert.deepEqual(textsOf(rowsOf('readings.csv')), ['c1 Haus', 'c3 Mann', "d1 '=1+1 Taler"])
    assert.equal(rowsOf('readings.csv')?.[0]?.['original'], 'Hans')
    assert.equal(report.doubts, 1)
  })

  // The export of a corpus of ALTO files said that it had nothing yet because its readings were in
  // quarantine, so the archive waited a day for what could never come.
  test('says so if the files are of another format, whatever is in quarantine', async () => {
    const flags = ['--corpus', 'letters', '--format', 'alto', '--out', join(place, 'alto')]
    const sentence = await terminal.refusal('labels', 'export', ...flags)
    assert.match(sentence, /has no ALTO file .* are PAGE: export them as page/)
  })

  test('is empty while everything is in quarantine, and says so', async () => {
    terminal.moveClock(-2 * dayMs)
    const flags = ['--corpus', 'letters', '--format', 'iiif', '--out', join(place, 'none')]
    const sentence = await terminal.refusal('labels', 'export', ...flags)
    assert.match(sentence, /nothing yet .* 4 accepted readings are in quarantine/)
  })
})
