import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { keepLog, makeLog } from '../../test/lent-settling.ts'
import { lendTerminal, type LentTerminal } from '../../test/lent-terminal.ts'
import { corpus, item, source } from '../store/records.contract.ts'

let terminal: LentTerminal
beforeEach(async () => {
  terminal = lendTerminal()
  terminal.moveClock(2 * 86_400_000)
  const { records } = terminal.store
  await records.addCorpus(corpus)
  const unread = Array.from({ length: 5 }, (_, n) =>
    item(`item-${n}`, { status: 'unknown', label: null }),
  )
  await records.addSource(source, unread)
  await keepLog(terminal.store, makeLog(60, 5))
})
afterEach(() => terminal.close())

const rebuilt = async (...argv: string[]): Promise<string> =>
  (await terminal.run('labels', 'rebuild', ...argv)).out.trim()

describe('labels rebuild', () => {
  test('tells that all is the same, or puts right what is not', async () => {
    assert.match(await rebuilt(), /^letters {2}nothing has been settled yet$/)
    await terminal.json('labels', 'settle')
    assert.match(await rebuilt(), /the fit the same, 5 readings the same, 0 different$/)
    const db = new Database(join(terminal.dataDir, 'incipit.sqlite'))
    db.exec(`UPDATE readings SET text = 'x' WHERE item_id = 'item-3'`)
    db.close()
    assert.match(await rebuilt('--check'), /4 readings the same, 1 different$/)
    assert.match(
      await rebuilt('--corpus', 'letters'),
      /4 readings the same, 1 different; put right$/,
    )
    assert.match(await rebuilt(), /5 readings the same, 0 different$/)
  })

  test('is refused where there is no such corpus', async () => {
    const refusal = await terminal.refusal('labels', 'rebuild', '--corpus', 'wills')
    assert.match(refusal, /no corpus “wills”; `incipit corpus list` shows/)
  })
})
