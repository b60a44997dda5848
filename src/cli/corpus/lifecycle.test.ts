import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { randomBytes } from 'node:crypto'
import { fillStore } from '../../../test/setup/service.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

type Shown = { state: string; embargo_until: string | null; reported: number; dropped: number }

describe('the life of a corpus', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    await fillStore(terminal.store, { clock: terminal.now, random: randomBytes })
  })
  afterEach(() => terminal.close())

  const show = (name: string): Promise<Shown> => terminal.json<Shown>('corpus', 'show', name)
  const auditOf = async (): Promise<string[]> =>
    (await terminal.store.secrets.listWholeAudit(100)).map(
      ({ action, subject, detail }) => `${action} ${subject}: ${detail}`,
    )

  test('is paused and resumed, and the audit records it', async () => {
    assert.deepEqual(await terminal.json('corpus', 'pause', 'transcription'), {
      corpus: 'transcription',
      state: 'paused',
      embargo_until: null,
    })
    assert.equal((await show('transcription')).state, 'paused')
    assert.match((await terminal.run('corpus', 'list')).out, /transcription .*; paused/)
    await terminal.json('corpus', 'resume', 'transcription')
    assert.equal((await show('transcription')).state, 'open')
    terminal.moveClock(1)
    assert.deepEqual((await auditOf()).toSorted(), [
      'corpus.pause transcription: from open to paused',
      'corpus.resume transcription: from paused to open',
    ])
  })

  test('is under embargo until a day, or until that is lifted', async () => {
    await terminal.json('corpus', 'embargo', 'transcription', '--until', '2030-01-01')
    assert.equal((await show('transcription')).embargo_until, '2030-01-01T00:00:00.000Z')
    const result = await terminal.run('corpus', 'pause', 'transcription')
    assert.match(result.out, /is paused, under embargo until 2030-01-01T00:00:00\.000Z\./)
    await terminal.json('corpus', 'embargo', 'transcription', '--none')
    assert.deepEqual(
      [(await show('transcription')).embargo_until, (await show('transcription')).state],
      [null, 'paused'],
    )
  })

  test('refuses an embargo until anything but a day in the future', async () => {
    const embargo = (...flags: string[]): Promise<string> =>
      terminal.refusal('corpus', 'embargo', 'transcription', ...flags)
    assert.match(await embargo(), /either --until DATE or --none/)
    assert.match(await embargo('--until', '2030-01-01', '--none'), /either/)
    assert.match(await embargo('--until', '2020-01-01'), /must be a day in the future.* use --none/)
    for (const wrong of ['2030', '2030-02-30', '2030-13-01', 'tomorrow', '2030-01-01T00:00+02:00'])
      assert.match(await embargo('--until', wrong), /must be a day such as 2030-01-01/, wrong)
  })

  test('stays taken down unless a command explicitly shows it again', async () => {
    await terminal.json('corpus', 'take-down', 'transcription')
    assert.equal((await show('transcription')).state, 'taken down')
    assert.match(await terminal.refusal('corpus', 'pause', 'transcription'), /was taken down/)
    assert.match(await terminal.refusal('corpus', 'resume', 'transcription'), /--taken-down/)
    await terminal.json('corpus', 'resume', 'transcription', '--taken-down')
    assert.equal((await show('transcription')).state, 'open')
  })

  test('a corpus, source or item that does not exist is refused, and nothing is done', async () => {
    for (const name of ['pause', 'resume', 'take-down', 'remove', 'check', 'reports'])
      assert.match(await terminal.refusal('corpus', name, 'nowhere'), /no corpus “nowhere”/, name)
    const takeDown = (...flags: string[]): Promise<string> =>
      terminal.refusal('corpus', 'take-down', 'transcription', ...flags)
    assert.match(
      await takeDown('--source', 'page.jpg', '--source', 'none.jpg'),
      /no source “none.jpg”/,
    )
    assert.match(await takeDown('--item', 'classification 1'), /no item “classification 1”/)
    assert.equal((await show('transcription')).dropped, 0)
    assert.deepEqual(await auditOf(), [])
  })
})
