import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openVisitors } from '../../../test/setup/answers.ts'
import { fillLetters } from '../../../test/setup/letters.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal

beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

async function read(answers: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const { answerItem } = openVisitors(terminal.store.answers, 'sitekey-of-the-test')
  for (const [id, texts] of Object.entries(answers)) {
    const of = await terminal.store.items.find(id)
    assert.ok(of)
    await answerItem(
      of,
      texts.map((given) => ({ given })),
    )
  }
}

const answers = {
  c1: ['Haus', 'Haus', 'haus', 'Hauß'],
  c3: ['Mann', 'Mann', 'Mann'],
  c4: ['nahen', 'nahen'],
  c5: ['wrong', 'wrong', 'wrong'],
  d1: ['=1+1 Taler', '=1+1 Taler', '=1+1 Taler'],
}

type Counts = { corpus: string; open: number; provisional: number; accepted: number }

describe('labels settle', () => {
  test('brings readings up to date, and does not count again what it has', async () => {
    await fillLetters(terminal)
    await read(answers)
    const counts = { settled: 4, isRefitted: true, contested: 0, unreadable: 0, rejected: 0 }
    const [settled, ...none] = await terminal.json<Counts[]>('labels', 'settle')
    assert.ok(settled)
    assert.deepEqual([settled, none], [{ ...settled, corpus: 'letters', ...counts }, []])
    assert.equal(settled.open + settled.provisional + settled.accepted, 4)
    terminal.moveClock(3_600_000)
    const again = await terminal.run('labels', 'settle', '--corpus', 'letters')
    assert.match(
      again.out,
      new RegExp(
        `^letters  0 settled now; ${settled.open} open, ${settled.provisional} provisional`,
      ),
    )
    assert.match(
      await terminal.refusal('labels', 'settle', '--corpus', 'wills'),
      /no corpus “wills”; `/,
    )
  })
  // A fit that had seen no labels was reported like any other, so the operator thought that all was done.
  test('reports how many labels are too new for the fit that it made', async () => {
    await fillLetters(terminal)
    await read(answers)
    const aheadMs = Date.UTC(2026, 0, 2) + 20_000 - terminal.now()
    terminal.moveClock(aheadMs)
    const { out } = await terminal.run('labels', 'settle')
    assert.match(
      out,
      /; 10 labels of the last 15 seconds wait for the next fit to learn from them$/m,
    )
    terminal.moveClock(60_000)
    assert.doesNotMatch((await terminal.run('labels', 'settle', '--again')).out, /wait/)
  })

  test('leaves what the archive knows as it is', async () => {
    await fillLetters(terminal)
    await read(answers)
    await terminal.json('labels', 'settle', '--again')
    assert.equal(await terminal.store.readings.find('main', 'c5'), null)
  })
})
