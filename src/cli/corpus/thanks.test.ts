import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { corpus } from '../../store/suites/examples.contract.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

describe('corpus thanks', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    await terminal.store.corpora.add(corpus)
  })
  afterEach(() => terminal.close())

  const show = async (): Promise<unknown> =>
    (await terminal.json<{ thanks: string }>('corpus', 'show', 'letters')).thanks

  test('sets what visitors are told, which `corpus show` shows and the audit records', async () => {
    assert.equal(await show(), 'link')
    const { out } = await terminal.run('corpus', 'thanks', 'letters', '--show', 'name')
    assert.match(out, /told for whom they read “letters”\.$/m)
    assert.equal(await show(), 'name')
    const again = await terminal.json('corpus', 'thanks', 'letters', '--show', 'name')
    assert.deepEqual(again, { corpus: 'letters', thanks: 'name' })
    assert.deepEqual(
      (await terminal.store.secrets.listWholeAudit(9)).map(({ action, detail }) => [
        action,
        detail,
      ]),
      [['corpus.thanks', 'from link to name']],
    )
  })

  test('is refused for another choice, and for a corpus that is not there', async () => {
    const refused = (...argv: string[]): Promise<string> =>
      terminal.refusal('corpus', 'thanks', ...argv)
    assert.match(await refused('letters', '--show', 'both'), /one of link, name, nothing/)
    assert.match(await refused('other', '--show', 'link'), /no corpus “other”/)
  })
})
