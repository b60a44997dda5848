import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { keepLog, makeLog } from '../../test/setup/settling.ts'
import { fakeTerminal, type Ended, type FakeTerminal } from '../../test/setup/terminal.ts'
import { corpus, item, source } from '../store/suites/examples.contract.ts'

const lifeMs = 60_000

let terminal: FakeTerminal
beforeEach(async () => {
  terminal = fakeTerminal()
  terminal.moveClock(2 * 86_400_000)
  const { corpora, sources, tickets } = terminal.store
  await corpora.add({ ...corpus, name: 'charters' })
  await corpora.add(corpus)
  await sources.add('main', source, [item('item-0', { status: 'unknown', label: null })])
  await keepLog(terminal.store, makeLog(9, 1))
  const expiresAtMs = terminal.now() + lifeMs
  await tickets.put({ kind: 'lock', id: 'settling charters', body: 'killed', expiresAtMs })
})
afterEach(() => terminal.close())

/** Runs a command to its end, however long it waits. */
async function run(t: TestContext, ...argv: string[]): Promise<Ended> {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const waiting = { isOver: false }
  const ended = terminal.run(...argv).finally(() => (waiting.isOver = true))
  while (!waiting.isOver) {
    t.mock.timers.tick(1_000)
    await nextTurn()
  }
  return ended
}

// Charters came first, and a process that was killed while it worked on them kept every other corpus from
// being settled.
for (const name of ['settle', 'rebuild'])
  describe(`labels ${name}, after a process was killed while it worked on one corpus,`, () => {
    test('goes on with the others, and says which is busy', async (t) => {
      const { code, out } = await run(t, 'labels', name)
      assert.equal(code, 0)
      assert.match(
        out,
        /^letters {2}.*\nAnother process is settling “charters”\. Try again .*60 sec/,
      )
      assert.equal((await terminal.store.readings.find('main', 'item-0'))?.text, 'Reichsthaler0')
    })

    test('is refused if it was asked for that corpus alone', async (t) => {
      const { code, err } = await run(t, 'labels', name, '--corpus', 'charters')
      assert.equal(code, 1)
      assert.match(err, /Another process is settling “charters”\. Try again in a moment/)
    })

    test('does that one too once its lock has expired', async () => {
      terminal.moveClock(lifeMs)
      const { out } = await terminal.run('labels', name)
      assert.match(out, /^charters {2}/)
    })
  })
