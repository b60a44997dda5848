import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { keepLog, makeLog } from '../../../test/setup/settling.ts'
import { openVisitors } from '../../../test/setup/answers.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

const unread = { status: 'unknown', label: null } as const
const log = makeLog(1_200, 5)

let terminal: FakeTerminal
let place: string
beforeEach(async () => {
  terminal = fakeTerminal()
  place = mkdtempSync(join(tmpdir(), 'incipit-log-'))
  const { corpora, sources } = terminal.store
  await corpora.add(corpus)
  await sources.add('main', source, [
    ...Array.from({ length: 5 }, (_, n) => item(`item-${n}`, unread)),
    ...Array.from({ length: 10 }, (_, n) => item(`known-${n}`)),
  ])
})
afterEach(async () => {
  await terminal.close()
  rmSync(place, { recursive: true })
})

type Row = Record<string, string>
async function write(name: string, ...more: string[]): Promise<string> {
  const out = join(place, name)
  await terminal.json('labels', 'log', '--corpus', 'letters', '--out', out, ...more)
  return readFileSync(out, 'utf8')
}
function rowsOf(csv: string): Row[] {
  return parse(csv, { columns: true })
}

describe('labels log', () => {
  // A picture was one task whatever class was asked for: "yes, apple" and "no, pear" became two votes on one
  // question, whose result was "yes".
  test('names a picture by what was asked of it', async () => {
    const { answers } = terminal.store
    const picture = item('item-0', { ...unread, kind: 'classification', level: 'image' })
    const { answerItem } = openVisitors(answers)
    await answerItem(picture, [
      { given: 'yes', keyword: 'apple' },
      { given: 'no', keyword: 'pear' },
    ])
    const rows = rowsOf(await write('pictures.csv'))
    assert.deepEqual(rows.map((row) => `${row['task']}: ${row['label']}`).toSorted(), [
      'item-0 apple: yes',
      'item-0 pear: no',
    ])
  })

  test('writes every answer on known and unknown items once, worker, task and label first', async () => {
    await keepLog(terminal.store, log)
    const csv = await write('log.csv')
    assert.match(
      csv,
      /^worker,task,label,keyword,role,is_right,verdict,known_right,known_asked,elapsed_ms,day\r\n/,
    )
    const rows = rowsOf(csv)
    assert.deepEqual(
      ['unknown', 'known'].map((role) => rows.filter((row) => row['role'] === role).length),
      [log.length, log.length],
    )
    const written = rows.map((row) => `${row['task']} ${row['label']} ${row['verdict']}`).toSorted()
    const kept = log.flatMap(({ answer, labels }) => [
      ...labels.map(({ itemId, given }) => `${itemId} ${given} ${answer.verdict}`),
      ...answer.known.map(({ itemId, given }) => `${itemId} ${given} ${answer.verdict}`),
    ])
    assert.deepEqual(written, kept.toSorted())
    const known = rows.filter((row) => row['role'] === 'known')
    for (const row of known) {
      assert.equal(row['is_right'], row['verdict'] === 'pass' ? '1' : '0')
      assert.deepEqual([row['known_right'], row['known_asked']], [row['is_right'], '1'])
      assert.deepEqual([row['elapsed_ms'], row['day']], ['4000', '2026-01-02'])
    }
  })

  test('names a network alike within a file, and by nothing that two files share', async () => {
    await keepLog(terminal.store, log)
    const [first, second] = [rowsOf(await write('1.csv')), rowsOf(await write('2.csv'))]
    const networks = new Set(log.map(({ answer }) => answer.networkHash)).size
    const workersOf = (rows: readonly Row[]): Set<string> =>
      new Set(rows.map((row) => row['worker'] ?? ''))
    assert.equal(workersOf(first).size, networks)
    assert.equal(new Set([...workersOf(first), ...workersOf(second)]).size, 2 * networks)
    const contents = (rows: readonly Row[]) =>
      rows.map((row) => JSON.stringify({ ...row, worker: '' }))
    assert.deepEqual(contents(first).toSorted(), contents(second).toSorted())
    // The rows of two files were in the same order, that of the store, so a row in one could be matched with
    // the row of the same number in the other, even if many rows were alike.
    assert.notDeepEqual(contents(first), contents(second))
    const text = readFileSync(join(place, '1.csv'), 'utf8')
    assert.doesNotMatch(text, /network|challenge|site/)
  })

  test('lets no spreadsheet run a cell, and leaves JSON as it was typed', async () => {
    const of = item('item-1', unread)
    await openVisitors(terminal.store.answers).answerItem(of, [{ given: '=1+1 "Taler"\n' }])
    assert.equal(rowsOf(await write('log.csv'))[0]?.['label'], `'=1+1 "Taler"\n`)
    const line = JSON.parse(await write('log.jsonl', '--format', 'jsonl')) as Row
    assert.deepEqual([line['label'], line['is_right']], ['=1+1 "Taler"\n', null])
  })

  test('is refused with a sentence, and leaves nothing behind', async () => {
    const refusal = (...argv: string[]): Promise<string> =>
      terminal.refusal('labels', 'log', ...argv)
    const taken = join(place, 'taken')
    writeFileSync(taken, 'x')
    const out = join(place, 'new')
    assert.match(await refusal('--out', out), /--corpus/)
    assert.match(await refusal('--corpus', 'letters'), /--out/)
    assert.match(await refusal('--corpus', 'wills', '--out', out), /no corpus/)
    assert.match(await refusal('--corpus', 'letters', '--out', taken), /already exists/)
    assert.match(await refusal('--corpus', 'letters', '--out', out, '--format', 'x'), /--format/)
    assert.deepEqual(globSync('*', { cwd: place }), ['taken'])
    assert.equal(readFileSync(taken, 'utf8'), 'x')
  })
})
