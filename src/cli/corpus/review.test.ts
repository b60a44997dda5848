import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { randomBytes } from 'node:crypto'
import { fillStore } from '../../../test/setup/service.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import type { Report } from '../../model/report.ts'
import { answerKnown, reportRules } from '../../store/suites/examples.contract.ts'

type Shown = { state: string; embargo_until: string | null; reported: number; dropped: number }

describe('reported items', () => {
  let terminal: FakeTerminal
  beforeEach(async () => {
    terminal = fakeTerminal()
    await fillStore(terminal.store, { clock: terminal.now, random: randomBytes })
    for (const n of [1, 2]) await answerOnce(terminal, n)
    for (const itemId of ['transcription 1', 'transcription 2'])
      for (const n of [1, 2]) await reportOnce(terminal, itemId, n)
  })
  afterEach(() => terminal.close())

  test('are listed with their place and how many networks gave each reason', async () => {
    const [first, ...others] = await terminal.json<object[]>('corpus', 'reports', 'transcription')
    assert.deepEqual(first, {
      item: 'transcription 1',
      status: 'known',
      label: 'notaire 1',
      origin: 'page.jpg',
      region: 'r1',
      box: { x: 0, y: 1, width: 300, height: 80 },
      unreadable: 0,
      inappropriate: 2,
      is_shown: false,
    })
    assert.equal(others.length, 1)
    const { out } = await terminal.run('corpus', 'reports', 'transcription')
    assert.match(
      out,
      /^transcription 1 {2}page\.jpg {2}r1 {2}0,1 300×80: 0 unreadable, 2 inappropriate$/m,
    )
    assert.match(
      (await terminal.run('corpus', 'reports', 'classification')).out,
      /No reported item is waiting/,
    )
    assert.equal((await terminal.json<Shown>('corpus', 'show', 'transcription')).reported, 2)
    assert.match((await terminal.run('corpus', 'list')).out, /transcription .*; 2 reported/)
  })

  test('are kept or dropped, one by one or all of a corpus, and the audit records each', async () => {
    const stageOf = async (id: string) => (await terminal.store.items.find(id))?.stage
    await terminal.json('corpus', 'review', 'transcription 1', '--keep')
    assert.equal(await stageOf('transcription 1'), 'open')
    await terminal.json('corpus', 'review', '--corpus', 'transcription', '--drop')
    assert.equal(await stageOf('transcription 2'), 'dropped')
    assert.equal(await stageOf('transcription 1'), 'open')
    const lines = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(lines.map(({ action, detail }) => `${action}: ${detail}`).toSorted(), [
      'corpus.review: drops the item transcription 2',
      'corpus.review: keeps the item transcription 1',
    ])
  })

  test('that are still shown are listed after those that wait, and reviewed only by their ids', async () => {
    for (const n of [3, 4]) await reportOnce(terminal, 'transcription 5', n)
    const listed = await terminal.json<{ item: string; is_shown: boolean }[]>(
      'corpus',
      'reports',
      'transcription',
    )
    assert.deepEqual(
      listed.map(({ item, is_shown: isShown }) => [item, isShown]),
      [
        ['transcription 1', false],
        ['transcription 2', false],
        ['transcription 5', true],
      ],
    )
    assert.match(
      (await terminal.run('corpus', 'reports', 'transcription')).out,
      /^transcription 5 .*2 inappropriate; still shown$/m,
    )
    await terminal.json('corpus', 'review', '--corpus', 'transcription', '--drop')
    assert.equal((await terminal.store.items.find('transcription 5'))?.stage, 'open')
    await terminal.json('corpus', 'review', 'transcription 5', '--drop')
    assert.equal((await terminal.store.items.find('transcription 5'))?.stage, 'dropped')
  })

  // One person removed all known items from rotation in 15 seconds, and each needed a review to return.
  test('of a wave are marked in the lists and undone with the command that is printed there', async () => {
    terminal.moveClock(60 * 60_000)
    for (const n of [11, 12]) await answerOnce(terminal, n)
    for (const n of [11, 12]) await reportOnce(terminal, 'transcription 7', n)
    for (let n = 20; n < 60; n += 1) await reportOnce(terminal, 'transcription 9', n)
    const list = async () => (await terminal.run('corpus', 'list')).out
    assert.match(
      await list(),
      /transcription .*; 4 reported; a wave of reports from 2026-01-01T01:00:00\.000Z/,
    )
    const health = await terminal.run('labels', 'health', '--corpus', 'transcription')
    assert.match(health.out, /a wave of 13 reports \(to undo it: incipit corpus review --undo /)
    const { out } = await terminal.run('corpus', 'reports', 'transcription')
    const [, command = ''] = /To undo it: incipit (.*)$/m.exec(out) ?? []
    assert.equal(command, 'corpus review --undo --corpus transcription --from 2026-01-01T00:50Z')
    terminal.moveClock(60_000)
    const undone = await terminal.json<object>(...command.split(' '))
    assert.deepEqual(undone, {
      corpus: 'transcription',
      from: '2026-01-01T00:50:00.000Z',
      to: '2026-01-01T01:01:00.001Z',
      reports: 42,
      items: ['transcription 7', 'transcription 9'],
    })
    assert.equal((await terminal.store.items.find('transcription 7'))?.stage, 'open')
    assert.match(await list(), /transcription .*; 2 reported$/m)
    const again = await terminal.json<{ reports: number }>(...command.split(' '))
    assert.equal(again.reports, 0)
    const lines = await terminal.store.secrets.listWholeAudit(9)
    assert.deepEqual(
      lines.map(({ action, detail }) => `${action}: ${detail}`),
      [
        'corpus.review: undoes the reports from 2026-01-01T00:50:00.000Z to 2026-01-01T01:01:00.001Z',
      ],
    )
  })

  // “1 items are shown again.”
  test('are counted in the singular if there is one', async () => {
    const kept = await terminal.run('corpus', 'review', 'transcription 1', '--keep')
    assert.equal(kept.out, '1 item is shown again.\n')
    terminal.moveClock(3_600_000)
    await answerOnce(terminal, 3)
    await reportOnce(terminal, 'transcription 9', 3)
    const since = ['--corpus', 'transcription', '--from', '2026-01-01T00:30Z']
    terminal.moveClock(60_000)
    const undone = await terminal.run('corpus', 'review', '--undo', ...since)
    assert.equal(undone.out, '1 report is undone. 0 items are shown again.\n')
  })

  test('are reviewed only if the command says which and how', async () => {
    const review = (...words: string[]): Promise<string> =>
      terminal.refusal('corpus', 'review', ...words)
    assert.match(await review('--undo', '--keep'), /--keep and --drop exclude/)
    assert.match(await review('--from', '2026-01-01'), /belong to --undo/)
    assert.match(await review('--undo', '--from', '2026-01-01'), /with --corpus and the start/)
    const undo = (...words: string[]): Promise<string> =>
      review('--undo', '--corpus', 'transcription', ...words)
    assert.match(await undo('--from', 'today'), /must be times such as/)
    assert.match(await undo('--from', '2026-01-01', '--to', '2025-12-31'), /before --to/)
    assert.match(await undo('--from', '2030-01-01'), /must not be in the future/)
    assert.match(await review('transcription 1'), /Give one of these: --keep, --drop, or --undo/)
    assert.match(await review('transcription 1', '--keep', '--drop'), /Give one of these/)
    assert.match(await review('--keep'), /Name the items, or name a corpus with --corpus/)
    assert.match(await review('transcription 3', '--keep'), /No item “transcription 3” is waiting/)
    assert.match(await review('--keep', '--corpus', 'nowhere'), /no corpus “nowhere”/)
  })
})

async function reportOnce(terminal: FakeTerminal, itemId: string, n: number): Promise<void> {
  const { store, now } = terminal
  const report: Report = {
    challengeId: `challenge ${n}`,
    itemId,
    corpus: 'transcription',
    reason: 'inappropriate',
    networkHash: `network ${n}`,
    day: 0,
    reportedAtMs: now(),
  }
  await store.reports.keepReport(report, reportRules)
}

async function answerOnce({ store, now }: FakeTerminal, n: number): Promise<void> {
  const known = { itemId: 'transcription 3', atMs: now() }
  await answerKnown(store.answers, `network ${n}`, known)
}
