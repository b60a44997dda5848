import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { keepLog, makeLog } from '../../../test/setup/settling.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'

let terminal: FakeTerminal
beforeEach(async () => {
  terminal = fakeTerminal()
  terminal.moveClock(2 * 86_400_000)
  const { corpora, sources } = terminal.store
  await corpora.add(corpus)
  const unread = Array.from({ length: 5 }, (_, n) =>
    item(`item-${n}`, { status: 'unknown', label: null }),
  )
  await sources.add('main', source, unread)
  await keepLog(terminal.store, makeLog(60, 5))
})
afterEach(() => terminal.close())

async function rebuilt(...argv: string[]): Promise<string> {
  return (await terminal.run('labels', 'rebuild', ...argv)).out.trim()
}

function damage(statement: string): void {
  const db = new Database(join(terminal.dataDir, 'incipit.sqlite'))
  db.exec(statement)
  db.close()
}

describe('labels rebuild', () => {
  test('reports that everything is the same, or corrects what differs', async () => {
    assert.match(await rebuilt('--check'), /the fit another, 0 readings the same, 5 different/)
    await terminal.json('labels', 'settle')
    assert.match(await rebuilt(), /the fit the same, 5 readings the same, 0 different$/)
    damage(`UPDATE readings SET text = 'x' WHERE item_id = 'item-3'`)
    assert.match(await rebuilt('--check'), /4 readings the same, 1 different$/)
    assert.match(
      await rebuilt('--corpus', 'letters'),
      /4 readings the same, 1 different; corrected$/,
    )
    assert.match(await rebuilt(), /5 readings the same, 0 different$/)
  })

  test('reports that the history of accepted readings is lost, which cannot be made from the log', async () => {
    await terminal.json('labels', 'settle')
    damage('DELETE FROM reading_events; DELETE FROM settlements')
    assert.match(
      await rebuilt('--check'),
      /0 different, the record of how far they are settled was lost; the/,
    )
    const { accepted } = await terminal.store.readings.count('main', 'letters')
    const lost = `; corrected; the history of ${accepted} accepted ones is lost and cannot be made from the log`
    assert.ok((await rebuilt()).endsWith(lost))
  })

  // Of one damaged cell, list, export and settle said only "Expected property name or '}' in JSON".
  test('is what other commands suggest if a reading is damaged, and repairs it', async () => {
    await terminal.json('labels', 'settle')
    damage(`UPDATE readings SET alternatives = '{' WHERE item_id = 'item-3'`)
    const { state } = (await terminal.store.readings.history('main', 'item-3', 1))[0] ?? {}
    for (const argv of [
      ['labels', 'list', '--corpus', 'letters', '--state', state ?? ''],
      ['labels', 'settle', '--again'],
    ])
      assert.equal(
        await terminal.refusal(...argv),
        'The kept reading of item item-3 is damaged; `incipit labels rebuild --corpus letters` mends it.',
      )
    assert.match(await rebuilt(), /4 readings the same, 1 different; corrected$/)
    await terminal.json('labels', 'settle', '--again')
  })

  test('is refused if there is no such corpus', async () => {
    const refusal = await terminal.refusal('labels', 'rebuild', '--corpus', 'wills')
    assert.match(refusal, /no corpus “wills”; `incipit corpus list` lists/)
  })
})
