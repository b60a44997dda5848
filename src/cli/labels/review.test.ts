import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fillLetters } from '../../../test/setup/letters.ts'
import { openVisitors } from '../../../test/setup/answers.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

let terminal: FakeTerminal
let visitors: ReturnType<typeof openVisitors>

beforeEach(async () => {
  terminal = fakeTerminal()
  await fillLetters(terminal)
  visitors = openVisitors(terminal.store.answers)
  const texts = { d1: ['Taler', 'Thaler', 'Daler'], c5: ['known for god'] }
  for (const [id, read] of Object.entries(texts)) {
    const asked = await terminal.store.items.find(id)
    assert.ok(asked)
    await visitors.answerItem(
      asked,
      read.map((given) => ({ given })),
    )
  }
  terminal.moveClock(3 * 86_400_000)
  await terminal.json('labels', 'settle')
})
afterEach(() => terminal.close())

type Reviewed = { decision: string; text: string | null; reading: { text: string; state: string } }
function review(...words: string[]): Promise<Reviewed> {
  return terminal.json<Reviewed>('labels', 'review', ...words)
}
function refusal(...words: string[]): Promise<string> {
  return terminal.refusal('labels', 'review', ...words)
}

describe('labels review', () => {
  test('accepts another text than visitors read, at once, and the audit records it', async () => {
    const { reading } = await review('d1', '--accept', '--text', ' Taler ')
    assert.deepEqual([reading.text, reading.state], ['Taler', 'accepted'])
    const [line] = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(
      [line?.action, line?.subject, line?.detail],
      ['corpus.decide', 'letters', 'accepts the reading of d1: Taler'],
    )
    const { history } = await terminal.json<{ history: { cause: string }[] }>(
      'labels',
      'show',
      'd1',
    )
    assert.equal(history.at(-1)?.cause, 'decision')
  })

  test('accepts the text that the archive saw, whatever is read later', async () => {
    const before = await terminal.store.readings.find('main', 'd1')
    const { text } = await review('d1', '--accept')
    assert.equal(text, before?.text)
  })

  test('rejects a reading, and takes that back', async () => {
    assert.equal((await review('letters', 'region of d1', '--reject')).reading.state, 'rejected')
    terminal.moveClock(1)
    assert.notEqual((await review('d1', '--reopen')).reading.state, 'rejected')
  })

  // A typing error in a review became a class of its own, and was exported as what the picture shows: the
  // text of a decision was checked, but not whether the corpus has such a class.
  test('refuses a class that the corpus does not have, and names those it has', async () => {
    const { corpora, sources, readings } = terminal.store
    const fruit = {
      corpus: 'fruits',
      sourceId: 'f0'.repeat(16),
      kind: 'classification',
      level: 'image',
    } as const
    const unknown = item('f', { ...fruit, status: 'unknown', label: null })
    await corpora.add({ ...corpus, name: 'fruits', kind: 'classification' })
    const known = ['pear', 'plum'].map((label) => item(label, { ...fruit, label }))
    await sources.add('main', { ...source, id: fruit.sourceId, corpus: 'fruits' }, [
      unknown,
      ...known,
    ])
    await visitors.answerItem(unknown, [{ given: 'yes', keyword: 'pear' }])
    assert.match(
      await refusal('f', '--accept', '--text', 'peer'),
      /“fruits” has no class “peer”; its classes are “pear”, “plum”\./,
    )
    assert.equal(await readings.find('main', 'f'), null)
    assert.equal((await review('f', '--accept', '--text', 'plum')).text, 'plum')
  })

  test('refuses what makes no sense, in a sentence each', async () => {
    assert.match(await refusal('d1'), /one of --accept, --reject and --reopen/)
    assert.match(await refusal('d1', '--accept', '--reject'), /one of --accept/)
    assert.match(
      await refusal('d1', '--reject', '--text', 'Taler'),
      /--text can only be used with --accept/,
    )
    assert.match(await refusal('d1', '--accept', '--text', ' '), /--text must not be empty/)
    assert.match(await refusal('d1', '--accept', '--text', 'a'.repeat(1_001)), /at most 1000/)
    assert.match(await refusal('d1', '--reopen'), /There is no decision on “d1” to take back/)
    assert.match(await refusal('nothing', '--accept'), /no item “nothing”/)
    assert.match(await refusal('d2', '--accept'), /No visitor has read “d2” yet/)
    assert.match(await refusal('c5', '--accept'), /The text of “c5” comes from the archive’s files/)
    await review('d1', '--reject')
    assert.match(await refusal('d1', '--reject'), /“d1” already has this decision/)
    const line = {
      atMs: 1,
      organisation: 'main',
      actor: 'test',
      action: 'a',
      subject: 'letters',
      detail: '',
    }
    await terminal.store.lifecycle.drop('main', { is: 'item', corpus: 'letters', id: 'd1' }, line)
    assert.match(await refusal('d1', '--reopen'), /“d1” was taken down/)
  })
})
